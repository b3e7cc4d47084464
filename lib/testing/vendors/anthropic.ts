import {
  argumentsOf,
  type Dialect,
  pieces,
  type StreamEvent,
  startVendor,
  type Vendor,
  type VendorReply,
  words,
} from './server';

const STOP = { stop: 'end_turn', length: 'max_tokens', 'content-filter': 'refusal' } as const;

const TYPES: Record<number, string> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  529: 'overloaded_error',
};

const usageOf = ({ usage }: VendorReply) => ({
  // Anthropic counts cached tokens beside input_tokens, not within.
  input_tokens: (usage?.input ?? 10) - (usage?.cached ?? 0),
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: usage?.cached ?? 0,
  output_tokens: usage?.output ?? 5,
});

const stopReason = (reply: VendorReply) =>
  reply.toolCalls?.length ? 'tool_use' : STOP[reply.finish ?? 'stop'];

const callId = (reply: VendorReply, index: number) =>
  reply.toolCalls?.[index]?.id ?? `toolu_${index + 1}`;

const dialect: Dialect = {
  stream(path, body, reply) {
    if (path !== '/messages') return undefined;
    const events: StreamEvent[] = [];
    const push = (data: { type: string } & Record<string, unknown>) =>
      events.push({ event: data.type, data });
    push({
      type: 'message_start',
      message: {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model: body?.model ?? 'model',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { ...usageOf(reply), output_tokens: 1 },
      },
    });
    let index = 0;
    const block = (content_block: object, deltas: object[]) => {
      push({ type: 'content_block_start', index, content_block });
      if (index === 0) push({ type: 'ping' });
      for (const delta of deltas) push({ type: 'content_block_delta', index, delta });
      push({ type: 'content_block_stop', index });
      index++;
    };
    if (reply.reasoning) {
      block({ type: 'thinking', thinking: '' }, [
        ...words(reply.reasoning).map((thinking) => ({ type: 'thinking_delta', thinking })),
        { type: 'signature_delta', signature: 'c2lnbmVk' },
      ]);
    }
    if (reply.text) {
      const deltas = words(reply.text).map((text) => ({ type: 'text_delta', text }));
      block({ type: 'text', text: '' }, deltas);
    }
    reply.toolCalls?.forEach((call, i) => {
      block(
        { type: 'tool_use', id: callId(reply, i), name: call.name, input: {} },
        ['', ...pieces(argumentsOf(call))].map((partial_json) => ({
          type: 'input_json_delta',
          partial_json,
        })),
      );
    });
    push({
      type: 'message_delta',
      delta: { stop_reason: stopReason(reply), stop_sequence: null },
      usage: { output_tokens: usageOf(reply).output_tokens },
    });
    push({ type: 'message_stop' });
    return events;
  },
  whole: (_path, body, reply) => ({
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: body?.model ?? 'model',
    content: [
      ...(reply.reasoning
        ? [{ type: 'thinking', thinking: reply.reasoning, signature: 'c2lnbmVk' }]
        : []),
      ...(reply.text ? [{ type: 'text', text: reply.text }] : []),
      ...(reply.toolCalls ?? []).map((call, i) => ({
        type: 'tool_use',
        id: callId(reply, i),
        name: call.name,
        input: call.input ?? {},
      })),
    ],
    stop_reason: stopReason(reply),
    stop_sequence: null,
    usage: usageOf(reply),
  }),
  errorEvent: (_path, type, message) => ({
    event: 'error',
    data: { type: 'error', error: { type, message } },
  }),
  errorBody: (status, type, message) => ({
    type: 'error',
    error: { type: type ?? TYPES[status] ?? 'api_error', message },
  }),
};

/** Anthropic's Messages API, streamed and whole. Set ANTHROPIC_BASE_URL to its `baseUrl`. */
export const startAnthropic = (): Promise<Vendor> => startVendor(dialect);
