'use client';

import { Copy, Trash2 } from 'lucide-react';
import { useMemo } from 'react';
import { IconButton } from '@/components/ui/icon-button';
import { Segmented } from '@/components/ui/segmented';
import { START } from '@/components/workflows/canvas/canvas-context';
import { StepIcon } from '@/components/workflows/canvas/step-icon';
import type { Doc } from '@/components/workflows/edit/address';
import { KINDS } from '@/components/workflows/edit/kinds';
import type { Outline } from '@/components/workflows/edit/outline';
import { referencesFor } from '@/components/workflows/edit/references';
import { RunPanel, type useSample } from '@/components/workflows/editor/run-panel';
import type { useEdits } from '@/components/workflows/editor/use-edits';
import type { Checked } from '@/components/workflows/editor/use-problems';
import type { useSaving } from '@/components/workflows/editor/use-saving';
import { VersionsPanel } from '@/components/workflows/editor/versions-panel';
import { StartForm } from '@/components/workflows/form/start-form';
import { StepForm } from '@/components/workflows/form/step-form';
import type { May, Workflow } from '@/components/workflows/model';
import type { useRun } from '@/components/workflows/run/use-run';
import type { Json } from '@/lib/engine/json';
import type { WorkflowRunView } from '@/lib/workflows/runs.contract';

export type PanelFace = 'edit' | 'run' | 'versions';

/** Beside the canvas, beneath it on phones: the chosen step, a run, or the versions. */
export function SidePanel(props: {
  face: PanelFace;
  onFace: (face: PanelFace) => void;
  workflow: Workflow;
  may: May;
  doc: Doc;
  shape: Outline;
  checked: Checked;
  chosen: string | null;
  onChoose: (key: string | null) => void;
  onEdit: (doc: Doc, tag?: string, key?: string) => void;
  edits: ReturnType<typeof useEdits>;
  saving: ReturnType<typeof useSaving>;
  sample: ReturnType<typeof useSample>;
  live: ReturnType<typeof useRun>;
  dirty: boolean;
  why: string | null;
  onRun: () => void;
  onRunStarted: (run: WorkflowRunView) => void;
  /** The key of the chosen instance of the run. */
  pass: string | null;
  onPass: (key: string | null) => void;
}) {
  const { face, onFace, chosen, live, shape } = props;
  const instances = useMemo(
    () => live.steps.filter(({ step }) => step === shape.steps.get(chosen ?? '')?.id),
    [live.steps, shape, chosen],
  );
  const order = useMemo(() => [...shape.steps.values()].map(({ id }) => id), [shape]);
  return (
    <aside
      aria-label="Panel"
      className="flex min-h-0 flex-col border-t bg-surface max-md:flex-1 md:w-96 md:shrink-0 md:border-t-0 md:border-s"
    >
      <div className="shrink-0 border-b p-2">
        <Segmented
          className="flex w-full"
          label="Panel"
          onValueChange={(value) => onFace(value as PanelFace)}
          options={[
            { value: 'edit', label: 'Edit' },
            { value: 'run', label: 'Run' },
            { value: 'versions', label: 'Versions' },
          ]}
          value={face}
        />
      </div>
      <section
        aria-label={face === 'edit' ? 'Settings' : face === 'run' ? 'Run' : 'Versions'}
        className="min-h-0 flex-1 overflow-y-auto p-4 focus-visible:-outline-offset-2"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must take the keyboard
        tabIndex={0}
      >
        {face === 'edit' && <EditFace {...props} />}
        {face === 'run' && (
          <RunPanel
            chosen={props.pass}
            dirty={props.dirty}
            instances={instances}
            live={live}
            onChoose={props.onPass}
            onRun={props.onRun}
            onStarted={props.onRunStarted}
            order={order}
            sample={props.sample}
            starting={props.saving.busy === 'run'}
            why={props.why}
          />
        )}
        {face === 'versions' && (
          <VersionsPanel
            busy={props.saving.busy === 'publish'}
            canWrite={props.may.write}
            doc={props.doc}
            id={props.workflow.id}
            newest={props.workflow.version}
            onPublish={(version) => void props.saving.publish({ version })}
            onRestore={(definition) => props.onEdit(definition)}
          />
        )}
      </section>
    </aside>
  );
}

function EditFace({
  doc,
  shape,
  chosen,
  checked,
  may,
  sample,
  live,
  edits,
  onEdit,
}: Parameters<typeof SidePanel>[0]) {
  const step = chosen && chosen !== START ? shape.steps.get(chosen) : undefined;
  const outputs = useMemo(
    () =>
      new Map(
        live.steps
          .filter(({ status }) => status === 'completed')
          .map(({ step: id, output }) => [id, output as Json]),
      ),
    [live.steps],
  );
  const references = useMemo(
    () => referencesFor(doc, shape, step?.key ?? null, { input: sample.value ?? {}, outputs }),
    [doc, shape, step?.key, sample.value, outputs],
  );
  if (!step)
    return (
      <>
        <Heading title="The workflow" what="What starts it, what goes in, and its limits." />
        <StartForm
          disabled={!may.write}
          doc={doc}
          onEdit={onEdit}
          problems={checked.problems}
          references={references}
        />
      </>
    );
  const kind = step.type && KINDS[step.type];
  return (
    <>
      <div className="mb-4 flex items-center gap-2.5">
        <span className="grid size-8 shrink-0 place-items-center rounded-md border bg-sunken text-muted">
          <StepIcon className="size-4" type={step.type} />
        </span>
        <div className="min-w-0 flex-1">
          <h2 className="truncate font-strong text-base leading-5">{kind?.label ?? 'Step'}</h2>
          <p className="truncate text-faint text-xs">
            {kind?.about ?? `Unknown type ${step.written}`}
          </p>
        </div>
        {may.write && (
          <>
            <IconButton
              icon={<Copy aria-hidden />}
              label="Duplicate step"
              onClick={() => edits.duplicate(step.key)}
              shortcut="⌘D"
              size="sm"
            />
            <IconButton
              icon={<Trash2 aria-hidden />}
              label="Remove step"
              onClick={() => edits.remove(step.key)}
              shortcut="⌫"
              size="sm"
            />
          </>
        )}
      </div>
      <StepForm
        disabled={!may.write}
        doc={doc}
        onEdit={onEdit}
        problems={checked.problems}
        references={references}
        shape={shape}
        step={step}
      />
    </>
  );
}

function Heading({ title, what }: { title: string; what: string }) {
  return (
    <div className="mb-4">
      <h2 className="font-strong text-base">{title}</h2>
      <p className="text-muted text-sm">{what}</p>
    </div>
  );
}
