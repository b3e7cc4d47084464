import { describe, expect, it } from 'vitest';
import { addEvent, type LiveEvent, type LiveItem } from '@/components/executions/live-items';

const show = (...events: LiveEvent[]) =>
  events.reduce<LiveItem[]>((items, event) => addEvent(items, event), []);
const text = (words: string): LiveEvent => ({ type: 'text', data: { text: words } });
const call = (id: string): LiveEvent => ({ type: 'tool_call', data: { id, name: 'calculator' } });

describe('what a running execution shows', () => {
  it('joins deltas into one text, and begins another after a tool call', () => {
    const items = show(text('a'), text('b'), call('1'), text('c'));
    expect(items.map((item) => (item.kind === 'tool' ? item.name : item.text))).toEqual([
      'ab',
      'calculator',
      'c',
    ]);
  });

  it('keeps reasoning apart from the answer', () => {
    expect(show({ type: 'reasoning', data: { text: 'hm' } }, text('so'))).toHaveLength(2);
  });

  it('gives a result to its own call, the latest one when an id comes back', () => {
    const result = (output: unknown): LiveEvent => ({
      type: 'tool_result',
      data: { id: '1', output },
    });
    const items = show(call('1'), result(4), call('1'), call('2'), result(5));
    expect(items).toMatchObject([{ output: 4 }, { output: 5 }, { id: '2' }]);
    expect(items[2]).not.toHaveProperty('output');
  });

  it('drops what a broken call had shown, and nothing before it', () => {
    const items = show(
      call('1'),
      { type: 'tool_result', data: { id: '1', error: 'no' } },
      text('half an ans'),
      call('2'),
      { type: 'restart', data: { attempt: 2 } },
      text('whole'),
    );
    expect(items).toMatchObject([{ id: '1', error: 'no' }, { text: 'whole' }]);
  });

  it('ignores events it does not know', () => {
    expect(show(text('a'), { type: 'status', data: {} })).toEqual([{ kind: 'text', text: 'a' }]);
  });
});
