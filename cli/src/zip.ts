import { deflateRawSync } from 'node:zlib';

export interface ZipFile {
  /** with slashes, without one in front */
  path: string;
  bytes: Uint8Array;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

/** zlib has one from Node 20.15 and 22.2 only. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (TABLE[(crc ^ byte) & 0xff] as number) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** UTF-8 names; the first of January 1980 for all, so that the same files give the same bytes. */
const FLAGS = 0x0800;
const DATE = 0x0021;

function record(...fields: [bytes: 2 | 4, value: number][]): Buffer {
  const buffer = Buffer.alloc(fields.reduce((sum, [width]) => sum + width, 0));
  let at = 0;
  for (const [width, value] of fields) at = buffer.writeUIntLE(value, at, width);
  return buffer;
}

/** A zip of these files, in the order of their paths. APPNOTE 6.3; up to 65,535 files and 4 GiB. */
export function zip(files: readonly ZipFile[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { path, bytes } of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const name = Buffer.from(path);
    const packed = deflateRawSync(bytes);
    const smaller = packed.length < bytes.length;
    const data = smaller ? packed : Buffer.from(bytes);
    const head = record(
      [2, 20],
      [2, FLAGS],
      [2, smaller ? 8 : 0],
      [2, 0],
      [2, DATE],
      [4, crc32(bytes)],
      [4, data.length],
      [4, bytes.length],
      [2, name.length],
      [2, 0],
    );
    parts.push(record([4, 0x04034b50]), head, name, data);
    const mode = 0o100644 * 0x10000;
    directory.push(
      record([4, 0x02014b50], [2, 0x031e]),
      head,
      record([2, 0], [2, 0], [2, 0], [4, mode], [4, offset]),
      name,
    );
    offset += 4 + head.length + name.length + data.length;
  }
  const table = Buffer.concat(directory);
  const count = files.length;
  const end = record(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, table.length],
    [4, offset],
    [2, 0],
  );
  return Buffer.concat([...parts, table, end]);
}
