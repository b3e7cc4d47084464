const SEMVER =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?$/;

export const isSemver = (text: string): boolean => text.length <= 100 && SEMVER.test(text);

/** "1", "1.0" and "v1.0.0" as semver; Pixell's kit checks nothing. Undefined when it can't be one. */
export function looseSemver(text: string): string | undefined {
  const plain = text.trim().replace(/^v(?=\d)/, '');
  const short = /^(\d+)(?:\.(\d+))?$/.exec(plain);
  const full = short ? `${Number(short[1])}.${Number(short[2] ?? 0)}.0` : plain;
  return isSemver(full) ? full : undefined;
}

/** Order by semver's precedence, for sorting: lower first. Build metadata counts for nothing. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parse(a), parse(b)];
  for (const i of [0, 1, 2] as const) {
    const order = compareNumbers(left.core[i] ?? '', right.core[i] ?? '');
    if (order !== 0) return order;
  }
  if (!left.pre.length || !right.pre.length) return right.pre.length - left.pre.length;
  for (let i = 0; i < Math.max(left.pre.length, right.pre.length); i++) {
    const [x, y] = [left.pre[i], right.pre[i]];
    if (x === undefined || y === undefined) return x === undefined ? -1 : 1;
    const order = comparePart(x, y);
    if (order !== 0) return order;
  }
  return 0;
}

function parse(version: string): { core: string[]; pre: string[] } {
  const match = SEMVER.exec(version);
  return { core: match?.slice(1, 4) ?? ['0', '0', '0'], pre: match?.[4]?.split('.') ?? [] };
}

/** Digits may be longer than a number can hold. */
const compareNumbers = (x: string, y: string): number =>
  x.length - y.length || (x < y ? -1 : x > y ? 1 : 0);

function comparePart(x: string, y: string): number {
  const [nx, ny] = [/^\d+$/.test(x), /^\d+$/.test(y)];
  if (nx && ny) return compareNumbers(x, y);
  if (nx !== ny) return nx ? -1 : 1;
  return x < y ? -1 : x > y ? 1 : 0;
}
