import {
  argumentsOf,
  pieces,
  type StreamEvent,
  type VendorReply,
  type VendorRequest,
  words,
} from './server';

const usageOf = ({ usage }: VendorReply) => ({
  input_tokens: usage?.input ?? 10,
  input_tokens_details: { cached_tokens: usage?.cached ?? 0 },
  output_tokens: usage?.output ?? 5,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: (usage?.input ?? 10) + (usage?.output ?? 5),
});

const INCOMPLETE = { length: 'max_output_tokens', 'content-filter': 'content_filter' } as const;

function head(body: VendorRequest['body'], reply: VendorReply) {
  const cut = reply.finish && reply.finish !== 'stop' ? INCOMPLETE[reply.finish] : undefined;
  return {
    id: 'resp_1',
    object: 'response',
    created_at: 1_700_000_000,
    model: body?.model ?? 'model',
    status: cut ? 'incomplete' : 'completed',
    error: null,
    incomplete_details: cut ? { reason: cut } : null,
  };
}

const message = (text: string) => ({
  type: 'message',
  id: 'msg_1',
  role: 'assistant',
  status: 'completed',
  content: [{ type: 'output_text', text, annotations: [] }],
});

const call = (reply: VendorReply, index: number, args: string, status: string) => ({
  type: 'function_call',
  id: `fc_${index + 1}`,
  call_id: reply.toolCalls?.[index]?.id ?? `call_${index + 1}`,
  name: reply.toolCalls?.[index]?.name,
  arguments: args,
  status,
});

/** The events of a streamed response. */
export function responsesEvents(body: VendorRequest['body'], reply: VendorReply): StreamEvent[] {
  const events: StreamEvent[] = [];
  const push = (data: { type: string } & Record<string, unknown>) =>
    events.push({ event: data.type, data: { ...data, sequence_number: events.length } });
  const open = { ...head(body, reply), status: 'in_progress', output: [], usage: null };
  push({ type: 'response.created', response: open });
  push({ type: 'response.in_progress', response: open });
  let output_index = 0;
  if (reply.text) {
    const at = { item_id: 'msg_1', output_index, content_index: 0 };
    const item = { ...message(''), status: 'in_progress', content: [] };
    push({ type: 'response.output_item.added', output_index, item });
    const part = { type: 'output_text', text: '', annotations: [] };
    push({ type: 'response.content_part.added', ...at, part });
    for (const delta of words(reply.text)) {
      push({ type: 'response.output_text.delta', ...at, delta, logprobs: [] });
    }
    push({ type: 'response.output_text.done', ...at, text: reply.text, logprobs: [] });
    push({ type: 'response.content_part.done', ...at, part: { ...part, text: reply.text } });
    push({ type: 'response.output_item.done', output_index, item: message(reply.text) });
    output_index++;
  }
  reply.toolCalls?.forEach((wanted, i) => {
    const at = { item_id: `fc_${i + 1}`, output_index };
    const args = argumentsOf(wanted);
    const added = call(reply, i, '', 'in_progress');
    push({ type: 'response.output_item.added', output_index, item: added });
    for (const delta of pieces(args)) {
      push({ type: 'response.function_call_arguments.delta', ...at, delta });
    }
    push({ type: 'response.function_call_arguments.done', ...at, arguments: args });
    const item = call(reply, i, args, 'completed');
    push({ type: 'response.output_item.done', output_index, item });
    output_index++;
  });
  const whole = responsesWhole(body, reply);
  push({ type: `response.${whole.status}`, response: whole });
  return events;
}

/** An unstreamed response. */
export const responsesWhole = (body: VendorRequest['body'], reply: VendorReply) => ({
  ...head(body, reply),
  output: [
    ...(reply.text ? [message(reply.text)] : []),
    ...(reply.toolCalls ?? []).map((wanted, i) => call(reply, i, argumentsOf(wanted), 'completed')),
  ],
  usage: usageOf(reply),
});
