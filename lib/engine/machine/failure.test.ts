import { describe, expect, it } from 'vitest';
import { Simulation } from '../testing/simulate';
import { isRetryable, retryDelay } from './retry';

const http = (id: string, more: object = {}) => ({
  id,
  type: 'http',
  config: { url: 'https://example.com/x' },
  ...more,
});
const set = (id: string, config: object = {}, more: object = {}) => ({
  id,
  type: 'set',
  config,
  ...more,
});
const run = (definition: unknown, input = {}) => {
  const simulation = new Simulation(definition, input as never);
  simulation.start();
  return simulation;
};

describe('retries', () => {
  it('count all tries, wait longer each time and send the same input', () => {
    const retry = { maxAttempts: 3, initialInterval: '10s', multiplier: 3, maxInterval: '25s' };
    const it = run({ steps: [http('a', { retry })] });
    it.fail('a', { status: 503 });
    expect(it.state).toMatchObject({ status: 'waiting', waitingFor: 'timer' });
    const first = it.sent('StartTimer', 'a');
    expect(Date.parse(first.fireAt) - Date.parse(it.now)).toBe(10_000);
    it.fire();
    expect(it.sent('ScheduleStep', 'a')).toMatchObject({
      attempt: 2,
      input: { url: 'https://example.com/x' },
    });
    it.fail('a', { status: 503 });
    expect(Date.parse(it.sent('StartTimer', 'a').fireAt) - Date.parse(it.now)).toBe(25_000);
    it.fire();
    it.fail('a', { status: 503 });
    expect(it.state.status).toBe('failed');
    expect(it.names().filter((name) => name === 'ScheduleStep:a')).toHaveLength(3);
  });

  it.each<[object, boolean]>([
    [{ status: 408 }, true],
    [{ status: 425 }, true],
    [{ status: 429 }, true],
    [{ status: 500 }, true],
    [{ status: 404 }, false],
    [{ code: 'TIMEOUT' }, true],
    [{ code: 'ECONNRESET' }, true],
    [{ code: 'REJECTED' }, false],
    [{ status: 500, retryable: false }, false],
    [{ code: 'X', retryable: true }, true],
  ])('%j is retried: %s', (error, expected) => {
    expect(isRetryable({ code: 'X', message: '', ...error })).toBe(expected);
  });

  it('jitter takes up to half away, and Retry-After is never undercut', () => {
    const policy = { maxAttempts: 9, initialMs: 1000, multiplier: 2, maxMs: 60_000 };
    const error = { code: 'X', message: '' };
    expect(retryDelay(policy, 3, error, 0)).toBe(2000);
    expect(retryDelay(policy, 3, error, 1)).toBe(4000);
    expect(retryDelay(policy, 1, { ...error, retryAfterMs: 90_000 }, 0)).toBe(90_000);
  });

  it('an answer of a former try is ignored', () => {
    const it = run({ steps: [http('a')] });
    it.fail('a', { status: 500 });
    it.fire();
    const before = JSON.stringify(it.state);
    expect(it.send({ type: 'StepCompleted', key: 'a', attempt: 1, output: 'late' }).ignored).toBe(
      true,
    );
    expect(it.send({ type: 'StepTimedOut', key: 'a', attempt: 1 }).ignored).toBe(true);
    expect(JSON.stringify(it.state)).toBe(before);
    it.complete('a', 'second');
    expect(it.output).toBe('second');
    expect(it.send({ type: 'StepCompleted', key: 'a', attempt: 2, output: 'again' }).ignored).toBe(
      true,
    );
  });

  it('a step without credits waits for them without using up a try', () => {
    const it = run({ steps: [http('a', { retry: { maxAttempts: 1 } })] });
    it.send({ type: 'CreditsExhausted', key: 'a', attempt: 1 });
    expect(it.state).toMatchObject({ status: 'waiting', waitingFor: 'credits' });
    it.send({ type: 'CreditsGranted' });
    expect(it.sent('ScheduleStep', 'a').attempt).toBe(2);
    it.fail('a', { code: 'INSUFFICIENT_CREDITS' });
    expect(it.state.waitingFor).toBe('credits');
    it.send({ type: 'CreditsGranted' });
    it.complete('a', 1);
    expect(it.output).toBe(1);
  });
});

describe('outputs that cannot be kept', () => {
  const deep = JSON.parse('['.repeat(200) + ']'.repeat(200));

  it.each<[string, unknown, string]>([
    ['larger than 1 MiB', 'x'.repeat(1024 * 1024), 'OUTPUT_TOO_LARGE'],
    ['nested too deeply', deep, 'BAD_OUTPUT'],
    ['not JSON', Number.NaN, 'BAD_OUTPUT'],
  ])('%s: the step fails, the machine does not', (_, output, code) => {
    const it = run({ steps: [http('a')] });
    it.complete('a', output as never);
    expect(it.state.error).toMatchObject({ step: 'a', code });
  });

  it('an error is kept short, whatever a vendor sent', () => {
    const it = run({ steps: [http('a', { onError: 'continue' }), http('b')] });
    const { key, attempt } = it.sent('ScheduleStep', 'a');
    const error = { code: 'X', message: 'm'.repeat(99_999), status: 400, details: deep };
    it.send({ type: 'StepFailed', key, attempt, error });
    expect(JSON.stringify(it.state).length).toBeLessThan(5000);
    expect(it.state.instances.a?.error).toMatchObject({ code: 'X', status: 400 });
  });

  it('nothing at all is null', () => {
    const it = run({ steps: [http('a')] });
    const { key, attempt } = it.sent('ScheduleStep', 'a');
    it.send({ type: 'StepCompleted', key, attempt, output: undefined as never });
    expect(it.output).toBeNull();
  });

  it('a signal that is too large or too deep to keep is refused', () => {
    const it = run({ steps: [http('a')] });
    expect(it.send({ type: 'SignalReceived', name: 's', data: deep }).ignored).toBe(true);
    expect(it.send({ type: 'SignalReceived', name: 's', data: 'x'.repeat(20_000) }).ignored).toBe(
      true,
    );
  });
});

describe('onError', () => {
  it('continue goes on; the error can be read, the output cannot', () => {
    const it = run({
      steps: [
        http('a', { onError: 'continue' }),
        set('b', {
          e: '{{ steps.a.error.code }}',
          o: '{{ steps.a.output ?? "none" }}',
          s: '{{ steps.a.status }}',
        }),
      ],
    });
    it.fail('a');
    expect(it.output).toEqual({ e: 'BROKEN', o: 'none', s: 'failed' });
  });

  it('goto runs the handler, whose output stands in for the step’s', () => {
    const steps = [
      http('a', { onError: { goto: 'h' } }),
      http('b', { onError: { goto: 'h' } }),
      set('h', { because: '{{ steps.a.error.message ?? steps.b.error.message }}' }),
      set('end', { a: '{{ steps.a.output }}', b: '{{ steps.b.output }}' }),
    ];
    const it = run({ steps });
    it.fail('a');
    it.complete('b', 'fine');
    expect(it.output).toEqual({ a: { because: 'a broke' }, b: 'fine' });
    const both = run({ steps });
    both.fail('a');
    both.fail('b');
    expect(
      both.records.filter((r) => r.step === 'h' && r.status === 'completed').map((r) => r.key),
    ).toEqual(['h~1/h', 'h~2/h']);
    expect(both.ended).toBe(true);
    const never = run({ steps });
    never.complete('a');
    never.complete('b');
    expect(never.records.some((r) => r.step === 'h')).toBe(false);
  });

  it('a handler that fails fails the run, with its own error', () => {
    const it = run({ steps: [http('a', { onError: { goto: 'h' } }), http('h'), set('never')] });
    it.fail('a');
    it.fail('h~1/h', { code: 'WORSE' });
    expect(it.state.error).toMatchObject({ step: 'h', code: 'WORSE' });
  });

  it('a container handles what fails inside of it', () => {
    const it = run({
      steps: [
        {
          id: 'p',
          type: 'parallel',
          onError: 'continue',
          config: { steps: [http('a'), http('b')] },
        },
        set('z', { e: '{{ steps.p.error.message }}' }),
      ],
    });
    it.fail('a');
    expect(it.names()).toContain('CancelStep:b');
    expect(it.output).toEqual({ e: 'a broke' });
  });
});

describe('rollback', () => {
  const booking = {
    steps: [
      http('flight', {
        compensate: {
          type: 'http',
          config: { url: 'https://x.com/undo/{{ steps.flight.output.id }}' },
          retry: { maxAttempts: 2 },
        },
      }),
      http('hotel', { compensate: http('leave') }),
      http('car', { onError: 'rollback', compensate: http('return') }),
    ],
  };

  it('undoes completed steps in reverse order and tells how that went', () => {
    const it = run(booking);
    it.complete('flight', { id: 'F1' });
    it.complete('hotel');
    it.fail('car');
    expect(it.names().slice(3)).toEqual(['ScheduleStep:leave']);
    it.complete('leave');
    expect(it.sent('ScheduleStep', 'undo_flight').input).toEqual({ url: 'https://x.com/undo/F1' });
    it.complete('undo_flight');
    expect(it.state.error).toEqual({
      step: 'car',
      code: 'BROKEN',
      message: 'car broke',
      rollback: [
        { key: 'hotel', step: 'hotel', status: 'completed' },
        { key: 'flight', step: 'flight', status: 'completed' },
      ],
    });
  });

  it('an undo that fails is retried by its own rule, then told, and the rest is still undone', () => {
    const it = run(booking);
    it.complete('flight', { id: 'F1' });
    it.complete('hotel');
    it.fail('car');
    it.fail('leave');
    it.fail('undo_flight', { status: 500 });
    it.fire();
    it.fail('undo_flight', { status: 500 });
    expect(it.state.status).toBe('failed');
    expect(it.state.error?.rollback?.map((o) => o.status)).toEqual(['failed', 'failed']);
  });

  it('passes of a loop are undone too, reading their own outputs', () => {
    const it = run({
      steps: [
        {
          id: 'l',
          type: 'loop',
          config: {
            items: [1, 2],
            steps: [
              http('s', {
                compensate: {
                  id: 'u',
                  type: 'http',
                  config: { url: 'https://x.com/{{ steps.s.output }}/{{ item }}' },
                },
              }),
            ],
          },
        },
        http('b', { onError: 'rollback' }),
      ],
    });
    it.complete('l[0]/s', 'A');
    it.complete('l[1]/s', 'B');
    it.fail('b');
    expect(it.sent('ScheduleStep', 'l[1]/u').input).toEqual({ url: 'https://x.com/B/2' });
    it.complete('l[1]/u');
    expect(it.sent('ScheduleStep', 'l[0]/u').input).toEqual({ url: 'https://x.com/A/1' });
    it.complete('l[0]/u');
    expect(it.state.status).toBe('failed');
  });

  it('a cancel in the middle of it ends at once', () => {
    const it = run(booking);
    it.complete('flight', { id: 'F1' });
    it.complete('hotel');
    it.fail('car');
    it.send({ type: 'CancelRequested', reason: 'enough' });
    expect(it.state.status).toBe('cancelled');
    expect(it.names().slice(-2)).toEqual(['CancelStep:leave', 'CancelRun']);
  });
});
