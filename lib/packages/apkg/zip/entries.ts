import { type Entry, fromRandomAccessReaderPromise } from 'yauzl';
import { LIMITS } from '@/lib/packages/apkg/limits';
import { type RandomSource, SourceReader } from '@/lib/packages/apkg/source';
import type { Frame } from '@/lib/packages/apkg/zip/frame';
import { collisionKey, decodeName, nameProblem, quoted } from '@/lib/packages/apkg/zip/name';

/** One file or folder of the archive, as its table of contents describes it. */
export interface ZipEntry {
  /** the path within the package; folders end in a slash */
  path: string;
  nameRaw: Buffer;
  folder: boolean;
  stored: boolean;
  flags: number;
  crc: number;
  packed: number;
  /** bytes when unpacked, as declared: a claim until `verify` has counted */
  size: number;
  offset: number;
  mode: number;
  modified: Date;
}

/** Reads the table of contents with yauzl; a string when it is damaged. */
async function readDirectory(source: RandomSource, frame: Frame): Promise<Entry[] | string> {
  const bytes = await source.read(frame.directory, source.size - frame.directory);
  const reader = new SourceReader(source, { start: frame.directory, bytes });
  const entries: Entry[] = [];
  try {
    // Names stay bytes: yauzl would stop at the first bad one, and all of them are to be told.
    const zip = await fromRandomAccessReaderPromise(reader, source.size, {
      decodeStrings: false,
      validateEntrySizes: false,
      autoClose: false,
    });
    for await (const entry of zip.eachEntry()) entries.push(entry);
    const read = zip.readEntryCursor as unknown as number;
    if (read !== frame.end) return 'The table of contents of the archive holds hidden entries.';
  } catch (error) {
    const why = (error as Error).message;
    return /encrypt/.test(why)
      ? 'The archive holds encrypted files.'
      : 'The table of contents of the archive is damaged.';
  }
  return entries;
}

const S_IFMT = 0o170000;

/** What is wrong with an entry's kind, in words that follow its name. */
function kindProblem(entry: Entry, folder: boolean): string | undefined {
  const { generalPurposeBitFlag: flags, compressionMethod: method } = entry;
  const type = (entry.externalFileAttributes >>> 16) & S_IFMT;
  const asi = entry.extraFields.find((field) => field.id === 0x756e)?.data;
  const asiType = asi && asi.length >= 6 ? asi.readUInt16LE(4) & S_IFMT : 0;
  if (type === 0o120000 || asiType === 0o120000) return 'is a symbolic link.';
  if (![0, 0o100000, 0o040000].includes(type)) return 'is neither a file nor a folder.';
  if (flags & 0x2041 || method === 99) return 'is encrypted.';
  if (method !== 0 && method !== 8) return `is compressed with method ${method}; use deflate.`;
  if (flags & 0x20) return 'holds patch data, which is not supported.';
  if (method === 0 && entry.compressedSize !== entry.uncompressedSize)
    return 'is stored, but its two sizes differ.';
  if (folder && entry.uncompressedSize > 0) return 'is a folder with content.';
  if (!folder && type === 0o040000) return 'is a folder, but its name does not end in a slash.';
  const { uncompressedSize: size, compressedSize: packed } = entry;
  if (size > LIMITS.ratioFrom && size > packed * LIMITS.ratio)
    return `unpacks to more than ${LIMITS.ratio} times its size.`;
  return undefined;
}

/** The good entries, and a sentence for each bad one. */
export async function readEntries(
  source: RandomSource,
  frame: Frame,
): Promise<{ entries: ZipEntry[]; named: Set<string>; problems: string[]; fatal?: true }> {
  const raw = await readDirectory(source, frame);
  if (typeof raw === 'string')
    return { entries: [], named: new Set(), problems: [raw], fatal: true };
  const problems: string[] = [];
  const entries: ZipEntry[] = [];
  const seen = new Map<string, string>();
  for (const entry of raw) {
    const decoded = decodeName(entry);
    // Some writers begin every name with "./", which means nothing.
    const path = decoded.name.replace(/^(\.\/)+(?=.)/, '');
    const folder = path.endsWith('/');
    const wrong = decoded.problem ?? nameProblem(path);
    const kind = wrong ? undefined : kindProblem(entry, folder);
    if (wrong) problems.push(wrong);
    if (kind) problems.push(`The file ${quoted(path)} ${kind}`);
    const clash = wrong ? undefined : note(seen, path);
    if (clash) problems.push(clash);
    if (wrong || kind || clash) continue;
    entries.push({
      path,
      nameRaw: entry.fileNameRaw,
      folder,
      stored: entry.compressionMethod === 0,
      flags: entry.generalPurposeBitFlag,
      crc: entry.crc32,
      packed: entry.compressedSize,
      size: entry.uncompressedSize,
      offset: entry.relativeOffsetOfLocalHeader,
      mode: (entry.externalFileAttributes >>> 16) & 0o777,
      modified: entry.getLastModDate(),
    });
  }
  problems.push(...nestedInFiles(seen));
  return { entries, named: new Set(seen.values()), problems };
}

function note(seen: Map<string, string>, path: string): string | undefined {
  const key = collisionKey(path);
  const before = seen.get(key);
  if (before === undefined) seen.set(key, path);
  else if (before === path) return `The name ${quoted(path)} is there twice.`;
  else return `The names ${quoted(before)} and ${quoted(path)} are the same on some systems.`;
}

/** "a" as a file and "a/b" in it can't both be unpacked. */
function nestedInFiles(seen: Map<string, string>): string[] {
  const files = new Set([...seen].filter(([, path]) => !path.endsWith('/')).map(([key]) => key));
  const found = new Set<string>();
  for (const key of seen.keys())
    for (let at = key.indexOf('/'); at > 0; at = key.indexOf('/', at + 1))
      if (files.has(key.slice(0, at))) found.add(key.slice(0, at));
  return [...found].map((key) => `${quoted(seen.get(key) ?? key)} is both a file and a folder.`);
}
