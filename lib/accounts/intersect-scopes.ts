import { allows, expandScopes } from '@/lib/core/scopes';

/** The scopes that both lists allow, without those that another one covers. */
export function intersectScopes(left: readonly string[], right: readonly string[]): string[] {
  const both = new Set<string>();
  for (const a of expandScopes(left))
    for (const b of expandScopes(right)) {
      const [ar = '', aa = ''] = a.split(':');
      const [br = '', ba = ''] = b.split(':');
      const resource = meet(ar, br);
      const action = meet(aa, ba);
      if (resource && action) both.add(`${resource}:${action}`);
    }
  const all = [...both];
  return all.filter((s) => !all.some((other) => other !== s && covers(other, s)));
}

const meet = (a: string, b: string): string | null =>
  a === b || b === '*' ? a : a === '*' ? b : null;

function covers(wide: string, narrow: string): boolean {
  const [wr, wa] = wide.split(':');
  const [nr, na] = narrow.split(':');
  return (wr === '*' || wr === nr) && (wa === '*' || wa === na);
}

/** Whether every wanted scope is among those granted. */
export function withinScopes(wanted: readonly string[], granted: readonly string[]): boolean {
  const have = expandScopes(granted);
  return expandScopes(wanted).every(
    (s) => have.some((g) => covers(g, s)) || (!s.startsWith('*:') && allows(have, s)),
  );
}
