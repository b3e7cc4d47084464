import {
  argumentsOf,
  pieces,
  type StreamEvent,
  type VendorReply,
  type VendorRequest,
  words,
} from './server';

const STOP = { stop: 'stop', length: 'length', 'content-filter': 'content_filter' } as const;

const usageOf = ({ usage }: VendorReply) => ({
  prompt_tokens: usage?.input ?? 10,
  completion_tokens: usage?.output ?? 5,
  total_tokens: (usage?.input ?? 10) + (usage?.output ?? 5),
  prompt_tokens_details: { cached_tokens: usage?.cached ?? 0 },
});

const finishOf = (reply: VendorReply) =>
  reply.toolCalls?.length ? 'tool_calls' : STOP[reply.finish ?? 'stop'];

const callId = (reply: VendorReply, index: number) =>
  reply.toolCalls?.[index]?.id ?? `call_${index + 1}`;

/** The chunks of a streamed chat completion, `[DONE]` included. */
export function chatEvents(body: VendorRequest['body'], reply: VendorReply): StreamEvent[] {
  const events: StreamEvent[] = [];
  const base = {
    id: 'chatcmpl_1',
    object: 'chat.completion.chunk',
    created: 1_700_000_000,
    model: body?.model ?? 'model',
  };
  const push = (delta: object, finish_reason: string | null = null) =>
    events.push({ data: { ...base, choices: [{ index: 0, delta, finish_reason }] } });
  push({ role: 'assistant', content: '' });
  for (const content of words(reply.text ?? '')) push({ content });
  reply.toolCalls?.forEach((call, index) => {
    const start = { name: call.name, arguments: '' };
    push({ tool_calls: [{ index, id: callId(reply, index), type: 'function', function: start }] });
    for (const part of pieces(argumentsOf(call))) {
      push({ tool_calls: [{ index, function: { arguments: part } }] });
    }
  });
  push({}, finishOf(reply));
  if (body?.stream_options?.include_usage) {
    events.push({ data: { ...base, choices: [], usage: usageOf(reply) } });
  }
  events.push({ data: '[DONE]' });
  return events;
}

/** An unstreamed chat completion. */
export const chatWhole = (body: VendorRequest['body'], reply: VendorReply) => ({
  id: 'chatcmpl_1',
  object: 'chat.completion',
  created: 1_700_000_000,
  model: body?.model ?? 'model',
  choices: [
    {
      index: 0,
      message: {
        role: 'assistant',
        content: reply.text ?? null,
        ...(reply.toolCalls?.length
          ? {
              tool_calls: reply.toolCalls.map((call, i) => ({
                id: callId(reply, i),
                type: 'function',
                function: { name: call.name, arguments: argumentsOf(call) },
              })),
            }
          : {}),
      },
      finish_reason: finishOf(reply),
    },
  ],
  usage: usageOf(reply),
});
