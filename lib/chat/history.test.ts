import { expect, test } from 'vitest';
import { keepNewest, type Turn } from '@/lib/chat/history';
import { titleOf } from '@/lib/chat/title';

const turn = (role: Turn['role'], length: number): Turn => ({ role, content: 'x'.repeat(length) });

test('a long conversation keeps its newest turns and begins with the user', () => {
  const turns = [turn('user', 400), turn('assistant', 40), turn('user', 40)];
  expect(keepNewest(turns, 1000)).toEqual(turns);
  // 28 tokens fit the last two turns, but a conversation cannot begin with an answer.
  expect(keepNewest(turns, 30)).toEqual(turns.slice(2));
});

test('the newest message is kept however long it is', () => {
  expect(keepNewest([turn('user', 9000)], 10)).toHaveLength(1);
});

test('a title is the first line without markdown, cut between words', () => {
  expect(titleOf('\n\n# **Plan** the `launch`\nmore')).toBe('Plan the launch');
  expect(titleOf('---')).toBe('New conversation');
  const long = titleOf('Please compare the quarterly figures of the three regions with last year');
  expect(long).toBe('Please compare the quarterly figures of the three regions…');
});
