import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compile } from '../compile';
import { Chaos } from '../testing/chaos';
import { type Random, seeded } from '../testing/random';
import { randomDefinition } from '../testing/random-definition';

/** `ENGINE_CASE=123` replays the case that a failure names; `ENGINE_RUNS` plays more of them. */
const only = process.env.ENGINE_CASE;
const RUNS = only ? 1 : Number(process.env.ENGINE_RUNS ?? 1000);
const seed = Number(process.env.ENGINE_SEED ?? Date.now() % 1e9);
const cases = only ? fc.constant(Number(only)) : fc.nat(2 ** 31 - 1);

it(`${RUNS} random definitions under random schedules keep what must always hold`, {
  timeout: 120_000,
}, () => {
  const ends = new Map<string, number>();
  fc.assert(
    fc.property(cases, (number) => {
      const random = seeded(number);
      const definition = randomDefinition(random);
      try {
        const chaos = new Chaos(definition, random);
        chaos.play(600);
        const { status } = chaos.run.state;
        ends.set(status, (ends.get(status) ?? 0) + 1);
        if (status === 'failed') new Chaos(definition, random, chaos).play(600);
      } catch (error) {
        const text = `ENGINE_CASE=${number}: ${(error as Error).stack}`;
        throw new Error(only ? `${text}\n${JSON.stringify(definition)}` : text);
      }
    }),
    { numRuns: RUNS, seed, endOnFailure: true },
  );
  if (only) return;
  // All ways to end must really be tried, or the test says nothing about them.
  for (const status of ['completed', 'failed', 'cancelled', 'timed_out']) {
    expect(ends.get(status) ?? 0, status).toBeGreaterThan(RUNS / 300);
  }
});

const JUNK = [
  ...[null, true, -1, 1e300, '', 'x', '__proto__', '{{', '{{ steps.s1.output }}', '{{ 1 + }}'],
  ...[[], {}, [[]], ['s1', 's2'], { goto: 's1' }, { id: 's1', type: 'set' }, { steps: [] }],
  ...[
    JSON.parse('{"__proto__": 1}'),
    'a'.repeat(2000),
    { type: 'loop', config: { steps: ['s1'] } },
  ],
];

/** Replaces parts of a definition by junk, anywhere. */
function damaged(value: unknown, random: Random): unknown {
  if (random.chance(0.03)) return random.pick(JUNK);
  if (Array.isArray(value)) return value.map((it) => damaged(it, random));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, it]) => [
      random.chance(0.01) ? 'junk' : key,
      damaged(it, random),
    ]),
  );
}

it('the compiler answers anything with problems, never with an exception', () => {
  let refused = 0;
  for (let number = 0; number < 600; number++) {
    const random = seeded(seed + number);
    const definition = damaged(randomDefinition(random), random);
    const { ok, problems } = compile(definition);
    expect(ok, `seed ${seed + number}`).toBe(problems.length === 0);
    if (!ok) refused++;
    else new Chaos(definition, random).play(50);
  }
  expect(refused).toBeGreaterThan(200);
});
