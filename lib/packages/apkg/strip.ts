import { createWriteStream } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { isEnvPath } from '@/lib/packages/apkg/env';
import { openFile, type RandomSource } from '@/lib/packages/apkg/source';
import { readEntries } from '@/lib/packages/apkg/zip/entries';
import { readFrame } from '@/lib/packages/apkg/zip/frame';
import { type PlacedEntry, placeEntries } from '@/lib/packages/apkg/zip/layout';
import { unpack } from '@/lib/packages/apkg/zip/unpack';

/**
 * Writes the package at `from` to `to` without anything named `.env*`, one chunk at a time. A package without any is
 * copied byte for byte, so that its checksum and signature stay good. Call it for packages that `readApkg` accepted;
 * for others it rejects and leaves no file. `removed` are the paths left out, folders among them.
 */
export async function stripEnv(from: string, to: string): Promise<{ removed: string[] }> {
  const source = await openFile(from);
  try {
    const entries = await entriesOf(source);
    const removed = entries.filter((entry) => isEnvPath(entry.path)).map((entry) => entry.path);
    if (removed.length === 0) await copyFile(from, to);
    else await rewrite(source, entries, to);
    return { removed };
  } catch (error) {
    await rm(to, { force: true });
    throw error;
  } finally {
    await source.close();
  }
}

async function entriesOf(source: RandomSource): Promise<PlacedEntry[]> {
  const frame = await readFrame(source);
  if (typeof frame === 'string') throw new Error(frame);
  const { entries, problems } = await readEntries(source, frame);
  if (problems[0]) throw new Error(problems[0]);
  const { placed, problems: misplaced } = await placeEntries(
    source,
    entries,
    frame.directory,
    true,
  );
  if (misplaced[0]) throw new Error(misplaced[0]);
  return placed;
}

async function rewrite(source: RandomSource, entries: PlacedEntry[], to: string): Promise<void> {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  // yazl tells of a broken input here, and the pipeline listens to its output only.
  zip.on('error', (error: Error) => output.destroy(error));
  for (const entry of entries) {
    if (isEnvPath(entry.path)) continue;
    const { path, modified: mtime, size, stored } = entry;
    const mode = entry.mode === 0 ? undefined : entry.mode;
    if (entry.folder) {
      zip.addEmptyDirectory(path, { mtime, mode: 0o40000 | (mode ?? 0o775) });
      continue;
    }
    const options = { mtime, mode: 0o100000 | (mode ?? 0o664), size, compress: !stored };
    zip.addReadStreamLazy(path, options, (give) => {
      const stream = Readable.from(unpack(source, entry));
      stream.on('error', (error) => zip.emit('error', error));
      give(null, stream);
    });
  }
  zip.end();
  await pipeline(output, createWriteStream(to, { flush: true }));
}
