export type Line = { kind: 'same' | 'added' | 'removed'; text: string };

/** The table of a longer comparison would be too large for a page: both are then shown whole. */
const MOST_CELLS = 250_000;

/** What changed from one text to the other, line by line, by their longest common part. */
export function lineDiff(before: string, after: string): Line[] {
  const a = before === '' ? [] : before.split('\n');
  const b = after === '' ? [] : after.split('\n');
  const line = (kind: Line['kind']) => (text: string) => ({ kind, text });
  if (a.length * b.length > MOST_CELLS) return [...a.map(line('removed')), ...b.map(line('added'))];
  const width = b.length + 1;
  const common = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] as number;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] =
        a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push(line('same')(a[i] as string));
      i += 1;
      j += 1;
    } else if (i < a.length && (j === b.length || at(i + 1, j) >= at(i, j + 1))) {
      lines.push(line('removed')(a[i] as string));
      i += 1;
    } else {
      lines.push(line('added')(b[j] as string));
      j += 1;
    }
  }
  return lines;
}

/** Any value as text to compare; nothing is the empty text. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}
