/** What a running execution has shown so far, in order. */
export type LiveItem =
  | { kind: 'text' | 'reasoning'; text: string }
  | { kind: 'tool'; id: string; name: string; input: unknown; output?: unknown; error?: string };

/** One server-sent event of `GET /api/v1/executions/{id}/stream`. */
export type LiveEvent = { type: string; data: Record<string, unknown> };

const unanswered = (item: LiveItem) =>
  item.kind === 'tool' && item.output === undefined && item.error === undefined;

/** Adds an event to what is shown. Events that show nothing leave the list as it is. */
export function addEvent(items: readonly LiveItem[], { type, data }: LiveEvent): LiveItem[] {
  if (type === 'text' || type === 'reasoning') {
    const last = items.at(-1);
    const text = String(data.text ?? '');
    return last?.kind === type
      ? [...items.slice(0, -1), { ...last, text: last.text + text } as LiveItem]
      : [...items, { kind: type, text }];
  }
  if (type === 'tool_call') {
    const id = String(data.id);
    return [...items, { kind: 'tool', id, name: String(data.name), input: data.input }];
  }
  if (type === 'tool_result') {
    // Ids may come back in a later step; the answer belongs to the last open call of that id.
    const at = items.findLastIndex(
      (item) => unanswered(item) && 'id' in item && item.id === data.id,
    );
    const call = items[at];
    if (call?.kind !== 'tool') return [...items];
    const answer =
      data.error === undefined ? { output: data.output ?? null } : { error: String(data.error) };
    return items.with(at, { ...call, ...answer });
  }
  // The call begins anew: what it showed is void, what tools answered before stays.
  if (type === 'restart') {
    const kept = items.findLastIndex((item) => item.kind === 'tool' && !unanswered(item));
    return items.slice(0, kept + 1);
  }
  return [...items];
}
