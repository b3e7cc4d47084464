import type { PackageContents } from '@/lib/packages/apkg/contents';
import { parseJson, parseYaml } from '@/lib/packages/apkg/document';
import { LIMITS } from '@/lib/packages/apkg/limits';
import { type Normalized, readNative } from '@/lib/packages/apkg/native';
import { readPixell } from '@/lib/packages/apkg/pixell';
import type { Texts } from '@/lib/packages/apkg/read';
import { isSemver, looseSemver } from '@/lib/packages/apkg/version';
import { quoted } from '@/lib/packages/apkg/zip/name';

export type Found = {
  manifest?: {
    layout: 'native' | 'pixell';
    value: Record<string, unknown>;
    contents: Omit<PackageContents, 'readme' | 'changelog'>;
  };
  problems: string[];
  warnings: string[];
};

const PIXELL = '.pixell/package.json';
type Data = Record<string, unknown>;
const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Finds the manifest of either layout. manifest.json wins; agent.yaml is completed by .pixell/package.json. */
export async function readManifest(texts: Texts, formVersion: string | undefined): Promise<Found> {
  const { paths } = texts;
  if (paths.has('manifest.json')) {
    const parsed = await parsedFile(texts, 'manifest.json', parseJson);
    if (!parsed?.value) return broken(parsed?.problem);
    const own = typeof parsed.value.version === 'string' ? parsed.value.version : undefined;
    const version = settle('manifest.json', own, formVersion, (text) =>
      isSemver(text) ? text : undefined,
    );
    if (parsed.value.version != null && own === undefined)
      version.problems = ['manifest.json: version must be a string.'];
    return join('native', parsed.value, version, readNative(parsed.value));
  }
  const yaml = ['agent.yaml', 'agent.yml'].find((name) => paths.has(name));
  // It is there, and what is wrong with it has been said.
  if (['manifest.json', 'agent.yaml', 'agent.yml'].some((n) => texts.names(n) && !paths.has(n)))
    return broken(undefined);
  if (!yaml && !paths.has(PIXELL)) return missing(paths);

  const main = yaml ? await parsedFile(texts, yaml, parseYaml) : undefined;
  if (yaml && !main?.value) return broken(main?.problem);
  const kit = paths.has(PIXELL) ? await parsedFile(texts, PIXELL, parseJson) : undefined;
  const copy = isData(kit?.value?.manifest) ? kit.value.manifest : undefined;
  const value = main?.value ?? copy;
  const warnings = kit?.problem && value ? [kit.problem] : [];
  if (!value) return broken(kit?.problem ?? `${PIXELL} has no manifest.`);
  const file = main?.value ? (yaml ?? '') : PIXELL;
  const merged = { ...copy, ...value };
  // The kit's client reads its copy first, but a number there has lost its trailing zeros.
  const version = settle(
    file,
    pixellVersion(copy, true) ?? pixellVersion(value),
    formVersion,
    looseSemver,
  );
  const read = readPixell(file, merged, paths);
  return join('pixell', merged, version, { ...read, warnings: [...warnings, ...read.warnings] });
}

async function parsedFile(texts: Texts, path: string, parse: typeof parseJson) {
  const bytes = await texts.bytes(path, parse === parseYaml ? LIMITS.yaml : LIMITS.manifest);
  if (!bytes) return undefined;
  const parsed = parse(path, bytes);
  return 'value' in parsed
    ? { value: parsed.value, problem: undefined }
    : { value: undefined, problem: parsed.problem };
}

const broken = (problem: string | undefined): Found => ({
  problems: problem ? [problem] : [],
  warnings: [],
});

function missing(paths: ReadonlySet<string>): Found {
  const deeper = [...paths].find((path) => /^[^/]+\/(manifest\.json|agent\.ya?ml)$/.test(path));
  const folder = deeper?.split('/')[0] ?? '';
  return {
    problems: [
      'Missing required manifest.json',
      deeper
        ? `The package is inside of the folder ${quoted(folder)}: its files must be at the root.`
        : 'A package has manifest.json at its root, or agent.yaml as "pixell build" writes it.',
    ],
    warnings: [],
  };
}

/**
 * `metadata.version` is the package's. The top-level `version` is the manifest format's ("1.0") to the kit, but the
 * package's own in many packages: three numbers tell them apart.
 */
function pixellVersion(manifest: Data | undefined, exact = false): string | undefined {
  const text = (value: unknown) =>
    typeof value === 'string' || (typeof value === 'number' && !exact) ? String(value) : undefined;
  const metadata = manifest?.metadata;
  const own = isData(metadata) ? text(metadata.version) : undefined;
  const top = text(manifest?.version)?.replace(/^v(?=\d)/, '');
  return own || (top && isSemver(top) ? top : undefined);
}

type Settled = { version: string; problems: string[] };

function settle(
  file: string,
  own: string | undefined,
  form: string | undefined,
  read: (text: string) => string | undefined,
): Settled {
  const field = file === 'manifest.json' ? 'version' : 'metadata.version';
  const sent = form?.trim() ? looseSemver(form) : undefined;
  const problems: string[] = [];
  if (form?.trim() && !sent) problems.push(`The version ${quoted(form)} is not like 1.2.3.`);
  const wanted = own === undefined ? undefined : read(own);
  if (own !== undefined && wanted === undefined)
    problems.push(`${file}: ${field} ${quoted(own)} is not like 1.2.3.`);
  if (sent && wanted && sent !== wanted)
    problems.push(`The version sent is ${sent}, but ${file} says ${wanted}.`);
  if (own === undefined && !form?.trim())
    problems.push(`${file}: ${field} is missing, and no version was sent.`);
  return { version: wanted ?? sent ?? '', problems };
}

function join(
  layout: 'native' | 'pixell',
  value: Data,
  { version, problems }: Settled,
  read: Normalized,
): Found {
  return {
    manifest: read.contents && { layout, value, contents: { ...read.contents, version } },
    problems: [...read.problems, ...problems],
    warnings: read.warnings,
  };
}
