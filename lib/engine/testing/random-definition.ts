// biome-ignore-all lint/suspicious/noThenProperty: the definition's own word; never awaited
import type { Random } from './random';

type Step = Record<string, unknown> & { id: string };

/** A random definition that compiles: every step type, nested, with references, retries and handlers. */
export function randomDefinition(random: Random): { steps: Step[] } & Record<string, unknown> {
  const maker = new Maker(random);
  const steps = maker.block(0, [], false);
  return {
    steps,
    vars: { n: 2, text: '{{ input.text ?? "t" }}' },
    ...(random.chance(0.2) ? { settings: { timeout: '5h' } } : {}),
    ...(random.chance(0.3) ? { output: maker.reading(steps.map((it) => it.id)) } : {}),
  };
}

class Maker {
  private readonly random: Random;
  private count = 0;

  constructor(random: Random) {
    this.random = random;
  }

  block(depth: number, before: string[], handlersOnly: boolean): Step[] {
    const { random } = this;
    const dag = !handlersOnly && random.chance(0.25);
    const steps: Step[] = [];
    const seen = [...before];
    for (let left = 1 + random.below(depth ? 3 : 5); left > 0; left--) {
      const needs = dag ? steps.filter(() => random.chance(0.4)).map((it) => it.id) : [];
      const step = this.step(depth, dag ? before : seen);
      if (needs.length) step.needs = needs;
      steps.push(step);
      seen.push(step.id);
      if (!dag && random.chance(0.15)) this.handler(step, steps, depth, before);
    }
    return steps;
  }

  /** Templates that may or may not find something there. */
  reading(ids: readonly string[]): string {
    const { random } = this;
    if (!ids.length || random.chance(0.3)) return '{{ input.n ?? 1 }}';
    const id = random.pick(ids);
    return random.chance(0.8) ? `{{ steps.${id}.output ?? null }}` : `{{ steps.${id}.output }}`;
  }

  private handler(step: Step, steps: Step[], depth: number, before: string[]): void {
    const handler = this.step(Math.max(depth, 2), before);
    delete handler.compensate;
    step.onError = { goto: handler.id };
    steps.push(handler);
    const other = this.random.pick(steps);
    if (other !== handler && other.onError === undefined) other.onError = { goto: handler.id };
  }

  private step(depth: number, before: readonly string[]): Step {
    const { random } = this;
    const id = `s${++this.count}`;
    const inner = depth < 3 && this.count < 40;
    const step: Step =
      inner && random.chance(0.45) ? this.container(id, depth, before) : this.leaf(id, before);
    if (random.chance(0.15))
      step.if = random.pick(['input.yes', 'input.no ?? false', 'vars.n == 2']);
    if (random.chance(0.15)) step.onError = random.pick(['continue', 'rollback', 'fail']);
    if (random.chance(0.1)) step.onSkippedInput = 'skip';
    return step;
  }

  private leaf(id: string, before: readonly string[]): Step {
    const { random } = this;
    const read = this.reading(before);
    const step = random.pick<Step>([
      { id, type: 'http', config: { url: `https://x.com/${read}` } },
      { id, type: 'http', config: { url: 'https://x.com/' }, retry: { maxAttempts: 2 } },
      { id, type: 'agent', config: { agentId: 'a', input: { read } } },
      { id, type: 'set', config: { read } },
      { id, type: 'transform', config: { expression: 'input.n * 2' } },
      { id, type: 'delay', config: { duration: random.pick(['1s', '0s', '1h']) } },
      { id, type: 'wait_event', config: { event: 'e', match: 'data.n >= 0' } },
      {
        id,
        type: 'wait_event',
        config: { event: 'e', timeout: '1m', onTimeout: random.pick(['fail', 'continue']) },
      },
      {
        id,
        type: 'approval',
        config: { quorum: 1 + random.below(2), onReject: random.pick(['fail', 'continue']) },
      },
      {
        id,
        type: 'approval',
        config: {
          timeout: '1h',
          onTimeout: random.pick(['fail', 'approve', 'reject', 'continue']),
        },
      },
      {
        id,
        type: 'workflow',
        config: { workflowId: 'w', mode: random.pick(['wait', 'detach']) },
        timeout: '1h',
      },
      { id, type: 'job', config: { task_type: 't', mode: random.pick(['wait', 'detach']) } },
      { id, type: 'emit', config: { event: 'x', data: { read } } },
    ]);
    if (random.chance(0.3))
      step.compensate = {
        type: 'http',
        config: { url: 'https://x.com/undo' },
        retry: { maxAttempts: 2 },
      };
    if (random.chance(0.04))
      return { id, type: random.pick(['stop', 'fail']), if: 'input.ends ?? false' };
    return step;
  }

  private container(id: string, depth: number, before: readonly string[]): Step {
    const { random } = this;
    const block = (more: string[] = []) => this.block(depth + 1, [...before, ...more], false);
    switch (random.below(5)) {
      case 0:
        return {
          id,
          type: 'if',
          config: {
            condition: random.pick(['input.yes', 'input.no']),
            then: block(),
            else: block(),
          },
        };
      case 1:
        return {
          id,
          type: 'switch',
          config: {
            cases: [
              { when: 'input.n == 1', steps: block() },
              { when: 'input.yes', steps: block() },
            ],
            default: block(),
          },
        };
      case 2: {
        const branches = Array.from({ length: 1 + random.below(3) }, (_, i) => ({
          id: `b${i}`,
          steps: block(),
        }));
        const join = random.pick<unknown>([
          'all',
          'any',
          'race',
          1 + random.below(branches.length),
        ]);
        const limit = random.chance(0.3) ? { maxConcurrency: 1 + random.below(2) } : {};
        const timeout = random.chance(0.2) ? { timeout: '2m' } : {};
        return { id, type: 'parallel', config: { branches, join, ...limit }, ...timeout };
      }
      case 3:
        return {
          id,
          type: 'loop',
          config: {
            items: 'range(0, input.n)',
            steps: block(),
            concurrency: 1 + random.below(3),
            onItemError: random.pick(['fail', 'continue']),
          },
        };
      default:
        return {
          id,
          type: 'while',
          config: { condition: 'index < vars.n', steps: block(), maxIterations: 3 },
        };
    }
  }
}
