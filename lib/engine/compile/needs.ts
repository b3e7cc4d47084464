import type { Block, PlanStep } from '../plan';
import { kindOf } from '../step-types';
import { needsCycle, type Order, unreachable } from './order';
import type { Problems } from './problems';

/** Checks of how steps hang together: needs, circles, gotos, compensations, what is never reached. */
export function checkStructure(order: Order, problems: Problems): void {
  for (const step of Object.values(order.steps)) {
    problems.step = step.id;
    checkNeeds(step, order.blocks[step.block], order, problems);
    checkGoto(step, order, problems);
    checkCompensation(step, order, problems);
  }
  problems.step = undefined;
  for (const block of order.blocks) {
    const circle = needsCycle(block, order.steps);
    const first = order.steps[circle?.[0] ?? ''];
    if (circle && first) {
      problems.step = first.id;
      problems.add(
        `${first.path}.needs`,
        'cycle',
        `These steps need each other: ${circle.join(' → ')}.`,
      );
    }
  }
  for (const [id, why] of unreachable(order)) {
    problems.step = id;
    const path = order.steps[id]?.path ?? '';
    problems.add(path, 'unreachable', `"${id}" never runs: ${why}.`);
  }
  problems.step = undefined;
}

function checkNeeds(
  step: PlanStep,
  block: Block | undefined,
  { steps }: Order,
  problems: Problems,
): void {
  for (const [i, need] of step.needs.entries()) {
    const path = `${step.path}.needs[${i}]`;
    if (!Object.hasOwn(steps, need)) {
      problems.add(path, 'unknown_step', `There is no step "${need.slice(0, 100)}".`);
    } else if (!block?.steps.includes(need)) {
      problems.add(path, 'unknown_step', `"${need}" is not in the same list of steps.`);
    }
  }
  if (step.needs.length && (block?.role === 'handler' || block?.role === 'compensate')) {
    problems.add(
      `${step.path}.needs`,
      'invalid',
      'A step that handles errors or undoes another needs none.',
    );
  }
}

/** A handler is run in the scope where it stands: it may stand further out, but not in another loop. */
function checkGoto(step: PlanStep, { steps }: Order, problems: Problems): void {
  if (step.onError.kind !== 'goto') return;
  const target = steps[step.onError.step];
  if (!target) return;
  const outer = target.repeats.slice(0, target.repeats.lastIndexOf(`!${target.id}`));
  const inside = outer.every((it, i) => step.repeats[i] === it);
  const loops = step.repeats.slice(outer.length).some((it) => !it.startsWith('!'));
  if (inside && !loops) return;
  const message = `"${target.id}" stands in another loop than "${step.id}". Put it beside it.`;
  problems.add(`${step.path}.onError.goto`, 'bad_goto', message);
}

function checkCompensation(step: PlanStep, { steps }: Order, problems: Problems): void {
  const undo = step.compensate ? steps[step.compensate] : undefined;
  if (!undo) return;
  const path = `${step.path}.compensate`;
  if (kindOf(undo.type) === 'container' || undo.type === 'fail' || undo.type === 'stop') {
    problems.add(
      path,
      'invalid',
      `A ${undo.type} step cannot undo another. Use a single step that acts.`,
    );
  }
  if (undo.compensate || undo.onError.kind === 'goto') {
    problems.add(path, 'invalid', 'What undoes a step has no compensate and no goto of its own.');
  }
}
