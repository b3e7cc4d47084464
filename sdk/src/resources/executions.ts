import type { Execution, ExecutionLog } from '../generated/api';
import type { Http, RequestOptions } from '../http';
import type { Body, Query } from '../operation';
import { anyOf, pause } from '../pause';
import { type StreamEvent, type StreamOptions, stream } from '../stream';
import { type ExecuteOptions, startAndWait, untilEnded, type WaitOptions } from '../wait';

/** What an agent is asked: `{message}`, `{messages}`, or anything that its prompt expects. */
export type ExecutionInput = Record<string, unknown>;

export type ExecutionEvent =
  | StreamEvent<'execution', { id: string }>
  | StreamEvent<'status', { status: Execution['status']; wait_reason: string | null }>
  /** the next piece of the answer, of the thoughts before it */
  | StreamEvent<'text' | 'reasoning', { text: string }>
  | StreamEvent<'tool_call' | 'tool_result', Record<string, unknown>>
  /** what was said since the last step is said anew */
  | StreamEvent<'restart', Record<string, unknown>>
  | StreamEvent<'log', Record<string, unknown>>
  | StreamEvent<'done', Execution>;

/** Between looks into a log; the API allows 100 requests a minute. */
const LOOK_MS = 2_000;

export class Executions {
  constructor(private readonly http: Http) {}

  list(query?: Query<'listExecutions'>, options?: RequestOptions) {
    return this.http.list('listExecutions', { query }, options);
  }

  get(id: string, options?: RequestOptions) {
    return this.http.call('getExecution', { params: { id } }, options);
  }

  /** Executes an agent and waits up to `wait` seconds (25) for the result. A failure is in its `status`. */
  start(
    agentId: string,
    input: ExecutionInput = {},
    { metadata, ...options }: ExecuteOptions & { metadata?: Record<string, unknown> } = {},
  ): Promise<Execution> {
    const params = { id: agentId };
    const body: Body<'executeAgent'> = { input, ...(metadata && { metadata }) };
    let id = '';
    return startAndWait(
      async (wait, more) => {
        const now = await this.http.call('executeAgent', { params, query: { wait }, body }, more);
        id = now.id;
        return now;
      },
      (wait, more) => this.http.call('getExecution', { params: { id }, query: { wait } }, more),
      options,
    );
  }

  /** Resolves when it has ended, whether well or not. */
  wait(id: string, options?: WaitOptions): Promise<Execution> {
    return untilEnded(
      (wait, more) => this.http.call('getExecution', { params: { id }, query: { wait } }, more),
      options,
    );
  }

  cancel(id: string, options?: RequestOptions) {
    return this.http.call('cancelExecution', { params: { id } }, options);
  }

  logs(id: string, query?: Query<'listExecutionLogs'>, options?: RequestOptions) {
    return this.http.list('listExecutionLogs', { params: { id }, query }, options);
  }

  steps(id: string, options?: RequestOptions) {
    return this.http.list('listExecutionSteps', { params: { id } }, options);
  }

  /** What happens in an execution, live, up to `done` with all of it. */
  stream(id: string, options?: StreamOptions) {
    return stream<ExecutionEvent>(this.http, 'streamExecution', { params: { id } }, options);
  }

  /** Executes an agent and streams it. Breaking off the loop does not cancel the execution. */
  async *startAndStream(
    agentId: string,
    input: ExecutionInput = {},
    options: StreamOptions & { idempotencyKey?: string } = {},
  ): AsyncGenerator<ExecutionEvent, void, undefined> {
    // Two requests: a start that can be repeated safely, a stream that can be resumed.
    const { idempotencyKey, ...rest } = options;
    const { id } = await this.start(agentId, input, { ...rest, idempotencyKey, wait: 0 });
    yield* this.stream(id, rest);
  }

  /** Its log as it is written, until it has ended. */
  async *followLogs(
    id: string,
    options: Omit<RequestOptions, 'timeoutMs'> = {},
  ): AsyncGenerator<ExecutionLog, void, undefined> {
    const left = new AbortController();
    let ended = false;
    const end = this.wait(id, { ...options, signal: anyOf(options.signal, left.signal) }).finally(
      () => {
        ended = true;
      },
    );
    end.catch(() => {});
    let after: string | undefined;
    try {
      for (;;) {
        // Looked at before reading: what was written up to the end is then read too.
        const last = ended;
        let page: ExecutionLog[];
        do {
          page = await this.logs(id, { after, limit: 100 }, options);
          for (const line of page) {
            after = line.id;
            yield line;
          }
        } while (page.length === 100);
        if (last) return void (await end);
        await Promise.race([pause(LOOK_MS, options.signal), end.catch(() => {})]);
      }
    } finally {
      left.abort(new Error('left'));
    }
  }
}
