import { LIMITS } from '@/lib/packages/apkg/limits';
import type { RandomSource } from '@/lib/packages/apkg/source';
import { readEntries } from '@/lib/packages/apkg/zip/entries';
import { readFrame } from '@/lib/packages/apkg/zip/frame';
import { type PlacedEntry, placeEntries } from '@/lib/packages/apkg/zip/layout';
import { quoted } from '@/lib/packages/apkg/zip/name';
import { BadEntry, unpack } from '@/lib/packages/apkg/zip/unpack';

/** `entries` can be unpacked without danger, whatever is wrong with the rest; `problems` are sentences. */
export interface Archive {
  entries: PlacedEntry[];
  /** every path that the table of contents names, good or bad */
  named: ReadonlySet<string>;
  problems: string[];
  /** nothing could be read, so that a missing manifest says nothing */
  unreadable: boolean;
}

/** Checks an archive from its end to the last byte of every file, without writing or keeping anything. */
export async function checkArchive(source: RandomSource): Promise<Archive> {
  const nothing = (problems: string[]) => ({
    entries: [],
    named: new Set<string>(),
    problems,
    unreadable: true,
  });
  const frame = await readFrame(source);
  if (typeof frame === 'string') return nothing([frame]);
  const listed = await readEntries(source, frame);
  if (listed.fatal) return nothing(listed.problems);
  const { problems, entries, named } = listed;

  const total = entries.reduce((sum, entry) => sum + entry.size, 0);
  const packed = entries.reduce((sum, entry) => sum + entry.packed, 0);
  if (total > LIMITS.total)
    problems.push(`The package unpacks to more than ${LIMITS.total / 1024 / 1024} MiB.`);
  else if (total > 10 * LIMITS.ratioFrom && total > packed * LIMITS.ratio)
    problems.push(`The package unpacks to more than ${LIMITS.ratio} times its size.`);
  const bomb = problems.some((problem) => problem.includes('unpacks to more than'));

  const complete = entries.length === frame.entries;
  const { placed, problems: misplaced } = await placeEntries(
    source,
    entries,
    frame.directory,
    complete,
  );
  problems.push(...misplaced);
  if (bomb || misplaced.length > 0) return { entries: placed, named, problems, unreadable: false };

  const good: PlacedEntry[] = [];
  for (const entry of placed) {
    try {
      for await (const _ of unpack(source, entry, true));
      good.push(entry);
    } catch (error) {
      if (!(error instanceof BadEntry)) throw error;
      problems.push(`The file ${quoted(entry.path)} ${error.message}`);
    }
  }
  return { entries: good, named, problems, unreadable: false };
}
