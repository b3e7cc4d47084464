import type { VersionView, WorkflowSummary, WorkflowView } from '@/lib/workflows/contract';
import type { WorkflowRunView } from '@/lib/workflows/runs.contract';

export type Workflow = WorkflowView;
export type Summary = WorkflowSummary;
export type Version = VersionView;
export type Run = WorkflowRunView;

/** What the reader may do with workflows; viewers only look. */
export type May = { write: boolean; execute: boolean };

/** A workflow of the list, with how its last runs went. */
export type Listed = Summary & { recent?: { ended: number; completed: number } };
