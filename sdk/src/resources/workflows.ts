import type { Workflow, WorkflowRun } from '../generated/api';
import type { Http, RequestOptions } from '../http';
import type { Body, Query } from '../operation';
import { type StreamEvent, type StreamOptions, stream } from '../stream';
import { type ExecuteOptions, startAndWait, untilEnded, type WaitOptions } from '../wait';

/** A workflow to create: its definition in JSON, and a name unless the definition has one. */
export type WorkflowDraft = Extract<Body<'createWorkflow'>, { definition: unknown }>;

export class Workflows {
  constructor(private readonly http: Http) {}

  list(query?: Query<'listWorkflows'>, options?: RequestOptions) {
    return this.http.list('listWorkflows', { query }, options);
  }

  get(id: string, options?: RequestOptions) {
    return this.http.call('getWorkflow', { params: { id } }, options) as Promise<Workflow>;
  }

  create(body: WorkflowDraft, options?: RequestOptions) {
    return this.http.call('createWorkflow', { body }, options) as Promise<Workflow>;
  }

  update(id: string, body: Body<'updateWorkflow'>, options?: RequestOptions) {
    return this.http.call('updateWorkflow', { params: { id }, body }, options);
  }

  delete(id: string, query?: Query<'deleteWorkflow'>, options?: RequestOptions) {
    return this.http.call('deleteWorkflow', { params: { id }, query }, options);
  }

  /** Tells what is wrong with a definition, without saving it. */
  validate(body: Body<'validateWorkflow'>, options?: RequestOptions) {
    return this.http.call('validateWorkflow', { body }, options);
  }

  publish(id: string, body: Body<'publishWorkflow'> = {}, options?: RequestOptions) {
    return this.http.call('publishWorkflow', { params: { id }, body }, options);
  }

  duplicate(id: string, body: Body<'duplicateWorkflow'> = {}, options?: RequestOptions) {
    return this.http.call('duplicateWorkflow', { params: { id }, body }, options);
  }

  pause(id: string, options?: RequestOptions) {
    return this.http.call('pauseWorkflow', { params: { id } }, options);
  }

  resume(id: string, options?: RequestOptions) {
    return this.http.call('resumeWorkflow', { params: { id } }, options);
  }

  versions(id: string, query?: Query<'listWorkflowVersions'>, options?: RequestOptions) {
    return this.http.list('listWorkflowVersions', { params: { id }, query }, options);
  }

  triggers(id: string, options?: RequestOptions) {
    return this.http.list('listWorkflowTriggers', { params: { id } }, options);
  }

  /** An address that starts the workflow when it is called. */
  createHook(id: string, body: Body<'makeWorkflowHook'> = {}, options?: RequestOptions) {
    return this.http.call('makeWorkflowHook', { params: { id }, body }, options);
  }

  deleteHook(id: string, options?: RequestOptions) {
    return this.http.call('removeWorkflowHook', { params: { id } }, options);
  }
}

export type RunEvent =
  | StreamEvent<'history', Record<string, unknown>>
  | StreamEvent<'step', Record<string, unknown>>
  | StreamEvent<
      'status',
      { status: WorkflowRun['status']; state: string; wait_reason: string | null }
    >
  | StreamEvent<'done', WorkflowRun>;

export class Runs {
  constructor(private readonly http: Http) {}

  list(query?: Query<'listWorkflowRuns'>, options?: RequestOptions) {
    return this.http.list('listWorkflowRuns', { query }, options);
  }

  get(id: string, options?: RequestOptions) {
    return this.http.call('getWorkflowRun', { params: { id } }, options);
  }

  /** Starts a run. It returns at once unless `wait` gives seconds to wait for its end. */
  start(
    workflowId: string,
    input: Record<string, unknown> = {},
    {
      metadata,
      version,
      ...options
    }: ExecuteOptions & { metadata?: Record<string, unknown>; version?: number } = {},
  ): Promise<WorkflowRun> {
    const body = { workflow_id: workflowId, input, metadata, version };
    let id = '';
    return startAndWait(
      async (wait, more) => {
        const now = await this.http.call('createWorkflowRun', { query: { wait }, body }, more);
        id = now.id;
        return now;
      },
      (wait, more) => this.http.call('getWorkflowRun', { params: { id }, query: { wait } }, more),
      { wait: 0, ...options },
    );
  }

  /** Resolves when it has ended, whether well or not. */
  wait(id: string, options?: WaitOptions): Promise<WorkflowRun> {
    return untilEnded(
      (wait, more) => this.http.call('getWorkflowRun', { params: { id }, query: { wait } }, more),
      options,
    );
  }

  cancel(id: string, body: Body<'cancelWorkflowRun'> = {}, options?: RequestOptions) {
    return this.http.call('cancelWorkflowRun', { params: { id }, body }, options);
  }

  pause(id: string, options?: RequestOptions) {
    return this.http.call('pauseWorkflowRun', { params: { id } }, options);
  }

  resume(id: string, options?: RequestOptions) {
    return this.http.call('resumeWorkflowRun', { params: { id } }, options);
  }

  /** Tells a run something that it waits for. */
  signal(id: string, body: Body<'signalWorkflowRun'>, options?: RequestOptions) {
    return this.http.call('signalWorkflowRun', { params: { id }, body }, options);
  }

  retry(id: string, body: Body<'retryWorkflowRun'> = {}, options?: RequestOptions) {
    return this.http.call('retryWorkflowRun', { params: { id }, body }, options);
  }

  fork(id: string, body: Body<'forkWorkflowRun'>, options?: RequestOptions) {
    return this.http.call('forkWorkflowRun', { params: { id }, body }, options);
  }

  steps(id: string, query?: Query<'listWorkflowRunSteps'>, options?: RequestOptions) {
    return this.http.list('listWorkflowRunSteps', { params: { id }, query }, options);
  }

  history(id: string, query?: Query<'getWorkflowRunHistory'>, options?: RequestOptions) {
    return this.http.call('getWorkflowRunHistory', { params: { id }, query }, options);
  }

  /** What happens in a run, live, up to `done` with all of it. */
  stream(id: string, options?: StreamOptions) {
    return stream<RunEvent>(this.http, 'streamWorkflowRun', { params: { id } }, options);
  }
}
