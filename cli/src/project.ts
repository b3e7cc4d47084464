import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from './command';
import type { ZipFile } from './zip';

const MiB = 1024 * 1024;
const MOST_FILES = 5_000;
const MOST_BYTES = 256 * MiB;

/** Never packed: secrets, and what can be made again. */
const LEFT_OUT = /^(\.(?!pixell$).*|node_modules|__pycache__|.*\.apkg|.*\.pyc)$/;

export interface Project {
  files: ZipFile[];
  name: string;
  version?: string;
  problems: string[];
}

/**
 * A folder as a package would hold it, and what is plainly wrong with it. The API checks a package whole
 * when it is sent.
 */
export function readProject(folder: string): Project {
  const problems: string[] = [];
  const files: ZipFile[] = [];
  let total = 0;
  const walk = (below: string) => {
    for (const name of list(join(folder, below))) {
      if (LEFT_OUT.test(name)) continue;
      const path = below ? `${below}/${name}` : name;
      const stat = lstatSync(join(folder, path));
      if (stat.isDirectory()) walk(path);
      else if (!stat.isFile()) problems.push(`${path}: links and special files cannot be packed.`);
      else {
        total += stat.size;
        if (total <= MOST_BYTES) files.push({ path, bytes: readFileSync(join(folder, path)) });
      }
    }
  };
  walk('');
  if (total > MOST_BYTES) problems.push('The files are larger than 256 MiB together.');
  if (files.length > MOST_FILES) problems.push(`There are more than ${MOST_FILES} files.`);
  return { files, ...manifestOf(files, problems), problems };
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    throw new UsageError(`${folder} is no folder that can be read.`);
  }
}

function manifestOf(files: ZipFile[], problems: string[]): { name: string; version?: string } {
  const text = (path: string) => {
    const file = files.find((one) => one.path === path);
    return file && Buffer.from(file.bytes).toString('utf8');
  };
  const native = text('manifest.json');
  if (native === undefined) {
    const yaml = text('agent.yaml') ?? text('agent.yml');
    if (yaml === undefined && text('.pixell/package.json') === undefined)
      problems.push('manifest.json is missing (or agent.yaml, of a Pixell agent).');
    // One line of YAML is enough to name the app; the API reads the rest.
    return { name: /^name:\s*["']?([\w .-]+?)["']?\s*$/m.exec(yaml ?? '')?.[1] ?? '' };
  }
  let manifest: unknown;
  try {
    manifest = JSON.parse(native);
  } catch (error) {
    problems.push(`manifest.json is not JSON: ${(error as Error).message}`);
    return { name: '' };
  }
  return checked(manifest, problems);
}

const SEMVER = /^\d+\.\d+\.\d+(-[\dA-Za-z.-]+)?(\+[\dA-Za-z.-]+)?$/;
const LISTS = ['agents', 'skills', 'workflows'] as const;

function checked(value: unknown, problems: string[]): { name: string; version?: string } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    problems.push('manifest.json must hold an object.');
    return { name: '' };
  }
  const manifest = value as Record<string, unknown>;
  const { name, version } = manifest;
  if (typeof name !== 'string' || !name.trim()) problems.push('manifest.json: name is required.');
  if (typeof version !== 'string' || !SEMVER.test(version))
    problems.push('manifest.json: version must be as 1.0.0.');
  for (const list of LISTS) {
    const entries = manifest[list] ?? [];
    if (!Array.isArray(entries)) problems.push(`manifest.json: ${list} must be a list.`);
    else
      for (const [i, entry] of entries.entries())
        if (typeof entry?.name !== 'string' || !entry.name.trim())
          problems.push(`manifest.json: ${list}.${i}.name is required.`);
  }
  return {
    name: typeof name === 'string' ? name : '',
    version: typeof version === 'string' ? version : undefined,
  };
}
