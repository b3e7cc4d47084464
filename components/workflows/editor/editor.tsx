'use client';

import { Play, Save } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useCallback, useEffect, useMemo, useState } from 'react';
import useSWR from 'swr';
import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import { toast } from '@/components/ui/toast';
import { START } from '@/components/workflows/canvas/canvas-context';
import { statesOf } from '@/components/workflows/canvas/step-state';
import type { Doc } from '@/components/workflows/edit/address';
import { outline } from '@/components/workflows/edit/outline';
import { startsOf } from '@/components/workflows/edit/trigger-words';
import { countsOf, stepOf } from '@/components/workflows/editor/check';
import { CheckedBar } from '@/components/workflows/editor/checked-bar';
import { EditorBar, type Face } from '@/components/workflows/editor/editor-bar';
import { EditorNotes } from '@/components/workflows/editor/editor-notes';
import { JsonFace } from '@/components/workflows/editor/json-face';
import { StepPalette } from '@/components/workflows/editor/palette';
import { useSample } from '@/components/workflows/editor/run-panel';
import { type PanelFace, SidePanel } from '@/components/workflows/editor/side-panel';
import { useDoc } from '@/components/workflows/editor/use-doc';
import { useEdits } from '@/components/workflows/editor/use-edits';
import { useKeys } from '@/components/workflows/editor/use-keys';
import { useProblems } from '@/components/workflows/editor/use-problems';
import { useSaving } from '@/components/workflows/editor/use-saving';
import { WorkflowHeader } from '@/components/workflows/editor/workflow-header';
import type { May, Workflow } from '@/components/workflows/model';
import { useRun } from '@/components/workflows/run/use-run';
import type { Problem } from '@/lib/engine/compile/problems';

const Canvas = dynamic(() => import('@/components/workflows/canvas/canvas'), {
  ssr: false,
  loading: () => <Skeleton className="size-full rounded-none" />,
});

const DslFace = dynamic(() => import('@/components/workflows/editor/dsl-face'), {
  ssr: false,
  loading: () => <Skeleton className="size-full rounded-none" />,
});

/** A workflow on the canvas, as JSON and in the config language, with its steps' forms, runs and versions beside it. */
export default function Editor({ first, may, keep }: { first: Workflow; may: May; keep: string }) {
  const { data, mutate } = useSWR<Workflow>(`/api/v1/workflows/${first.id}`, {
    fallbackData: first,
    revalidateOnMount: false,
  });
  const workflow = data ?? first;
  const draft = useDoc(keep, first.definition as Doc, first.version);
  const { doc, edit } = draft;
  const shape = useMemo(() => outline(doc), [doc]);
  const starts = useMemo(() => startsOf(doc), [doc]);
  const checked = useProblems(doc);
  const counts = useMemo(() => countsOf(checked.problems, shape), [checked.problems, shape]);
  const [face, setFace] = useState<Face>('canvas');
  const [panel, setPanel] = useState<PanelFace>('edit');
  const [chosen, setChosen] = useState<string | null>(null);
  const [pass, setPass] = useState<string | null>(null);
  const [look, setLook] = useState<{ key: string; path: string; at: number } | null>(null);
  const [runId, setRunId] = useState<string | null>(null);
  const live = useRun(runId);
  const sample = useSample(keep, doc);
  const states = useMemo(
    () => (panel === 'run' && live.run ? statesOf(live.steps) : null),
    [panel, live.run, live.steps],
  );
  const choose = useCallback((key: string | null) => {
    setChosen(key);
    setPass(null);
  }, []);
  const edits = useEdits({ doc, shape, chosen, onEdit: edit, choose, undo: draft.undo });
  const saving = useSaving({
    id: first.id,
    version: draft.version,
    accept: draft.accept,
    changed: (next) => void mutate(next, { revalidate: false }),
  });
  useEffect(() => {
    if (chosen && chosen !== START && !shape.steps.has(chosen)) setChosen(null);
  }, [chosen, shape]);

  const { problems } = checked;
  const why = !may.execute
    ? 'Your role can look only.'
    : problems.length > 0
      ? 'Mend its problems first.'
      : null;

  async function run() {
    setPanel('run');
    choose(null);
    if (why || sample.value === null) return;
    const id = await saving.run(draft.dirty ? doc : null, sample.value);
    if (id) setRunId(id);
  }
  const save = () => {
    if (may.write && draft.dirty) void saving.save(doc);
  };
  const publish = () => {
    if (problems.length > 0) {
      toast.message('It has problems', { description: 'Mend them, then publish it.' });
      return;
    }
    void saving.publish(draft.dirty ? { doc } : { version: draft.version });
  };
  useKeys({
    save,
    run,
    undo: draft.undo,
    redo: draft.redo,
    add: () => may.write && face === 'canvas' && edits.add(),
    remove: () => may.write && chosen && chosen !== START && edits.remove(chosen),
    duplicate: () => may.write && chosen && edits.duplicate(chosen),
    shift: (by) => may.write && chosen && edits.shift(chosen, by),
  });

  function jump(problem: Problem) {
    const key = stepOf(problem, shape) ?? START;
    setPanel('edit');
    choose(key);
    setLook({ key: key === START ? START : key, path: problem.path, at: Date.now() });
  }
  /** The text opens where the chosen step stands. */
  function turn(next: Face) {
    const step = shape.steps.get(chosen ?? '');
    setLook(step ? { key: step.key, path: step.path, at: Date.now() } : null);
    setFace(next);
  }
  const Text = face === 'json' ? JsonFace : DslFace;
  const published = workflow.publishedVersion === draft.version && !draft.dirty;
  return (
    <div className="fills-window flex h-[calc(100dvh-3rem)] flex-col md:h-dvh">
      <WorkflowHeader
        actions={
          <>
            {may.write && (
              <>
                <Button
                  disabled={!draft.dirty}
                  icon={<Save aria-hidden />}
                  loading={saving.busy === 'save'}
                  onClick={save}
                >
                  {draft.dirty ? 'Save' : 'Saved'}
                </Button>
                <Button disabled={published} loading={saving.busy === 'publish'} onClick={publish}>
                  {published ? 'Published' : 'Publish'}
                </Button>
              </>
            )}
            <Button
              icon={<Play aria-hidden />}
              loading={saving.busy === 'run'}
              onClick={run}
              variant="primary"
            >
              Run
            </Button>
          </>
        }
        face="editor"
        trailing={
          <EditorBar
            canRedo={draft.canRedo}
            canUndo={draft.canUndo}
            editable={may.write}
            face={face}
            onAdd={edits.add}
            onFace={turn}
            onRedo={draft.redo}
            onUndo={draft.undo}
          />
        }
        workflow={{ ...workflow, version: draft.version }}
      />
      <EditorNotes
        conflict={saving.conflict}
        onDrop={draft.drop}
        onOverwrite={() => void saving.save(doc, true)}
        restored={draft.restored}
        version={first.version}
      />
      <div className="flex min-h-0 flex-1 flex-col md:flex-row">
        <div className="flex min-h-0 min-w-0 flex-col max-md:h-[46dvh] md:flex-1">
          <div className="relative min-h-0 flex-1">
            {face === 'canvas' ? (
              <Canvas
                chosen={chosen}
                edit={may.write ? edits.canvas : null}
                label="Workflow"
                look={look}
                onChoose={choose}
                outline={shape}
                problems={counts}
                running={live.open}
                starts={starts}
                states={states}
              />
            ) : (
              <Text doc={doc} goTo={look} onEdit={edit} problems={problems} readOnly={!may.write} />
            )}
          </div>
          <CheckedBar checked={checked} onJump={jump} shape={shape} />
        </div>
        <SidePanel
          checked={checked}
          chosen={chosen}
          dirty={draft.dirty}
          doc={doc}
          edits={edits}
          face={panel}
          live={live}
          may={may}
          onChoose={choose}
          onEdit={(next, tag, key) => {
            edit(next, tag);
            if (key) choose(key);
          }}
          onFace={setPanel}
          onPass={(key) => {
            const step = live.steps.find((one) => one.key === key);
            choose(step?.step ?? null);
            setPass(key);
          }}
          onRun={run}
          onRunStarted={(next) => setRunId(next.id)}
          pass={pass}
          sample={sample}
          saving={saving}
          shape={shape}
          why={why}
          workflow={workflow}
        />
      </div>
      <StepPalette
        onOpenChange={(open) => open || edits.setPlace(null)}
        onPick={(type) => {
          if (edits.place) edits.insert(type, edits.place);
          edits.setPlace(null);
          setPanel('edit');
        }}
        open={edits.place !== null}
      />
    </div>
  );
}
