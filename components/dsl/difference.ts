/** The one change that makes a text of another, without what is the same at its ends. */
export function difference(before: string, after: string) {
  const least = Math.min(before.length, after.length);
  let head = 0;
  while (head < least && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < least - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return {
    from: head,
    to: before.length - tail,
    insert: after.slice(head, after.length - tail),
  };
}

const words = (text: string) => text.replace(/\s+/g, '');

/** Where a place is after laying out anew; null when more than white space differs. */
export function sameWords(before: string, after: string, at: number): number | null {
  if (words(before) !== words(after)) return null;
  let left = words(before.slice(0, at)).length;
  let to = 0;
  for (; left > 0 && to < after.length; to++) if (/\S/.test(after[to] as string)) left--;
  return to;
}
