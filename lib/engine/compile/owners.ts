import type { Collector, Draft } from './collect';
import { join, type Problems } from './problems';

/** What ownership by name came to: handlers and compensations, as numbers of their blocks. */
export type Owners = {
  /** The handler's block of a step whose `onError` goes to another one. */
  handlers: Map<string, number>;
  compensations: Map<string, string>;
  /** The steps that go to a handler, by its block. */
  handled: Map<number, string[]>;
};

/**
 * Moves steps that others own by name out of the lists where they stand: `trueSteps`, targets of
 * `onError.goto`, `compensate`. From then on they run only where their owner runs them.
 */
export function assignOwners(collector: Collector, problems: Problems): Owners {
  const { drafts, blocks } = collector;
  const owners: Owners = { handlers: new Map(), compensations: new Map(), handled: new Map() };
  const movedBy = new Map<string, string>();

  const move = (id: string, by: string, path: string): Draft | null => {
    const draft = drafts.get(id);
    if (!draft) {
      problems.add(path, 'unknown_step', `There is no step "${id.slice(0, 100)}".`);
      return null;
    }
    const before = movedBy.get(id);
    if (before !== undefined && before !== by) {
      problems.add(path, 'owned_twice', `"${id}" already belongs to ${before}.`);
      return null;
    }
    movedBy.set(id, by);
    const home = blocks[draft.block];
    if (home) home.entries = home.entries.filter((it) => it.named || it.id !== id);
    return draft;
  };

  for (const [number, block] of blocks.entries()) {
    block.entries = block.entries.filter((entry) => {
      if (!entry.named) return true;
      const draft = move(entry.id, `"${block.owner}" (${block.role})`, entry.path);
      if (draft && block.owner === null) {
        problems.add(
          entry.path,
          'invalid',
          'Only branches and bodies name steps; write the step here.',
        );
      }
      if (draft) draft.block = number;
      return draft !== null;
    });
  }
  for (const draft of [...drafts.values()]) {
    problems.step = draft.id;
    compensation(draft, collector, owners, move);
    handler(draft, collector, owners, problems, move);
  }
  problems.step = undefined;
  chains(collector, owners, problems);
  return owners;
}

type Move = (id: string, by: string, path: string) => Draft | null;

function compensation(draft: Draft, collector: Collector, owners: Owners, move: Move): void {
  const { compensate } = draft.step;
  if (compensate === undefined) return;
  const path = join(draft.path, 'compensate');
  const number = collector.blocks.push({ owner: draft.id, role: 'compensate', entries: [] }) - 1;
  if (typeof compensate === 'string') {
    const target = move(compensate, `"${draft.id}" (compensate)`, path);
    if (!target) return;
    target.block = number;
    owners.compensations.set(draft.id, target.id);
  } else {
    const id = collector.step(compensate, path, number, 0, idOf(compensate) ?? `undo_${draft.id}`);
    if (id !== null) owners.compensations.set(draft.id, id);
  }
  const id = owners.compensations.get(draft.id);
  if (id) collector.blocks[number]?.entries.push({ id, path, named: false });
}

function idOf(value: Record<string, unknown>): string | undefined {
  return typeof value.id === 'string' ? value.id : undefined;
}

function handler(
  draft: Draft,
  { drafts, blocks }: Collector,
  owners: Owners,
  problems: Problems,
  move: Move,
): void {
  const { onError } = draft.step;
  if (typeof onError !== 'object') return;
  const path = join(join(draft.path, 'onError'), 'goto');
  if (onError.goto === draft.id) {
    problems.add(path, 'bad_goto', 'A step cannot be its own error handler.');
    return;
  }
  const target = drafts.get(onError.goto);
  let number = target && blocks[target.block]?.role === 'handler' ? target.block : -1;
  if (number < 0) {
    const home = target?.block;
    if (!move(onError.goto, 'its error handling', path) || !target) return;
    number = blocks.push({ owner: null, role: 'handler', entries: [] }) - 1;
    blocks[number]?.entries.push({ id: target.id, path: target.path, named: false });
    owners.handled.set(number, []);
    HOMES.set(target, home ?? 0);
    target.block = number;
  }
  owners.handled.get(number)?.push(draft.id);
  owners.handlers.set(draft.id, number);
}

/** The block where a handler stood before it was moved: it says which loop body it belongs to. */
const HOMES = new WeakMap<Draft, number>();

export function homeOf(draft: Draft): number {
  return HOMES.get(draft) ?? draft.block;
}

/** The steps that directly own a step: one, or all that go to a handler. Empty at the top. */
export function ownersOf(draft: Draft, { blocks }: Collector, owners: Owners): string[] {
  const block = blocks[draft.block];
  if (block?.role === 'handler') return owners.handled.get(draft.block) ?? [];
  return block?.owner ? [block.owner] : [];
}

/** Steps that own each other, at whatever distance, would never run. */
function chains(collector: Collector, owners: Owners, problems: Problems): void {
  const state = new Map<string, 'open' | 'done'>();
  const visit = (id: string, trail: string[]): boolean => {
    if (state.get(id) === 'done') return true;
    if (state.get(id) === 'open') {
      const circle = [...trail.slice(trail.indexOf(id)), id].join(' → ');
      problems.add(
        collector.drafts.get(id)?.path ?? '',
        'cycle',
        `These steps own each other: ${circle}.`,
      );
      return false;
    }
    state.set(id, 'open');
    const draft = collector.drafts.get(id);
    const fine =
      !draft || ownersOf(draft, collector, owners).every((it) => visit(it, [...trail, id]));
    state.set(id, 'done');
    return fine;
  };
  for (const id of collector.drafts.keys()) visit(id, []);
}
