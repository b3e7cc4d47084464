import type { PlanStep } from '../plan';
import type { Earlier } from './order';
import type { Problems } from './problems';
import type { Use } from './values';

/** The names every expression of a run may read; loops add `item`, `index`, `previous` and their `as`. */
export const ROOTS: readonly string[] = ['input', 'vars', 'steps', 'trigger', 'run', 'metadata'];
const FIELDS = ['output', 'status', 'error'];

export type Visible = {
  /** Further root names here: `item`, `index`, `event`. */
  names: readonly string[];
  /** The steps that may have run before. */
  before: Earlier;
};

export type Known = {
  steps: Readonly<Record<string, PlanStep>>;
  vars: ReadonlySet<string>;
  problems: Problems;
};

/** Notes every use that can't work: names that do not exist, steps that can't have run yet. */
export function checkUses(uses: readonly Use[], visible: Visible, known: Known): void {
  const { steps, vars, problems } = known;
  for (const use of uses) {
    const { root, target, at } = { ...use, target: use.read[0] };
    if (root === 'steps') {
      checkStep(use, visible, known);
    } else if (root === 'secrets') {
      const message =
        'A secret stands alone in {{ secrets.NAME }}, in connector and http_request fields.';
      problems.add(use.place, 'secret_not_here', message, at);
    } else if (!ROOTS.includes(root) && !visible.names.includes(root)) {
      const hint = Object.hasOwn(steps, root) ? ` Did you mean steps.${root}.output?` : '';
      const names = [...ROOTS, ...visible.names].join(', ');
      problems.add(
        use.place,
        'unknown_name',
        `There is no "${root}" here, only ${names}.${hint}`,
        at,
      );
    } else if (root === 'vars' && target !== undefined && !vars.has(target)) {
      problems.add(use.place, 'unknown_reference', `There is no variable "${target}".`, at);
    }
  }
}

function checkStep(use: Use, { before }: Visible, { steps, problems }: Known): void {
  const { at, place } = use;
  const [id, field] = use.read;
  if (id === undefined || field === undefined || !FIELDS.includes(field)) {
    const message = 'Write steps.<id>.output, steps.<id>.status or steps.<id>.error.';
    problems.add(place, 'unknown_reference', message, at);
    return;
  }
  const step = Object.hasOwn(steps, id) ? steps[id] : undefined;
  if (!step) {
    problems.add(place, 'unknown_reference', `There is no step "${id}".`, at);
    return;
  }
  if (before.has(id)) return;
  const loop = step.repeats.find((it) => steps[it]?.type === 'loop' && before.has(it));
  if (loop) {
    const message = `"${id}" runs in the loop "${loop}". Read steps.${loop}.output, the list of its passes.`;
    problems.add(place, 'reference_in_loop', message, at);
    return;
  }
  const message = `"${id}" has not run when this is read, on any path. Put it before, or into needs.`;
  problems.add(place, 'reference_not_before', message, at);
}
