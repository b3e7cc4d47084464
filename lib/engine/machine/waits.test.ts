import { describe, expect, it } from 'vitest';
import { stepsRead } from '../reads';
import { reusableKeys } from '../reuse';
import { Simulation } from '../testing/simulate';

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

describe('delays', () => {
  it.each<[object, number]>([
    [{ duration: '90s' }, 90_000],
    [{ milliseconds: 1500 }, 1500],
    [{ duration: '{{ input.wait }}' }, 3_600_000],
    [{ until: '2026-01-01T00:00:31Z' }, 30_000],
  ])('%j fires in %d ms', (config, ms) => {
    const it = run({ steps: [{ id: 'd', type: 'delay', config }] }, { wait: '1h' });
    expect(Date.parse(it.sent('StartTimer', 'd').fireAt) - Date.parse(it.now)).toBe(ms);
    expect(it.state.waitingFor).toBe('timer');
    it.fire();
    expect(it.output).toEqual({ firedAt: it.now });
  });

  it('a time that has passed does not wait, one beyond a year is refused', () => {
    expect(
      run({ steps: [{ id: 'd', type: 'delay', config: { until: '2020-01-01' } }] }).ended,
    ).toBe(true);
    const far = run({ steps: [{ id: 'd', type: 'delay', config: { until: '2028-01-01' } }] });
    expect(far.state.error?.code).toBe('BAD_DURATION');
  });
});

describe('events and signals', () => {
  const waiting = (more: object = {}) => ({
    steps: [
      {
        id: 'w',
        type: 'wait_event',
        config: { event: 'paid', match: 'data.order == input.order', ...more },
      },
    ],
  });

  it('an event that matches gives its data, any other is ignored', () => {
    const it = run(waiting(), { order: 7 });
    expect(it.state.waitingFor).toBe('event');
    expect(it.send({ type: 'EventReceived', event: 'paid', data: { order: 8 } }).ignored).toBe(
      true,
    );
    expect(it.send({ type: 'EventReceived', event: 'paid', data: null }).ignored).toBe(true);
    expect(it.send({ type: 'EventReceived', event: 'lost', data: { order: 7 } }).ignored).toBe(
      true,
    );
    it.send({ type: 'EventReceived', event: 'paid', data: { order: 7, by: 'card' } });
    expect(it.output).toEqual({ order: 7, by: 'card' });
  });

  it('match can be an object of paths', () => {
    const it = run(waiting({ match: { 'a.b': '{{ input.order }}' } }), { order: 7 });
    expect(it.sent('WaitEvent', 'w').match).toEqual({ 'a.b': 7 });
    expect(it.send({ type: 'EventReceived', event: 'paid', data: { a: { b: 8 } } }).ignored).toBe(
      true,
    );
    it.send({ type: 'EventReceived', event: 'paid', data: { a: { b: 7 } } });
    expect(it.ended).toBe(true);
  });

  it('a signal that comes early is kept for the step that waits later, once', () => {
    const wait = (id: string) => ({ id, type: 'wait_event', config: { event: 'go' } });
    const it = run({ steps: [http('a'), wait('w1'), wait('w2')] });
    it.send({ type: 'SignalReceived', name: 'go', data: 1, id: 's1' });
    expect(it.send({ type: 'SignalReceived', name: 'go', data: 1, id: 's1' }).ignored).toBe(true);
    it.complete('a');
    expect(it.state.waitingFor).toBe('event');
    expect(it.send({ type: 'SignalReceived', name: 'go', data: 1, id: 's1' }).ignored).toBe(true);
    it.send({ type: 'SignalReceived', name: 'go', data: 2, id: 's2' });
    expect(it.output).toBe(2);
  });

  it('a timeout fails, or goes on where it says so', () => {
    const strict = run(waiting({ timeout: '1h' }), { order: 7 });
    strict.fire();
    expect(strict.state.error?.code).toBe('TIMEOUT');
    const lenient = run(waiting({ timeout: '1h', onTimeout: 'continue' }), { order: 7 });
    lenient.fire();
    expect(lenient.output).toBeNull();
  });
});

describe('approvals', () => {
  const approval = (config: object = {}) => ({
    steps: [
      {
        id: 'ok',
        type: 'approval',
        config: { assignees: ['ada'], title: 'Refund {{ input.n ?? 5 }}?', ...config },
      },
    ],
  });
  const decide = (it: Simulation, by: string, decision: 'approved' | 'rejected' = 'approved') =>
    it.send({ type: 'ApprovalDecided', key: 'ok', by, decision, comment: 'c', data: { x: 1 } });

  it('gives the decision, by whom, when and what was filled in', () => {
    const it = run(approval(), { n: 5 });
    expect(it.sent('RequestApproval', 'ok').input).toMatchObject({ title: 'Refund 5?' });
    expect(it.state.waitingFor).toBe('approval');
    decide(it, 'ada');
    expect(it.output).toEqual({
      decision: 'approved',
      by: 'ada',
      at: it.now,
      comment: 'c',
      data: { x: 1 },
    });
  });

  it('a quorum counts persons, not clicks', () => {
    const it = run(approval({ quorum: 2 }));
    decide(it, 'ada');
    expect(decide(it, 'ada').ignored).toBe(true);
    expect(it.ended).toBe(false);
    decide(it, 'bob');
    expect(it.output).toMatchObject({
      decision: 'approved',
      approvals: [{ by: 'ada' }, { by: 'bob' }],
    });
  });

  it('a rejection fails the run, or goes on where it says so', () => {
    const strict = run(approval());
    decide(strict, 'ada', 'rejected');
    expect(strict.state.error).toMatchObject({ code: 'REJECTED' });
    const lenient = run(approval({ onReject: 'continue' }));
    decide(lenient, 'ada', 'rejected');
    expect(lenient.output).toMatchObject({ decision: 'rejected' });
  });

  it.each([
    ['fail', 'failed'],
    ['approve', 'completed'],
    ['reject', 'failed'],
    ['continue', 'completed'],
  ])('onTimeout %s: %s', (onTimeout, status) => {
    const it = run(approval({ timeout: '2d', onTimeout }));
    it.fire();
    expect(it.state.status).toBe(status);
    expect(decide(it, 'ada').ignored).toBe(true);
  });
});

describe('children, jobs and events', () => {
  it('a child’s output is the step’s; detached, its id is', () => {
    const child = (mode: string) => ({
      steps: [
        {
          id: 'c',
          type: 'workflow',
          config: { workflowId: 'w1', input: { a: '{{ input.a }}' }, mode },
        },
      ],
    });
    const it = run(child('wait'), { a: 1 });
    expect(it.sent('StartChild', 'c')).toMatchObject({
      workflowId: 'w1',
      input: { a: 1 },
      mode: 'wait',
    });
    expect(it.send({ type: 'ChildStarted', key: 'c', attempt: 1, runId: 'r2' }).ignored).toBe(true);
    it.send({ type: 'ChildCompleted', key: 'c', attempt: 1, output: 'done' });
    expect(it.output).toBe('done');
    const detached = run(child('detach'), { a: 1 });
    detached.send({ type: 'ChildStarted', key: 'c', attempt: 1, runId: 'r2' });
    expect(detached.output).toEqual({ runId: 'r2' });
  });

  it('a failed child fails the step, and cancelling reaches it', () => {
    const steps = [{ id: 'c', type: 'workflow', config: { workflowId: 'w1' } }];
    const it = run({ steps });
    it.send({ type: 'ChildFailed', key: 'c', attempt: 1, error: { code: 'CHILD', message: 'no' } });
    expect(it.state.error).toMatchObject({ step: 'c', code: 'CHILD' });
    const cancelled = run({ steps });
    cancelled.send({ type: 'CancelRequested' });
    expect(cancelled.sent('CancelStep', 'c').stepType).toBe('workflow');
  });

  it('jobs and emitted events give what the host answers', () => {
    const it = run({
      steps: [
        { id: 'j', type: 'job', config: { task_type: 'report-generation', payload: { a: 1 } } },
        {
          id: 'e',
          type: 'emit',
          config: { event: 'order.done', data: { id: '{{ steps.j.output.id }}' } },
        },
      ],
    });
    expect(it.sent('StartJob', 'j')).toMatchObject({
      mode: 'detach',
      input: { task_type: 'report-generation' },
    });
    it.send({ type: 'StepCompleted', key: 'j', attempt: 1, output: { id: 'job1' } });
    expect(it.sent('EmitEvent', 'e')).toMatchObject({ event: 'order.done', data: { id: 'job1' } });
    it.send({ type: 'StepCompleted', key: 'e', attempt: 1, output: { id: 'evt1' } });
    expect(it.output).toEqual({ id: 'evt1' });
  });
});

describe('control', () => {
  it('a paused run records results, starts nothing, and goes on when resumed', () => {
    const it = run({ steps: [http('a'), http('b')] });
    it.send({ type: 'PauseRequested' });
    expect(it.send({ type: 'PauseRequested' }).ignored).toBe(true);
    it.complete('a', 1);
    expect(it.state.status).toBe('paused');
    expect(it.names()).toEqual(['ScheduleStep:a']);
    expect(it.records.at(-1)).toMatchObject({ key: 'a', status: 'completed', output: 1 });
    it.send({ type: 'ResumeRequested' });
    it.complete('b', 2);
    expect(it.output).toBe(2);
  });

  it.each(['running', 'paused', 'waiting'])('cancel ends a run that is %s', (status) => {
    const it = run({
      steps: [
        {
          id: 'p',
          type: 'parallel',
          config: { steps: [http('a'), { id: 'd', type: 'delay', config: { duration: '1d' } }] },
        },
      ],
    });
    if (status === 'paused') it.send({ type: 'PauseRequested' });
    if (status === 'waiting') it.complete('a');
    it.send({ type: 'CancelRequested', reason: 'no' });
    expect(it.state.status).toBe('cancelled');
    expect(it.timers.size).toBe(0);
    expect(it.history.slice(-2).map((e) => e.eventType)).toEqual([
      'WorkflowExecutionCancelRequested',
      'WorkflowExecutionCanceled',
    ]);
    expect(it.send({ type: 'CancelRequested' }).ignored).toBe(true);
  });

  it('the run’s timeout ends it as timed out, whatever it does', () => {
    const it = run({ settings: { timeout: '10m' }, steps: [http('a')] });
    it.fire('run');
    expect(it.state.status).toBe('timed_out');
    expect(it.names()).toEqual(['StartTimer', 'ScheduleStep:a', 'CancelStep:a', 'TimeOutRun']);
    const done = run({ settings: { timeout: '10m' }, steps: [http('a')] });
    done.complete('a');
    expect(done.timers.size).toBe(0);
  });

  it('a container’s timeout stops what runs inside', () => {
    const it = run({
      steps: [
        {
          id: 'p',
          type: 'parallel',
          timeout: '1m',
          onError: 'continue',
          config: { steps: [http('a'), http('b')] },
        },
        set('z', { s: '{{ steps.p.status }}' }),
      ],
    });
    it.complete('a');
    it.fire();
    expect(it.names()).toContain('CancelStep:b');
    expect(it.output).toEqual({ s: 'failed' });
  });

  it('a new run reuses what a former one did, from the failed step or from a chosen one', () => {
    const definition = { steps: [http('a'), http('b'), http('c')] };
    const first = run(definition);
    first.complete('a', 'A');
    first.complete('b', 'B');
    first.fail('c');
    const again = new Simulation(definition, {}, first.outputs);
    again.start();
    expect(again.names()).toEqual(['ScheduleStep:c']);
    again.complete('c', 'C');
    expect(again.output).toBe('C');
    expect([...stepsRead(first.plan)]).toEqual(['a', 'b', 'c']);
    const keys = reusableKeys(first.plan, first.state, ['a', 'b', 'c'], 'b');
    expect(keys).toEqual(['a']);
  });

  it('what was undone is done again, and a handler of the former failure runs anew', () => {
    const definition = {
      steps: [
        http('a', { compensate: http('undo') }),
        http('b', { onError: { goto: 'h' } }),
        http('c', { onError: 'rollback' }),
        http('h'),
      ],
    };
    const first = run(definition);
    first.complete('a', 'A');
    first.fail('b');
    first.complete('h', 'H');
    first.fail('c');
    first.complete('undo');
    expect(first.state.status).toBe('failed');
    const keys = reusableKeys(first.plan, first.state, first.completed, null);
    expect(keys).toEqual([]);
    const again = new Simulation(definition, {}, new Map([['h~1/h', 'former']]));
    again.start();
    again.complete('a');
    again.fail('b');
    expect(again.names().at(-1)).toBe('ScheduleStep:h~1/h');
  });
});
