'use client';

import { createContext, useContext } from 'react';
import type { Edge, Slot } from '@/components/workflows/canvas/drawing';
import type { StepState } from '@/components/workflows/canvas/step-state';

/** What can be done on the canvas; left out, it is only looked at. */
export type CanvasEdit = {
  /** Where a step shall be added: a gap, or a link between two steps of a DAG. */
  add: (at: Slot | NonNullable<Edge['link']>) => void;
  move: (key: string, slot: Slot) => void;
  connect: (from: string, to: string) => void;
  disconnect: (link: NonNullable<Edge['link']>) => void;
};

export type CanvasView = {
  chosen: string | null;
  choose: (key: string | null) => void;
  /** What starts it, in words. */
  starts: readonly string[];
  /** Problems by step key; '' has those of the workflow itself. */
  problems: ReadonlyMap<string, number>;
  /** By step id while a run is shown. */
  states: ReadonlyMap<string, StepState> | null;
  /** Only a run that goes on has steps that are yet to come. */
  running: boolean;
  edit: CanvasEdit | null;
  /** The slot that a dragged step would fall into. */
  target: string | null;
};

export const CanvasContext = createContext<CanvasView | null>(null);

export function useCanvas(): CanvasView {
  const view = useContext(CanvasContext);
  if (!view) throw new Error('A part of the canvas stands outside of it.');
  return view;
}

export const START = '$start';
