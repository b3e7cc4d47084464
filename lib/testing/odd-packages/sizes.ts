import { makeZip } from '@/lib/testing/apkg';
import {
  bomb,
  MiB,
  many,
  noise,
  type Odd,
  ok,
  unsafe,
  withPart,
} from '@/lib/testing/odd-packages/make';

/** Bombs, and large packages that are none. */
export const SIZES: Odd[] = [
  unsafe(
    'a bomb that says so',
    () => withPart({ name: 'a', data: Buffer.alloc(64 * MiB) }),
    /100 times/,
  ),
  unsafe(
    'many small bombs',
    () => withPart(...many(300, 'b', Buffer.alloc(MiB))),
    /unpacks to more than/,
  ),
  unsafe(
    'small bombs below the limit',
    () => withPart(...many(200, 'b', Buffer.alloc(MiB))),
    /The package unpacks to more than 100 times/,
  ),
  unsafe(
    'more than 256 MiB declared',
    () => withPart(...many(5, 'c', Buffer.alloc(1), { size: 60 * MiB })),
    /unpacks to more than|100 times/,
  ),
  unsafe(
    'ten thousand files',
    () => withPart(...many(10_000, 'f', Buffer.alloc(0))),
    /at most 5000/,
  ),
  ok('four thousand files', () => withPart(...many(4_000, 'f', Buffer.from('print()\n')))),
  ok('twenty MiB that hardly pack', () => withPart({ name: 'model.bin', data: noise(20 * MiB) })),
  ok('archives in the archive, never unpacked', () =>
    withPart(
      { name: 'inner.zip', data: bomb() },
      { name: 'deep.zip', data: makeZip([{ name: '../x', data: 'x' }]) },
    ),
  ),
];
