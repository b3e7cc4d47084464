import { describe, expect, it } from 'vitest';
import { addressOf, type Doc, pathOf, setAt } from '@/components/workflows/edit/address';
import { connect, disconnect } from '@/components/workflows/edit/connect';
import { KINDS, newStep } from '@/components/workflows/edit/kinds';
import { outline } from '@/components/workflows/edit/outline';
import { renameStep } from '@/components/workflows/edit/rename';
import {
  addLane,
  duplicateStep,
  insertStep,
  moveStep,
  removeStep,
} from '@/components/workflows/edit/steps';
import { compile } from '@/lib/engine/compile';
import type { StepTypeName } from '@/lib/engine/step-types';

const set = (id: string, config = {}) => ({ id, type: 'set', config });
const chain: Doc = { steps: [set('a'), set('b', { x: '{{ steps.a.output }}' }), set('c')] };
const nested: Doc = {
  steps: [
    set('a'),
    {
      id: 'check',
      type: 'if',
      // biome-ignore lint/suspicious/noThenProperty: the definition's own word; never awaited
      config: { condition: 'input.x', then: [set('yes')], else: [set('no')] },
    },
    { ...set('b'), onError: { goto: 'rescue' } },
    set('rescue'),
  ],
};
const idsIn = (doc: Doc) => outline(doc).root.steps.map(({ id }) => id);
const shapeOf = outline;

describe('the outline of a definition', () => {
  it('has branches as lanes, and error handlers beside whom they rescue', () => {
    const { root, steps, home } = outline(nested);
    expect(root.steps.map(({ id }) => id)).toEqual(['a', 'check', 'b']);
    expect(steps.get('check')?.lanes.map((lane) => [lane.label, lane.steps[0]?.id])).toEqual([
      ['then', 'yes'],
      ['else', 'no'],
    ]);
    expect(steps.get('b')?.sides).toMatchObject([{ role: 'error', step: { id: 'rescue' } }]);
    expect(home.get('yes')?.lane.address).toEqual(['steps', 1, 'config', 'then']);
  });

  it('keeps what the compiler refuses in sight: unknown types, taken ids', () => {
    const { root } = outline({ steps: [set('a'), set('a'), { id: 'x', type: 'nope' }, 7] });
    expect(root.steps).toHaveLength(4);
    expect(new Set(root.steps.map(({ key }) => key)).size).toBe(4);
    expect(root.steps[2]).toMatchObject({ id: 'x', type: null, written: 'nope' });
  });

  it('gives steps without an id the one that the engine gives', () => {
    const doc: Doc = { steps: [{ name: 'Fetch data', type: 'set', config: {} }, { type: 'stop' }] };
    const compiled = compile(doc);
    expect(idsIn(doc)).toEqual(Object.keys(compiled.plan?.steps ?? {}));
  });

  it('writes and reads paths as the engine does', () => {
    const path = 'steps[0].config.headers["x-a.b"].then[2]';
    expect(pathOf(addressOf(path))).toBe(path);
  });
});

describe('edits', () => {
  it('insert a step between two, and leave the given definition as it was', () => {
    const before = structuredClone(chain);
    const { doc, key } = insertStep(chain, shapeOf(chain).root, 1, set('new'));
    expect(idsIn(doc)).toEqual(['a', 'new', 'b', 'c']);
    expect(key).toBe('new');
    expect(chain).toEqual(before);
  });

  it('fill an empty branch that is not written yet', () => {
    const doc: Doc = { steps: [{ id: 'q', type: 'if', config: { condition: 'true' } }] };
    const lane = outline(doc).steps.get('q')?.lanes[1];
    if (!lane) throw new Error('no lane');
    expect(insertStep(doc, lane, 0, set('n')).doc).toMatchObject({
      steps: [{ config: { else: [{ id: 'n' }] } }],
    });
  });

  it('remove a step and every mention that would dangle', () => {
    const dag: Doc = {
      steps: [set('a'), { ...set('b'), needs: ['a'] }, { ...set('c'), needs: ['b'] }],
    };
    expect(removeStep(dag, shapeOf(dag), 'b').doc.steps).toEqual([
      set('a'),
      { ...set('c'), needs: ['a'] },
    ]);
    const without = removeStep(nested, shapeOf(nested), 'rescue').doc;
    expect(compile(without).problems).toEqual([]);
  });

  it('duplicate a container with ids of its own, also where its steps read each other', () => {
    const doc: Doc = {
      steps: [
        {
          id: 'each',
          type: 'loop',
          config: { items: '[1]', steps: [set('x'), set('y', { v: '{{ steps.x.output }}' })] },
        },
      ],
    };
    const edit = duplicateStep(doc, shapeOf(doc), 'each');
    expect(edit.key).toBe('each_copy');
    expect(compile(edit.doc).problems).toEqual([]);
    expect(edit.doc).toMatchObject({
      steps: [{}, { config: { steps: [{}, { config: { v: '{{ steps.x_copy.output }}' } }] } }],
    });
  });

  it('move a step within its list, into a branch and out again, but never into itself', () => {
    const down = moveStep(chain, shapeOf(chain), 'a', shapeOf(chain).root, 3);
    expect(down && idsIn(down.doc)).toEqual(['b', 'c', 'a']);
    const shape = shapeOf(nested);
    const then = shape.steps.get('check')?.lanes[0];
    if (!then) throw new Error('no lane');
    const into = moveStep(nested, shape, 'a', then, 1);
    if (!into) throw new Error('not moved');
    expect(idsIn(into.doc)).toEqual(['check', 'b']);
    expect(into.key).toBe('a');
    const out = moveStep(into.doc, shapeOf(into.doc), 'a', shapeOf(into.doc).root, 0);
    expect(out && idsIn(out.doc)).toEqual(['a', 'check', 'b']);
    expect(moveStep(nested, shape, 'check', then, 0)).toBeNull();
    expect(moveStep(chain, shapeOf(chain), 'b', shapeOf(chain).root, 2)).toBeNull();
  });

  it('rename a step for everybody who reads it', () => {
    const doc: Doc = {
      steps: [
        set('a'),
        set('ab', { x: '{{ steps.a.output.a }} {{ variables.a.output }} {{ steps["a"].status }}' }),
        { ...set('c'), needs: ['a'], onError: { goto: 'a' } },
      ],
    };
    const step = shapeOf(doc).steps.get('a');
    if (!step) throw new Error('no step');
    expect(renameStep(doc, step, 'first').steps).toMatchObject([
      { id: 'first' },
      {
        id: 'ab',
        config: {
          x: '{{ steps.first.output.a }} {{ variables.first.output }} {{ steps["first"].status }}',
        },
      },
      { needs: ['first'], onError: { goto: 'first' } },
    ]);
  });

  it('connect steps, making the order of a list explicit, and refuse circles', () => {
    const linked = connect(chain, shapeOf(chain), 'a', 'c');
    if (!('doc' in linked)) throw new Error(linked.problem);
    expect(linked.doc.steps).toMatchObject([{}, { needs: ['a'] }, { needs: ['b', 'a'] }]);
    expect(connect(linked.doc, shapeOf(linked.doc), 'c', 'a')).toHaveProperty('problem');
    const apart = disconnect(linked.doc, shapeOf(linked.doc), 'b', 'c');
    expect(apart.steps).toMatchObject([{}, { needs: ['a'] }, { needs: ['a'] }]);
    expect(compile(apart).problems).toEqual([]);
  });

  it('add cases and branches', () => {
    const doc: Doc = { steps: [newStep('switch', new Set()), newStep('parallel', new Set())] };
    const [first, second] = shapeOf(doc).root.steps;
    if (!first || !second) throw new Error('no steps');
    expect(outline(addLane(doc, first) ?? {}).root.steps[0]?.lanes).toHaveLength(3);
    expect(outline(addLane(doc, second) ?? {}).root.steps[1]?.lanes).toHaveLength(3);
  });

  it('take a key away by setting nothing', () => {
    expect(setAt({ a: { b: 1, c: 2 } }, ['a', 'b'], undefined)).toEqual({ a: { c: 2 } });
  });
});

describe('new steps', () => {
  it.each(Object.keys(KINDS) as StepTypeName[])('of type %s begin with a known type', (type) => {
    const step = newStep(type, new Set(['ask', type]));
    const { problems } = compile({ steps: [step] });
    const codes = problems.map(({ code }) => code);
    expect(codes).not.toContain('unknown_type');
    expect(codes).not.toContain('unknown_key');
    expect(codes).not.toContain('bad_expression');
  });
});
