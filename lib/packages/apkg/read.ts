import { createHash } from 'node:crypto';
import type { PackageContents } from '@/lib/packages/apkg/contents';
import { byWeight, isEnvFile, isEnvPath, readEnvText } from '@/lib/packages/apkg/env';
import { LIMITS } from '@/lib/packages/apkg/limits';
import { readManifest } from '@/lib/packages/apkg/manifest';
import { chunksOf, openFile, type RandomSource } from '@/lib/packages/apkg/source';
import { type Archive, checkArchive } from '@/lib/packages/apkg/zip/archive';
import type { PlacedEntry } from '@/lib/packages/apkg/zip/layout';
import { quoted } from '@/lib/packages/apkg/zip/name';
import { BadEntry, unpackWhole } from '@/lib/packages/apkg/zip/unpack';

/** A package that may be kept. `manifest` is as its author wrote it, `contents` is what we understood. */
export interface ReadPackage {
  ok: true;
  layout: 'native' | 'pixell';
  manifest: Record<string, unknown>;
  contents: PackageContents;
  /** SHA-256 of the file in hex */
  checksum: string;
  /** bytes of the file */
  size: number;
  files: { path: string; size: number }[];
  /** what the package's .env files set; secrets */
  envSettings: Record<string, string>;
  /** whether `stripEnv` would take something out */
  hasEnv: boolean;
  /** oddities that don't stop it, in sentences */
  warnings: string[];
}

export interface RefusedPackage {
  ok: false;
  /** every problem found, in sentences */
  problems: string[];
}

/**
 * Reads a package without trusting a byte of it; nothing is written or run. `version` is what the form says: it must
 * equal the manifest's or stand in for a missing one. Rejects only when the file itself can't be read.
 */
export async function readApkg(
  file: string | RandomSource,
  options: { version?: string } = {},
): Promise<ReadPackage | RefusedPackage> {
  if (typeof file !== 'string') return read(file, options.version);
  const source = await openFile(file);
  try {
    return await read(source, options.version);
  } finally {
    await source.close();
  }
}

async function read(
  source: RandomSource,
  version: string | undefined,
): Promise<ReadPackage | RefusedPackage> {
  const archive = await checkArchive(source);
  const problems = archive.problems.length > 0 ? ['Invalid APKG format', ...archive.problems] : [];
  if (archive.unreadable) return refused(problems);
  const texts = new Texts(source, archive, problems);
  const found = await readManifest(texts, version);
  problems.push(...found.problems);
  const envSettings = await texts.variables();
  if (problems.length > 0 || !found.manifest) return refused(problems);
  const hash = createHash('sha256');
  for await (const chunk of chunksOf(source, 0, source.size, true)) hash.update(chunk);
  return {
    ok: true,
    layout: found.manifest.layout,
    manifest: found.manifest.value,
    contents: {
      ...found.manifest.contents,
      readme: await texts.document(/^readme(\.md|\.txt)?$/i),
      changelog: await texts.document(/^(changelog|changes)(\.md|\.txt)?$/i),
    },
    checksum: hash.digest('hex'),
    size: source.size,
    files: archive.entries
      .filter((entry) => !entry.folder)
      .map(({ path, size }) => ({ path, size })),
    envSettings,
    hasEnv: archive.entries.some((entry) => isEnvPath(entry.path)),
    warnings: found.warnings,
  };
}

function refused(problems: string[]): RefusedPackage {
  const all = [...new Set(problems)];
  if (all.length <= LIMITS.problems) return { ok: false, problems: all };
  const shown = all.slice(0, LIMITS.problems);
  return { ok: false, problems: [...shown, `… and ${all.length - shown.length} more problems.`] };
}

/** The files of a package that are read as text. What can't be read goes into `problems`. */
export class Texts {
  readonly #source: RandomSource;
  readonly #problems: string[];
  readonly #named: ReadonlySet<string>;
  readonly #files: Map<string, PlacedEntry>;

  constructor(source: RandomSource, archive: Archive, problems: string[]) {
    this.#source = source;
    this.#problems = problems;
    this.#named = archive.named;
    this.#files = new Map(archive.entries.filter((e) => !e.folder).map((e) => [e.path, e]));
  }

  get paths(): ReadonlySet<string> {
    return new Set(this.#files.keys());
  }

  /** Whether the archive names a path, also when its bytes were refused. */
  names(path: string): boolean {
    return this.#named.has(path);
  }

  async bytes(path: string, max: number): Promise<Buffer | undefined> {
    const entry = this.#files.get(path);
    if (!entry) return undefined;
    try {
      return await unpackWhole(this.#source, entry, max);
    } catch (error) {
      if (!(error instanceof BadEntry)) throw error;
      this.#problems.push(`The file ${quoted(path)} ${error.message}`);
      return undefined;
    }
  }

  /** The text of the first file at the root that fits; too long a one is cut. */
  async document(name: RegExp): Promise<string | null> {
    const path = [...this.#files.keys()].filter((p) => name.test(p)).sort()[0];
    const bytes = path && (await this.bytes(path, LIMITS.manifest));
    if (!bytes) return null;
    const text = bytes.subarray(0, LIMITS.document).toString('utf8');
    return text.replaceAll('\0', '').replace(/\ufffd$/, '');
  }

  async variables(): Promise<Record<string, string>> {
    const paths = [...this.#files.keys()].filter(isEnvFile).sort(byWeight);
    const all: Record<string, string> = {};
    for (const path of paths) {
      const bytes = await this.bytes(path, LIMITS.env);
      if (bytes) Object.assign(all, readEnvText(bytes.toString('utf8')));
    }
    return all;
  }
}
