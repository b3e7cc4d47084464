import { expect, it } from 'vitest';
import { begin, edited, redone, undone } from '@/components/workflows/edit/history';

it('typing in one field is one step back, other edits are their own', () => {
  let now = begin({ n: 0 });
  now = edited(now, { n: 1 }, 1000, 'name');
  now = edited(now, { n: 2 }, 1500, 'name');
  now = edited(now, { n: 3 }, 9000, 'name');
  now = edited(now, { n: 4 }, 9001);
  expect(undone(now).present).toEqual({ n: 3 });
  const twice = undone(undone(now));
  expect(twice.present).toEqual({ n: 2 });
  expect(undone(twice).present).toEqual({ n: 0 });
  expect(redone(twice).present).toEqual({ n: 3 });
  expect(undone(begin({}))).toEqual(begin({}));
  expect(redone(edited(twice, { n: 9 }, 0)).present).toEqual({ n: 9 });
});
