import { issueSentences } from '@/lib/packages/apkg/document';
import { codeAgent, type Normalized } from '@/lib/packages/apkg/native';
import { isEntry, NO_PERMISSIONS, PixellManifest } from '@/lib/packages/apkg/schema';

type Files = ReadonlySet<string>;

/** Where a runtime looks for the module of `module:function`. */
function candidates(entry: string): string[] {
  const module = (entry.split(':')[0] ?? '').replaceAll('.', '/');
  const name = module.split('/').at(-1);
  const places = [module, `src/${module}`, `dist/rest/${name}`, `dist/a2a/${name}`];
  const ends = ['.py', '/__init__.py', '.js', '.mjs', '.cjs', '.ts', '/index.js', '.go'];
  return places.flatMap((place) => ends.map((end) => place + end));
}

function entryProblems(file: string, field: string, entry: string, files: Files): string[] {
  if (!isEntry(entry)) return [`${file}: ${field} must be in the form module:function.`];
  if (candidates(entry).some((path) => files.has(path))) return [];
  return [`${file}: ${field} names ${entry}, but the package has no such file.`];
}

/**
 * Reads what `pixell build` writes: `agent.yaml`, or the copy of it in `.pixell/package.json`. `files` are the
 * paths in the package. Only what can't be run is a problem; what is missing otherwise gets a plain default.
 */
export function readPixell(file: string, value: Record<string, unknown>, files: Files): Normalized {
  const parsed = PixellManifest.safeParse(value);
  if (!parsed.success) return { problems: issueSentences(file, parsed.error), warnings: [] };
  const m = parsed.data;
  const surfaces = {
    rest: m.rest && text(m.rest.entry),
    a2a: m.a2a && text(m.a2a.service),
    ui: m.ui && text(m.ui.path),
  };
  const problems: string[] = [];
  if (m.entrypoint) problems.push(...entryProblems(file, 'entrypoint', m.entrypoint, files));
  else if (!m.rest && !m.a2a && !m.ui)
    problems.push(`${file}: entrypoint is missing; it is needed unless rest, a2a or ui is set.`);
  if (surfaces.rest) problems.push(...entryProblems(file, 'rest.entry', surfaces.rest, files));
  if (surfaces.a2a) problems.push(...entryProblems(file, 'a2a.service', surfaces.a2a, files));
  const warnings: string[] = [];
  if (surfaces.ui && !hasFolder(files, surfaces.ui) && !hasFolder(files, 'dist/ui'))
    warnings.push(`${file}: ui.path names ${surfaces.ui}, but the package has no such folder.`);
  const displayName = m.display_name?.trim() || m.name;
  const subAgents = m.metadata?.sub_agents ?? [];
  return {
    problems,
    warnings,
    contents: {
      name: m.name,
      displayName,
      description: m.description ?? '',
      author: m.author ?? '',
      license: m.license ?? '',
      category: 'other',
      tags: [...new Set(m.metadata?.tags ?? [])],
      pricingModel: 'free',
      agents: [
        codeAgent(displayName, m.description ?? ''),
        ...subAgents.map((agent) => codeAgent(agent.name, agent.description ?? '')),
      ],
      skills: [],
      workflows: [],
      permissions: NO_PERMISSIONS,
      configSchema: null,
      runtime: 'code',
      code: {
        entrypoint: m.entrypoint ?? null,
        runtime: m.runtime ?? 'python3.11',
        surfaces,
        dependencies: m.dependencies ?? [],
      },
      environment: m.environment ?? {},
      capabilities: m.capabilities ?? [],
    },
  };
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

function hasFolder(files: Files, folder: string): boolean {
  const prefix = `${folder.replace(/^\.\//, '').replace(/\/+$/, '')}/`;
  for (const path of files) if (path.startsWith(prefix)) return true;
  return false;
}
