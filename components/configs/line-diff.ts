export type Line = {
  kind: 'same' | 'added' | 'removed';
  text: string;
  /** Its number in the text before and after, from 1. */
  before: number | null;
  after: number | null;
};
/** Lines that are drawn, or how many that are the same were left out. */
export type Piece = { lines: Line[] } | { skipped: number };

/** Past this many pairs of lines all that differs counts as replaced. */
const MOST_PAIRS = 4_000_000;
const AROUND = 3;

const linesOf = (text: string) => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));

/** What makes one text of another, line by line. */
export function lineDiff(before: string, after: string): Line[] {
  const [a, b] = [linesOf(before), linesOf(after)];
  let head = 0;
  while (head < Math.min(a.length, b.length) && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const out: Line[] = [];
  const same = (i: number, j: number) =>
    out.push({ kind: 'same', text: a[i] as string, before: i + 1, after: j + 1 });
  for (let i = 0; i < head; i++) same(i, i);
  between(a, b, head, a.length - tail, b.length - tail, out);
  for (let i = tail; i > 0; i--) same(a.length - i, b.length - i);
  return out;
}

function between(
  a: readonly string[],
  b: readonly string[],
  from: number,
  aEnd: number,
  bEnd: number,
  out: Line[],
) {
  const [rows, columns] = [aEnd - from, bEnd - from];
  const width = columns + 1;
  const alike = rows * columns <= MOST_PAIRS ? new Uint32Array((rows + 1) * width) : null;
  if (alike)
    for (let i = rows - 1; i >= 0; i--)
      for (let j = columns - 1; j >= 0; j--)
        alike[i * width + j] =
          a[from + i] === b[from + j]
            ? (alike[(i + 1) * width + j + 1] as number) + 1
            : Math.max(alike[(i + 1) * width + j] as number, alike[i * width + j + 1] as number);
  let [i, j] = [0, 0];
  while (i < rows || j < columns) {
    const [left, right] = [a[from + i], b[from + j]];
    if (alike && i < rows && j < columns && left === right) {
      out.push({ kind: 'same', text: left as string, before: from + ++i, after: from + ++j });
      continue;
    }
    const removes =
      i < rows &&
      (j === columns ||
        !alike ||
        (alike[(i + 1) * width + j] as number) >= (alike[i * width + j + 1] as number));
    if (removes)
      out.push({ kind: 'removed', text: left as string, before: from + ++i, after: null });
    else out.push({ kind: 'added', text: right as string, before: null, after: from + ++j });
  }
}

/** With a few lines around each change; long stretches without one are left out. */
export function pieces(lines: readonly Line[]): Piece[] {
  const near = new Uint8Array(lines.length);
  for (const [i, { kind }] of lines.entries())
    if (kind !== 'same')
      near.fill(1, Math.max(0, i - AROUND), Math.min(lines.length, i + AROUND + 1));
  const out: Piece[] = [];
  for (const [i, line] of lines.entries()) {
    const last = out.at(-1);
    if (near[i]) {
      if (last && 'lines' in last) last.lines.push(line);
      else out.push({ lines: [line] });
    } else if (last && 'skipped' in last) last.skipped++;
    else out.push({ skipped: 1 });
  }
  return out;
}
