import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { root } from '../setup/root.mjs';

const tops = ['app', 'components', 'lib', 'prisma', 'e2e', 'bench', 'sdk', 'cli'];

function* walk(folder) {
  let entries;
  try {
    entries = readdirSync(join(root, folder), { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  for (const entry of entries) {
    if (entry.name === 'node_modules' || entry.name === 'dist') continue;
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(path);
    else if (/\.(ts|tsx|mts|mjs)$/.test(entry.name)) yield path;
  }
}

/** The code without comments, so that an example in one is not taken for an import. */
export function withoutComments(code) {
  const token =
    /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
  return code.replace(token, (match) => (match.startsWith('/') ? ' ' : match));
}

/** What a module names as its imports: `{from, typeOnly}` of static, re-exported and dynamic ones. */
export function importsOf(code) {
  const found = [];
  const named = /\b(import|export)(\s+type)?\s+(?:[\w$*{}\s,]+?\s+from\s+)?['"]([^'"\n]+)['"]/g;
  for (const [, , type, from] of code.matchAll(named))
    found.push({ from, typeOnly: Boolean(type) });
  for (const [, from] of code.matchAll(/\b(?:import|require)\(\s*['"]([^'"\n]+)['"]\s*[,)]/g)) {
    found.push({ from, typeOnly: false });
  }
  return found;
}

/** A specifier as a path in the repository, without extension; null for a package. */
export function resolveInside(path, from) {
  if (from.startsWith('@/')) return from.slice(2);
  if (from.startsWith('.'))
    return posix.join(posix.dirname(path), from).replace(/\.m?[jt]sx?$/, '');
  return null;
}

/** Every source file of the application: `{path, code, imports}`. */
export function sourceFiles() {
  return tops.flatMap((top) =>
    [...walk(top)].map((path) => {
      const code = withoutComments(readFileSync(join(root, path), 'utf8'));
      return { path, code, imports: importsOf(code) };
    }),
  );
}
