import { hash } from 'node:crypto';
import { TaskFailed } from '@/lib/jobs/task';

const MOST = 4_000_000;
const FULL = 0.6;

/**
 * Which texts were seen before: 64 bits of each in an open table, so that four million take 64 MB. Two
 * different texts are taken for the same once in two million files of that size.
 */
export class Seen {
  #table = new BigUint64Array(1024);
  #count = 0;

  /** True when it is new. */
  add(text: string): boolean {
    const digest = hash('sha1', text, 'buffer');
    const key = digest.readBigUInt64LE(0) || 1n;
    if (!this.#put(this.#table, key)) return false;
    if (++this.#count > MOST)
      throw new TaskFailed('TOO_MANY_ROWS', `dedupe keeps at most ${MOST} different rows apart.`);
    if (this.#count > this.#table.length * FULL) this.#grow();
    return true;
  }

  #put(table: BigUint64Array, key: bigint): boolean {
    const mask = table.length - 1;
    for (let at = Number(key & BigInt(mask)); ; at = (at + 1) & mask) {
      if (table[at] === 0n) {
        table[at] = key;
        return true;
      }
      if (table[at] === key) return false;
    }
  }

  #grow(): void {
    const larger = new BigUint64Array(this.#table.length * 2);
    for (const key of this.#table) if (key !== 0n) this.#put(larger, key);
    this.#table = larger;
  }
}
