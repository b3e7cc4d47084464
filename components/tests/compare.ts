export interface Comparison {
  /** `output.message` */
  path: string;
  /** how it is compared: `is`, `contains`, `matches` */
  how: string;
  wanted: unknown;
  got: unknown;
  /** `unknown`: the comparison ended before it came here */
  verdict: 'passed' | 'failed' | 'unknown';
}

const OPERATORS: Record<string, string> = {
  equals: 'is',
  contains: 'contains',
  matches: 'matches',
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

type Leaf = Pick<Comparison, 'path' | 'how' | 'wanted' | 'got'>;

function leavesOf(expected: unknown, got: unknown, path: string): Leaf[] {
  if (!isObject(expected)) return [{ path, how: 'is', wanted: expected, got }];
  const keys = Object.keys(expected);
  const [operator = ''] = keys;
  const how = keys.length === 1 ? OPERATORS[operator] : undefined;
  if (how) return [{ path, how, wanted: expected[operator], got }];
  return keys.flatMap((key) =>
    leavesOf(expected[key], isObject(got) ? got[key] : undefined, `${path}.${key}`),
  );
}

/** Whether a problem's sentence is about this place, or about one around or within it. */
function isAbout(problem: string, path: string): boolean {
  const end = problem.charAt(path.length);
  if (problem.startsWith(path) && (end === '' || /[\s.[]/.test(end))) return true;
  const place = problem.split(' ')[0] ?? '';
  return path.startsWith(`${place}.`) || problem.startsWith(`the pattern for ${path} `);
}

/**
 * What was expected beside what came out, place by place, in the order in which they are compared. The
 * comparison ends at the first difference, which `problem` names; null when there is none.
 */
export function compare(expected: unknown, output: unknown, problem: string | null): Comparison[] {
  let ended = false;
  return leavesOf(expected, output, 'output').map((leaf) => {
    if (ended) return { ...leaf, verdict: 'unknown' };
    if (problem === null) return { ...leaf, verdict: 'passed' };
    ended = isAbout(problem, leaf.path);
    return { ...leaf, verdict: ended ? 'failed' : 'passed' };
  });
}
