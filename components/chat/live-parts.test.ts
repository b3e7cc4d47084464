import { expect, test } from 'vitest';
import { blocksOf } from '@/components/chat/blocks';
import { groupByDay } from '@/components/chat/group-by-day';
import { advance, type Live, liveAnswer } from '@/components/chat/live-parts';
import { eventParser } from '@/components/chat/sse';

const after = (...events: [string, Record<string, unknown>][]): Live =>
  events.reduce(
    (live, [event, data]) => advance(live, { event, data, id: null }),
    liveAnswer('m', 'e'),
  );

test('words join, and a tool call gets its result', () => {
  const { parts } = after(
    ['reasoning', { text: 'Hm' }],
    ['text', { text: 'Let ' }],
    ['text', { text: 'me see.' }],
    ['tool_call', { id: 'a', name: 'clock', input: {} }],
    ['tool_result', { id: 'a', name: 'clock', output: 12 }],
    ['text', { text: 'Noon.' }],
  );
  expect(parts).toEqual([
    { type: 'reasoning', text: 'Hm' },
    { type: 'text', text: 'Let me see.' },
    expect.objectContaining({ id: 'a', output: 12, error: null, duration_ms: 0 }),
    { type: 'text', text: 'Noon.' },
  ]);
});

test('a model that is called again says its words once', () => {
  const live = after(
    ['text', { text: 'Half of' }],
    ['restart', { attempt: 2, reason: 'It was overloaded.' }],
  );
  expect(live).toMatchObject({ parts: [], restart: 'It was overloaded.' });
  expect(advance(live, { event: 'text', data: { text: 'All' }, id: null })).toMatchObject({
    parts: [{ type: 'text', text: 'All' }],
    restart: null,
  });
});

test('a run that another worker takes over does not repeat the last words', () => {
  const { parts } = after(
    ['status', { status: 'running', model: 'sandbox' }],
    ['tool_call', { id: 'a', name: 'clock', input: {} }],
    ['tool_result', { id: 'a', name: 'clock', output: 12 }],
    ['text', { text: 'It is' }],
    ['status', { status: 'running', model: 'sandbox' }],
    ['text', { text: 'It is noon.' }],
  );
  expect(parts.map((p) => p.type)).toEqual(['tool', 'text']);
  expect(parts.at(-1)).toEqual({ type: 'text', text: 'It is noon.' });
});

test('server-sent events are read across any cut', () => {
  const text = ': hello\n\nid: 7\nevent: text\ndata: {"text":"é\\n"}\n\nevent: done\ndata: {}\n\n';
  for (let cut = 0; cut <= text.length; cut++) {
    const parser = eventParser();
    const events = [...parser.push(text.slice(0, cut)), ...parser.push(text.slice(cut))];
    expect(events).toEqual([
      { event: 'text', id: '7', data: { text: 'é\n' } },
      { event: 'done', id: null, data: {} },
    ]);
  }
});

test('markdown is cut between blocks only, and nothing is lost', () => {
  const text = '# Title\n\nText.\n\n1. one\n\n2. two\n\n   more\n\n```js\na\n\nb\n```\n\nEnd\n';
  const blocks = blocksOf(text);
  expect(blocks.join('')).toBe(text);
  expect(blocks).toHaveLength(4);
  expect(blocks[1]).toBe('Text.\n\n1. one\n\n2. two\n\n   more\n\n');
  expect(blocks[2]).toContain('a\n\nb');
  expect(blocksOf('See [a].\n\n[a]: https://example.com\n')).toHaveLength(1);
});

test("conversations are grouped by the reader's days", () => {
  const now = Date.parse('2030-06-15T02:00:00Z');
  const items = [
    { updated_at: '2030-06-15T01:00:00Z' },
    { updated_at: '2030-06-14T23:00:00Z' },
    { updated_at: '2030-06-10T12:00:00Z' },
    { updated_at: '2030-01-31T23:30:00Z' },
  ];
  const labels = (offset: number) => groupByDay(items, now, offset).map((g) => g.label);
  expect(labels(0)).toEqual(['Today', 'Yesterday', 'Last 7 days', 'January 2030']);
  // Five hours behind UTC both are the evening of the 14th; an hour ahead, January is over.
  expect(labels(300)).toEqual(['Today', 'Last 7 days', 'January 2030']);
  expect(labels(-60).at(-1)).toBe('February 2030');
});
