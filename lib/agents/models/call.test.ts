import type { ModelMessage } from 'ai';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startAnthropic } from '@/lib/testing/vendors/anthropic';
import { startOpenAI } from '@/lib/testing/vendors/openai';
import type { Vendor, VendorReply } from '@/lib/testing/vendors/server';
import { callModel } from './call';
import type { CallClock, ModelCall, ModelDelta, ModelSettings, ToolDefinition } from './contract';
import { resolveModel } from './resolve';

const KEY = 'sk-test-0123456789abcdef';
const calculator: ToolDefinition = {
  name: 'calculator',
  description: 'Computes an expression.',
  inputSchema: {
    type: 'object',
    properties: { expression: { type: 'string' } },
    required: ['expression'],
    additionalProperties: false,
  },
};
const asks = (content: string): ModelMessage[] => [{ role: 'user', content }];

/** Waits take no time and are written down. */
function fakeClock(waits: number[]): CallClock {
  const now = Date.parse('2026-11-21T10:00:00Z');
  return {
    now: () => now,
    random: () => 0,
    wait: async (ms) => void waits.push(ms),
  };
}

const makes = [
  { name: 'Anthropic', model: 'claude-sonnet-4', start: startAnthropic, path: '/messages' },
  { name: 'OpenAI', model: 'gpt-4o', start: () => startOpenAI(), path: '/responses' },
  {
    name: 'an OpenAI base URL that knows Chat Completions only',
    model: 'gpt-4o',
    start: () => startOpenAI({ chatOnly: true }),
    path: '/chat/completions',
  },
  {
    name: 'an OpenAI-compatible server',
    model: 'openai-compatible:llama',
    start: () => startOpenAI({ chatOnly: true }),
    path: '/chat/completions',
  },
] as const;

describe.each(makes)('$name', ({ model, start, path }) => {
  let vendor: Vendor;
  let waits: number[] = [];
  let deltas: ModelDelta[] = [];

  beforeAll(async () => {
    vendor = await start();
  });
  afterAll(() => vendor.close());
  beforeEach(() => {
    vendor.requests.length = 0;
    waits = [];
    deltas = [];
  });

  const settings = (): ModelSettings => ({
    mode: 'production',
    ANTHROPIC_API_KEY: KEY,
    ANTHROPIC_BASE_URL: vendor.baseUrl,
    OPENAI_API_KEY: KEY,
    OPENAI_BASE_URL: vendor.baseUrl,
    OPENAI_COMPATIBLE_BASE_URL: vendor.baseUrl,
    OPENAI_COMPATIBLE_API_KEY: KEY,
  });
  const call = (replies: VendorReply[], more: Partial<ModelCall> = {}) => {
    vendor.script(replies);
    return callModel({
      model: resolveModel(model, settings()),
      system: 'You are brief.',
      messages: asks('What is 2+2?'),
      clock: fakeClock(waits),
      onDelta: (delta) => void deltas.push(delta),
      ...more,
    });
  };
  /** Requests that reached the API itself; a probe for `/responses` may precede them. */
  const asked = () => vendor.requests.filter((request) => request.path === path);
  const shownText = () => deltas.map((delta) => (delta.type === 'text' ? delta.text : '')).join('');

  test('streams an answer and counts its tokens', async () => {
    const result = await call([
      { text: 'Two and two are four.', usage: { input: 20, output: 6, cached: 8 } },
    ]);
    expect(result).toMatchObject({
      text: 'Two and two are four.',
      toolCalls: [],
      finishReason: 'stop',
      usage: { inputTokens: 20, outputTokens: 6, cachedInputTokens: 8, totalTokens: 26 },
      attempts: 1,
    });
    expect(deltas.filter((delta) => delta.type === 'text').length).toBeGreaterThan(3);
    expect(shownText()).toBe(result.text);
    const [request] = asked();
    expect(request?.headers.authorization ?? request?.headers['x-api-key']).toContain(KEY);
    expect(JSON.stringify(request?.body)).toContain('You are brief.');
  });

  test('a tool call and its result go back and forth through JSON', async () => {
    const first = await call(
      [
        {
          text: 'Let me see.',
          toolCalls: [{ id: 'c_1', name: 'calculator', input: { expression: '2+2' } }],
        },
      ],
      { tools: [calculator] },
    );
    expect(first.finishReason).toBe('tool-calls');
    expect(first.toolCalls).toEqual([
      { id: 'c_1', name: 'calculator', input: { expression: '2+2' } },
    ]);
    expect(deltas.map((delta) => delta.type)).toContain('tool-input');
    const checkpoint = JSON.parse(JSON.stringify(first.responseMessages)) as ModelMessage[];
    expect(checkpoint).toEqual(first.responseMessages);

    const second = await call([{ text: 'Four.' }], {
      tools: [calculator],
      messages: [
        ...asks('What is 2+2?'),
        ...checkpoint,
        {
          role: 'tool',
          content: [
            {
              type: 'tool-result',
              toolCallId: 'c_1',
              toolName: 'calculator',
              output: { type: 'json', value: { result: 4 } },
            },
          ],
        },
      ],
    });
    expect(second.text).toBe('Four.');
    const sent = JSON.stringify(asked().at(-1)?.body);
    expect(sent).toContain('c_1');
    expect(sent).toContain('Let me see.');
    expect(sent).not.toContain('item_reference');
  });

  test('calls that do not fit their schema come back with a reason, not as an error', async () => {
    const { toolCalls, responseMessages } = await call(
      [
        {
          toolCalls: [
            { id: 'a', name: 'calculator', input: { expression: 4 } },
            { id: 'b', name: 'rm', input: {} },
            { id: 'c', name: 'calculator', raw: '{"expression": ' },
          ],
        },
      ],
      { tools: [calculator] },
    );
    expect(toolCalls.map((c) => c.invalid)).toEqual([
      expect.stringMatching(/calculator do not fit its schema: expression/),
      expect.stringMatching(/no tool named "rm".*calculator/),
      expect.stringMatching(/not valid JSON/),
    ]);
    expect(responseMessages.map((message) => message.role)).toEqual(['assistant']);
  });

  test('429 is waited out as Retry-After says, in seconds or as a date', async () => {
    const result = await call([
      { fault: { status: 429, retryAfter: '7' } },
      { fault: { status: 429, retryAfter: 'Sat, 21 Nov 2026 10:00:09 GMT' } },
      { text: 'There.' },
    ]);
    expect(result).toMatchObject({ text: 'There.', attempts: 3 });
    expect(waits).toEqual([7000, 9000]);
  });

  test('a Retry-After of an hour is not waited out but told', async () => {
    await expect(call([{ fault: { status: 429, retryAfter: '3600' } }])).rejects.toMatchObject({
      code: 'MODEL_RATE_LIMITED',
      retryable: true,
      retryAfterMs: 3_600_000,
      attempts: 1,
    });
    expect(asked()).toHaveLength(1);
  });

  test.each([408, 409, 425, 500, 503, 529])('HTTP %i is tried three times', async (status) => {
    const fault = { status };
    await expect(call([{ fault }, { fault }, { fault }])).rejects.toMatchObject({
      code: 'MODEL_UNAVAILABLE',
      status,
      attempts: 3,
    });
    expect(asked()).toHaveLength(3);
    expect(waits).toEqual([500, 1000]);
  });

  test.each([
    [400, 'MODEL_BAD_REQUEST'],
    [401, 'MODEL_REFUSED_KEY'],
    [403, 'MODEL_REFUSED_KEY'],
    [413, 'MODEL_CONTEXT_TOO_LONG'],
    [422, 'MODEL_BAD_REQUEST'],
  ])('HTTP %i is never tried again', async (status, code) => {
    await expect(call([{ fault: { status } }, { text: 'no' }])).rejects.toMatchObject({
      code,
      retryable: false,
      attempts: 1,
    });
    expect(asked()).toHaveLength(1);
  });

  test('an unknown model is told as such', async () => {
    await expect(
      call([{ fault: { status: 404 } }, { fault: { status: 404 } }]),
    ).rejects.toMatchObject({
      code: 'MODEL_BAD_REQUEST',
      message: expect.stringMatching(/does not know the model/),
    });
    expect(waits).toEqual([]);
  });

  test('a prompt that is too long is told as such', async () => {
    const message = "This model's maximum context length is 8192 tokens.";
    await expect(call([{ fault: { status: 400, message } }])).rejects.toMatchObject({
      code: 'MODEL_CONTEXT_TOO_LONG',
    });
  });

  test('messages repeat no key, header or address', async () => {
    const message = `bad header Bearer ${KEY} for ${KEY} at https://internal.example/x`;
    const error = await call([{ fault: { status: 400, message } }]).catch((e) => e);
    expect(error.message).toMatch(/refused the request/);
    expect(error.message).not.toMatch(/0123456789|internal\.example/);
    expect(JSON.stringify(error)).not.toContain(KEY);
  });

  test('a body that is not in the format of the API is not shown', async () => {
    const fault = { status: 400, body: '<html>proxy at 10.0.0.7</html>' };
    const error = await call([{ fault }]).catch((e) => e);
    expect(error.message).toMatch(/refused the request \(HTTP 400\)\. Check/);
  });

  test('a reset before any word is tried again in silence', async () => {
    const result = await call([{ fault: { reset: true } }, { text: 'Here.' }]);
    expect(result).toMatchObject({ text: 'Here.', attempts: 2 });
    expect(deltas.some((delta) => delta.type === 'restart')).toBe(false);
  });

  test.each([
    ['reset', { reset: true, after: 7 }],
    ['malformed', { malformed: true, after: 7 }],
    ['truncated', { truncate: true, after: 7 }],
  ] as const)('a %s stream is taken back and begun anew', async (_, fault) => {
    const text = 'one two three four five six seven';
    const result = await call([{ text, fault }, { text: 'again' }]);
    expect(result).toMatchObject({ text: 'again', attempts: 2 });
    const restart = deltas.findIndex((delta) => delta.type === 'restart');
    expect(deltas.slice(0, restart).some((delta) => delta.type === 'text')).toBe(true);
    expect(deltas.slice(restart + 1)).toEqual([{ type: 'text', text: 'again' }]);
  });

  test('a stream that ends before it says anything is begun anew', async () => {
    const result = await call([{ text: 'x', fault: { truncate: true, after: 1 } }, { text: 'y' }]);
    expect(result).toMatchObject({ text: 'y', attempts: 2 });
  });

  test('a stream that only ever breaks ends as MODEL_BAD_STREAM', async () => {
    const fault = { malformed: true } as const;
    await expect(
      call([
        { text: 'x', fault },
        { text: 'x', fault },
        { text: 'x', fault },
      ]),
    ).rejects.toMatchObject({ code: 'MODEL_BAD_STREAM', attempts: 3, retryable: true });
  });

  test('silence before and within an answer ends as MODEL_TIMEOUT', async () => {
    const replies: VendorReply[] = [
      { fault: { hang: true } },
      { text: 'a b c d e f', fault: { hang: true, after: 6 } },
    ];
    await expect(call(replies, { timeoutMs: 60, maxAttempts: 2 })).rejects.toMatchObject({
      code: 'MODEL_TIMEOUT',
      attempts: 2,
    });
    await Promise.all(asked().map((request) => request.closed));
  });

  test('aborting ends the call and its connection at once', async () => {
    const stop = new AbortController();
    const running = call([{ text: 'a b c d e f g', fault: { hang: true, after: 7 } }], {
      signal: stop.signal,
      onDelta: () => stop.abort(),
    });
    await expect(running).rejects.toMatchObject({ code: 'MODEL_ABORTED', retryable: false });
    expect(asked()).toHaveLength(1);
    await asked()[0]?.closed;
  });

  test('aborting while waiting to try again ends the call', async () => {
    const stop = new AbortController();
    const clock: CallClock = {
      ...fakeClock([]),
      wait: async (_, signal) => {
        stop.abort();
        signal.throwIfAborted();
      },
    };
    await expect(
      call([{ fault: { status: 500 } }, { text: 'no' }], { clock, signal: stop.signal }),
    ).rejects.toMatchObject({ code: 'MODEL_ABORTED' });
    expect(asked()).toHaveLength(1);
  });

  test("the reader's own error is passed on and nothing is tried again", async () => {
    const own = new Error('the browser went away');
    const running = call([{ text: 'a b c d', fault: { hang: true, after: 7 } }, { text: 'c' }], {
      onDelta: () => {
        throw own;
      },
    });
    await expect(running).rejects.toBe(own);
    expect(asked()).toHaveLength(1);
    await asked()[0]?.closed;
  });

  test('an answer is read against its output schema', async () => {
    const outputSchema = {
      type: 'object',
      properties: { sum: { type: 'number' } },
      required: ['sum'],
    };
    const good = await call([{ text: '{"sum":4}' }], { outputSchema });
    expect(good.output).toEqual({ value: { sum: 4 } });
    const bad = await call([{ text: '{"sum":"4"}' }], { outputSchema });
    expect(bad.output).toEqual({ invalid: expect.stringMatching(/sum/) });
    const not = await call([{ text: 'four' }], { outputSchema });
    expect(not.output).toEqual({ invalid: 'The answer was not valid JSON.' });
  });

  test('an answer cut by its length says so', async () => {
    const { finishReason, text } = await call([{ text: 'One two', finish: 'length' }], {
      maxOutputTokens: 2,
    });
    expect({ finishReason, text }).toEqual({ finishReason: 'length', text: 'One two' });
  });
});

describe('vendor peculiarities', () => {
  let vendor: Vendor;
  afterAll(() => vendor.close());

  test('an overloaded Anthropic that says so within a stream is tried again', async () => {
    vendor = await startAnthropic();
    const fault = (after: number) =>
      ({ event: true, after, type: 'overloaded_error', message: 'Overloaded' }) as const;
    vendor.script([
      { text: 'a b c', fault: fault(0) },
      { text: 'a b c', fault: fault(5) },
      { text: 'done', reasoning: 'hm hm' },
    ]);
    const deltas: ModelDelta[] = [];
    const result = await callModel({
      model: resolveModel('claude-opus-4', {
        mode: 'production',
        ANTHROPIC_API_KEY: KEY,
        // Without /v1, as Anthropic's own client wants it.
        ANTHROPIC_BASE_URL: vendor.baseUrl.replace('/v1', ''),
      }),
      messages: asks('hi'),
      temperature: 0.5,
      clock: fakeClock([]),
      onDelta: (delta) => void deltas.push(delta),
    });
    expect(result).toMatchObject({ text: 'done', attempts: 3 });
    expect(deltas).toContainEqual({ type: 'reasoning', text: 'hm' });
    expect(vendor.requests[0]?.path).toBe('/messages');
    expect(vendor.requests[0]?.body.temperature).toBeUndefined();
    expect(JSON.stringify(result.responseMessages)).toContain('c2lnbmVk');
  });

  test('an OpenAI account without quota is not asked again', async () => {
    const openai = await startOpenAI();
    openai.script([{ fault: { status: 429, type: 'insufficient_quota' } }, { text: 'no' }]);
    const model = resolveModel('gpt-4o', {
      mode: 'production',
      OPENAI_API_KEY: KEY,
      OPENAI_BASE_URL: openai.baseUrl,
    });
    await expect(
      callModel({ model, messages: asks('hi'), clock: fakeClock([]) }),
    ).rejects.toMatchObject({ code: 'MODEL_RATE_LIMITED', retryable: false, attempts: 1 });
    await openai.close();
    await expect(
      callModel({ model, messages: asks('hi'), clock: fakeClock([]) }),
      'a closed port',
    ).rejects.toMatchObject({ code: 'MODEL_UNAVAILABLE', attempts: 3 });
  });
});
