import { LIMITS } from '@/lib/packages/apkg/limits';
import type { RandomSource } from '@/lib/packages/apkg/source';

const END = 0x06054b50;
const END_SIZE = 22;
const ZIP64_LOCATOR = 0x07064b50;
const LOCAL = 0x04034b50;

/** Where the central directory lies: `directory` to `end`, counted from the beginning of the file. */
export type Frame = { entries: number; directory: number; end: number };

/** Finds the one end record whose comment reaches exactly to the end of the file. */
function findEnd(tail: Buffer): { at: number; signatures: number; fitting: number } {
  const found = { at: -1, signatures: 0, fitting: 0 };
  for (let at = tail.length - END_SIZE; at >= 0; at--) {
    if (tail[at] !== 0x50 || tail.readUInt32LE(at) !== END) continue;
    found.signatures++;
    if (tail.readUInt16LE(at + 20) !== tail.length - at - END_SIZE) continue;
    found.fitting++;
    if (found.at < 0) found.at = at;
  }
  return found;
}

/**
 * Reads the end of the archive and holds it to one meaning: nothing before, between or after, one disk, no zip64.
 * Programs that read zips differ in all of these, and that is how two of them see two archives in one file.
 */
export async function readFrame(source: RandomSource): Promise<Frame | string> {
  if (source.size < END_SIZE) return 'The file is too small to be a zip archive.';
  const tailSize = Math.min(source.size, END_SIZE + 0xffff);
  const tail = await source.read(source.size - tailSize, tailSize);
  const head = (await source.read(0, 4)).readUInt32LE(0);
  const found = findEnd(tail);
  if (found.at < 0) {
    if (found.signatures > 0) return 'There is data after the end of the archive.';
    return head === LOCAL
      ? 'The archive is cut off: its table of contents is missing.'
      : 'The file is not a zip archive.';
  }
  if (found.fitting > 1) return 'The archive has two ends, so that it could be read in two ways.';
  const end = source.size - tailSize + found.at;
  if (tail.length - found.at - END_SIZE > LIMITS.comment)
    return `The comment of the archive is longer than ${LIMITS.comment} bytes.`;

  const record = tail.subarray(found.at);
  const [disk, firstDisk, here, entries] = [4, 6, 8, 10].map((at) => record.readUInt16LE(at)) as [
    number,
    number,
    number,
    number,
  ];
  const [size, directory] = [record.readUInt32LE(12), record.readUInt32LE(16)];
  const locator = found.at >= 20 && tail.readUInt32LE(found.at - 20) === ZIP64_LOCATOR;
  if (locator || entries === 0xffff || size === 0xffffffff || directory === 0xffffffff)
    return 'The archive uses the zip64 format, which no package of an allowed size needs.';
  if (disk !== 0 || firstDisk !== 0 || here !== entries)
    return 'The archive is one part of several. Send it as one file.';
  if (entries === 0) return 'The archive is empty.';
  if (entries > LIMITS.entries)
    return `The archive holds ${entries} files; at most ${LIMITS.entries} are allowed.`;
  if (directory + size > end) return 'The table of contents of the archive points outside of it.';
  if (directory + size < end)
    return 'There is data in front of the archive, or in it, that belongs to no file.';
  if (size > LIMITS.directory) return 'The table of contents of the archive is too large.';
  if (head !== LOCAL) return 'There is data in front of the archive that belongs to no file.';
  return { entries, directory, end };
}
