import { deflateRawSync } from 'node:zlib';
import { makeZip, nativeParts, type ZipPart } from '@/lib/testing/apkg';
import {
  bomb,
  field,
  MiB,
  noise,
  type Odd,
  unsafe,
  withPart,
} from '@/lib/testing/odd-packages/make';

/** Tables of contents that do not tell the truth. */
export const LIES: Odd[] = [
  unsafe(
    'other names in front of the data',
    () => withPart({ name: 'a.py', data: 'x', local: { name: 'b.py' } }),
    /two different ways/,
  ),
  unsafe(
    'other sizes in front of the data',
    () => withPart({ name: 'a', data: 'xyz', local: { size: 1 } }),
    /two different ways/,
  ),
  unsafe(
    'other sizes behind the data',
    () => withPart({ name: 'a', data: 'xyz', streamed: true, central: { crc: 1 } }),
    /two different ways/,
  ),
  unsafe(
    'more than it declares',
    () => withPart({ name: 'a', data: 'xyz'.repeat(99), central: { size: 5 }, local: { size: 5 } }),
    /larger than/,
  ),
  unsafe('far more than it declares', () => bomb(), /larger than/),
  unsafe(
    'less than it declares',
    () => withPart({ name: 'a', data: 'xyz', central: { size: 500 }, local: { size: 500 } }),
    /smaller than/,
  ),
  unsafe(
    'a wrong checksum',
    () => withPart({ name: 'a', data: 'xyz', central: { crc: 1 }, local: { crc: 1 } }),
    /checksum/,
  ),
  unsafe(
    'data that is no deflate',
    () => withPart({ name: 'a', data: 'xyz', packed: Buffer.from('ffffff', 'hex') }),
    /cannot be unpacked/,
  ),
  unsafe(
    'bytes behind the deflated data',
    () =>
      withPart({
        name: 'a',
        data: 'xyz',
        packed: Buffer.concat([deflateRawSync(Buffer.from('xyz')), Buffer.alloc(50, 7)]),
      }),
    /hidden bytes/,
  ),
  unsafe(
    'bytes behind much deflated data',
    () => withPart(large(Buffer.alloc(90_000, 7))),
    /hidden/,
  ),
  unsafe('much deflated data cut off', () => withPart(large(-500)), /cannot be unpacked/),
  unsafe(
    'bytes between two files',
    () => makeZip([{ name: 'a', data: 'x', after: Buffer.from('hidden') }, ...nativeParts()]),
    /belong to no file/,
  ),
  unsafe(
    'bytes before the table',
    () => makeZip(nativeParts(), { beforeDirectory: Buffer.from('APK Sig Block') }),
    /belong to no file/,
  ),
  unsafe(
    'an entry that is not there',
    () => withPart({ name: 'a', data: 'x', central: { offset: 3 } }),
    /not where/,
  ),
  unsafe('entries that share data', () => overlapping(500), /overlaps/),
  unsafe(
    'a zip64 size',
    () =>
      withPart({
        name: 'a',
        data: 'x',
        central: { size: 0xffffffff, extra: field(1, Buffer.alloc(8, 0x7f)) },
      }),
    /damaged|unpacks|two different/,
  ),
];

/** A file of 300 KiB whose packed bytes have something behind them, or lack some. */
function large(change: Buffer | number): ZipPart {
  const data = noise(300 * 1024);
  const packed = deflateRawSync(data);
  const changed =
    typeof change === 'number' ? packed.subarray(0, change) : Buffer.concat([packed, change]);
  return { name: 'large', data, packed: changed };
}

/** Every entry names the same data, as in the non-recursive zip bombs. */
function overlapping(count: number): Buffer {
  const kernel: ZipPart = { name: 'kernel', data: Buffer.alloc(MiB, 65) };
  const at = makeZip([...nativeParts()]).readUInt32LE(makeZip(nativeParts()).length - 6);
  const packed = deflateRawSync(Buffer.alloc(MiB, 65));
  const copies = Array.from(
    { length: count },
    (_, i): ZipPart => ({
      name: `copy-${i}`,
      data: '',
      central: { offset: at, size: MiB, packed: packed.length, method: 8, crc: 0 },
    }),
  );
  return makeZip([...nativeParts(), kernel, ...copies]);
}
