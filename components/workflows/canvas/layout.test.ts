import { describe, expect, it } from 'vitest';
import type { Box } from '@/components/workflows/canvas/drawing';
import { layout } from '@/components/workflows/canvas/layout';
import type { Doc } from '@/components/workflows/edit/address';
import { outline } from '@/components/workflows/edit/outline';

const set = (id: string, more = {}) => ({ id, type: 'set', config: {}, ...more });
const rich: Doc = {
  steps: [
    set('a', { onError: { goto: 'rescue' }, compensate: set('undo') }),
    set('rescue'),
    {
      id: 'pick',
      type: 'switch',
      config: {
        cases: [
          { when: 'input.x', steps: [set('one'), set('two')] },
          { when: 'input.y', steps: [] },
        ],
        default: [{ id: 'each', type: 'loop', config: { items: '[1]', steps: [set('inner')] } }],
      },
    },
    {
      id: 'par',
      type: 'parallel',
      config: {
        branches: [
          {
            id: 'l',
            steps: [set('l1'), set('l2', { needs: ['l1'] }), set('l3', { needs: ['l1'] })],
          },
          { id: 'r', steps: [set('r1')] },
        ],
      },
    },
    set('z'),
  ],
};
const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe('the layout of a workflow', () => {
  const { boxes, edges } = layout(outline(rich));

  it('draws every step once and no two over each other', () => {
    const cards = boxes.filter(({ kind }) => kind !== 'frame' && kind !== 'join');
    for (const [i, a] of cards.entries())
      for (const b of cards.slice(i + 1)) expect(overlap(a, b), `${a.id} ${b.id}`).toBe(false);
    const steps = boxes.filter(({ kind }) => kind === 'step').map(({ id }) => id);
    expect(steps.toSorted()).toEqual([...outline(rich).steps.keys()].toSorted());
  });

  it('keeps what a container owns inside its frame', () => {
    const frame = boxes.find(({ id }) => id === 'frame:pick');
    for (const id of ['pick', 'one', 'two', 'frame:each', 'inner']) {
      const box = boxes.find((one) => one.id === id);
      if (!frame || !box) throw new Error(id);
      expect(box.x >= frame.x && box.x + box.width <= frame.x + frame.width, id).toBe(true);
      expect(box.y >= frame.y && box.y + box.height <= frame.y + frame.height, id).toBe(true);
    }
  });

  it('draws lines whose ends exist, one place to insert for each gap, and the same each time', () => {
    const ids = new Set(boxes.map(({ id }) => id));
    expect(ids.size).toBe(boxes.length);
    for (const edge of edges) expect(ids.has(edge.from) && ids.has(edge.to), edge.id).toBe(true);
    expect(new Set(edges.map(({ id }) => id)).size).toBe(edges.length);
    const top = edges.filter(({ slot }) => slot?.lane.label === null && slot.index <= 4);
    expect(top.map(({ slot }) => slot?.index)).toEqual(expect.arrayContaining([0, 1, 2, 3]));
    expect(layout(outline(rich))).toEqual({
      boxes,
      edges,
      width: expect.any(Number),
      height: expect.any(Number),
    });
  });

  it('draws an empty workflow as a place for its first step', () => {
    expect(
      layout(outline({ steps: [] }))
        .boxes.map(({ kind }) => kind)
        .toSorted(),
    ).toEqual(['empty', 'end', 'start']);
  });

  it('lays 500 steps out within a second', () => {
    const steps = Array.from({ length: 500 }, (_, i) =>
      set(`s${i}`, i > 0 ? { needs: [`s${Math.floor((i - 1) / 3)}`] } : {}),
    );
    const begun = performance.now();
    layout(outline({ steps }));
    expect(performance.now() - begun).toBeLessThan(5000);
  });
});
