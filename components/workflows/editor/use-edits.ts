'use client';

import { useMemo, useRef, useState } from 'react';
import { toast } from '@/components/ui/toast';
import type { CanvasEdit } from '@/components/workflows/canvas/canvas-context';
import type { Edge, Slot } from '@/components/workflows/canvas/drawing';
import type { Doc } from '@/components/workflows/edit/address';
import { connect, disconnect } from '@/components/workflows/edit/connect';
import { newStep } from '@/components/workflows/edit/kinds';
import { type Outline, outline } from '@/components/workflows/edit/outline';
import {
  duplicateStep,
  type Edit,
  idsOf,
  insertBetween,
  insertStep,
  moveStep,
  removeStep,
} from '@/components/workflows/edit/steps';
import type { StepTypeName } from '@/lib/engine/step-types';

type Link = NonNullable<Edge['link']>;
export type Place = Slot | Link;

/** What the canvas and the keyboard do with steps; each is one pure edit of the definition. */
export function useEdits({
  doc,
  shape,
  chosen,
  onEdit,
  choose,
  undo,
}: {
  doc: Doc;
  shape: Outline;
  chosen: string | null;
  onEdit: (doc: Doc) => void;
  choose: (key: string | null) => void;
  undo: () => void;
}) {
  const latest = useRef({ doc, shape, chosen, onEdit, choose, undo });
  latest.current = { doc, shape, chosen, onEdit, choose, undo };
  /** Where the palette shall put what is picked; null: it is closed. */
  const [place, setPlace] = useState<Place | null>(null);

  const actions = useMemo(() => {
    const apply = ({ doc: next, key }: Edit) => {
      latest.current.onEdit(next);
      latest.current.choose(key && outline(next).steps.has(key) ? key : null);
    };
    /** After the chosen step; at the end without one. */
    const after = (): Slot => {
      const { shape: now, chosen: key } = latest.current;
      const home = key === null ? undefined : now.home.get(key);
      if (home && !home.lane.single) return { lane: home.lane, index: home.index + 1 };
      return { lane: now.root, index: now.root.steps.length };
    };
    const canvas: CanvasEdit = {
      add: setPlace,
      move: (key, { lane, index }) => {
        const edit = moveStep(latest.current.doc, latest.current.shape, key, lane, index);
        if (edit) apply(edit);
      },
      connect: (from, to) => {
        const { doc: now, shape: drawn } = latest.current;
        const keyOf = (id: string) => id.replace(/^(join|frame):/, '');
        const linked = connect(now, drawn, keyOf(from), keyOf(to));
        if ('problem' in linked) toast.message('Not connected', { description: linked.problem });
        else latest.current.onEdit(linked.doc);
      },
      disconnect: ({ lane, from, to }) => {
        const [a, b] = [lane.steps[from], lane.steps[to]];
        const { doc: now, shape: drawn } = latest.current;
        if (a && b) latest.current.onEdit(disconnect(now, drawn, a.key, b.key));
      },
    };
    return {
      canvas,
      add: () => setPlace(after()),
      insert: (type: StepTypeName, at: Place) => {
        const { doc: now, shape: drawn } = latest.current;
        const step = newStep(type, idsOf(drawn));
        if ('index' in at) return apply(insertStep(now, at.lane, at.index, step));
        const [a, b] = [at.lane.steps[at.from], at.lane.steps[at.to]];
        if (a && b) apply(insertBetween(now, at.lane, a.key, b.key, step));
      },
      remove: (key: string) => {
        const { doc: now, shape: drawn } = latest.current;
        const step = drawn.steps.get(key);
        if (!step) return;
        apply(removeStep(now, drawn, key));
        toast.undo(`Removed “${step.name}”`, () => latest.current.undo());
      },
      duplicate: (key: string) => {
        const edit = duplicateStep(latest.current.doc, latest.current.shape, key);
        if (edit.key) apply(edit);
      },
      /** One place up or down in its list. */
      shift: (key: string, by: 1 | -1) => {
        const home = latest.current.shape.home.get(key);
        if (!home) return;
        canvas.move(key, { lane: home.lane, index: home.index + (by === 1 ? 2 : -1) });
      },
    };
  }, []);
  return { ...actions, place, setPlace };
}
