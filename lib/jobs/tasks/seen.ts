import { hash } from 'node:crypto';
import { TaskFailed } from '@/lib/jobs/task';

const MOST = 4_000_000;
const FULL = 0.6;

/**
 * Which texts were seen before: 64 bits of each in an open table, so that four million take 64 MB. Two
 * different texts are taken for the same once in two million files of that size.
 */
export class Seen {
  // Two halves of 32 bits: a BigUint64Array would make an object of each number read.
  #low = new Uint32Array(1024);
  #high = new Uint32Array(1024);
  #count = 0;

  /** True when it is new. */
  add(text: string): boolean {
    const digest = hash('sha1', text, 'buffer');
    const low = digest.readUInt32LE(0) || 1;
    if (!put(this.#low, this.#high, low, digest.readUInt32LE(4))) return false;
    if (++this.#count > MOST)
      throw new TaskFailed('TOO_MANY_ROWS', `dedupe keeps at most ${MOST} different rows apart.`);
    if (this.#count > this.#low.length * FULL) this.#grow();
    return true;
  }

  #grow(): void {
    const low = new Uint32Array(this.#low.length * 2);
    const high = new Uint32Array(low.length);
    for (const [i, one] of this.#low.entries())
      if (one !== 0) put(low, high, one, this.#high[i] ?? 0);
    [this.#low, this.#high] = [low, high];
  }
}

/** Zero marks a free place in `low`. */
function put(low: Uint32Array, high: Uint32Array, a: number, b: number): boolean {
  const mask = low.length - 1;
  for (let at = b & mask; ; at = (at + 1) & mask) {
    if (low[at] === 0) {
      low[at] = a;
      high[at] = b;
      return true;
    }
    if (low[at] === a && high[at] === b) return false;
  }
}
