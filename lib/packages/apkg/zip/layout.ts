import type { RandomSource } from '@/lib/packages/apkg/source';
import type { ZipEntry } from '@/lib/packages/apkg/zip/entries';
import { quoted } from '@/lib/packages/apkg/zip/name';

const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const STREAMED = 0x08;

/** An entry whose bytes are known to be its own: `start` is where they begin. */
export type PlacedEntry = ZipEntry & { start: number };

/**
 * Holds every local header to the table of contents, and the entries to lie one after the other without gap or
 * overlap: that leaves no room for bombs that share data or for bytes that only other programs see. An archive in
 * which some entries were refused is checked for overlaps only.
 */
export async function placeEntries(
  source: RandomSource,
  entries: ZipEntry[],
  directory: number,
  complete: boolean,
): Promise<{ placed: PlacedEntry[]; problems: string[] }> {
  const problems: string[] = [];
  const placed: PlacedEntry[] = [];
  const sorted = [...entries].sort((a, b) => a.offset - b.offset);
  let free = 0;
  for (const [i, entry] of sorted.entries()) {
    const shown = quoted(entry.path);
    const limit = sorted[i + 1]?.offset ?? directory;
    if (complete && entry.offset > free && i === 0)
      problems.push('There is data in front of the archive that belongs to no file.');
    const header = await localHeader(source, entry, directory);
    if (typeof header === 'string') {
      problems.push(`The file ${shown} ${header}`);
      free = limit;
      continue;
    }
    const end = header + entry.packed;
    if (end > limit || entry.offset < free)
      problems.push(`The file ${shown} overlaps another one.`);
    else {
      placed.push({ ...entry, start: header });
      const gap = complete ? await gapProblem(source, entry, end, limit) : undefined;
      if (gap) problems.push(gap);
    }
    free = Math.max(free, limit);
  }
  return { placed, problems };
}

/** Where the entry's data begins, or what is wrong with its local header. */
async function localHeader(
  source: RandomSource,
  entry: ZipEntry,
  directory: number,
): Promise<number | string> {
  const size = 30 + entry.nameRaw.length;
  if (entry.offset + size > directory) return 'lies outside of the archive.';
  const header = await source.read(entry.offset, size);
  if (header.readUInt32LE(0) !== LOCAL) return 'is not where the table of contents says.';
  const flags = header.readUInt16LE(6);
  const differs = 'is described in two different ways in the archive.';
  if (header.readUInt16LE(26) !== entry.nameRaw.length) return differs;
  if (!header.subarray(30).equals(entry.nameRaw)) return differs;
  if ((header.readUInt16LE(8) === 0) !== entry.stored) return differs;
  if ((flags & 0x2049) !== (entry.flags & 0x2049)) return differs;
  const claims = [header.readUInt32LE(14), header.readUInt32LE(18), header.readUInt32LE(22)];
  const truth = [entry.crc, entry.packed, entry.size];
  // A writer that streams knows them only afterwards, and leaves zeros here.
  const later = (flags & STREAMED) !== 0;
  if (claims.some((claim, i) => claim !== truth[i] && !(later && claim === 0))) return differs;
  return entry.offset + size + header.readUInt16LE(28);
}

async function gapProblem(
  source: RandomSource,
  entry: ZipEntry,
  end: number,
  limit: number,
): Promise<string | undefined> {
  const gap = limit - end;
  if (gap === 0 && !(entry.flags & STREAMED)) return undefined;
  const hidden = `There are ${gap} bytes after the file ${quoted(entry.path)} that belong to no file.`;
  if (!(entry.flags & STREAMED) || gap > 24) return hidden;
  if (gap < 12) return `The file ${quoted(entry.path)} lacks the sizes that belong after it.`;
  const bytes = await source.read(end, gap);
  const signed = bytes.readUInt32LE(0) === DESCRIPTOR && (gap === 16 || gap === 24);
  const wide = gap >= 20;
  if (gap !== (signed ? 4 : 0) + (wide ? 20 : 12)) return hidden;
  const at = signed ? 4 : 0;
  const number = (place: number) =>
    wide
      ? Number(bytes.readBigUInt64LE(at + 4 + place * 8))
      : bytes.readUInt32LE(at + 4 + place * 4);
  const same =
    bytes.readUInt32LE(at) === entry.crc && number(0) === entry.packed && number(1) === entry.size;
  return same
    ? undefined
    : `The file ${quoted(entry.path)} is described in two different ways in the archive.`;
}
