import { parseEnv } from 'node:util';

/** Whether a path is, or lies in, something named `.env*`: never served again. */
export const isEnvPath = (path: string): boolean =>
  path.split('/').some((part) => part.toLowerCase().startsWith('.env'));

const PLACEHOLDERS = /\.(example|sample|template|dist|defaults?)$/i;

/** Whether a file holds values to keep: `.env`, `.env.production`, not `.env.example` or a virtual environment. */
export function isEnvFile(path: string): boolean {
  const name = path.split('/').at(-1) ?? '';
  return /^\.env(\.|$)/i.test(name) && !PLACEHOLDERS.test(name) && path.split('/').length <= 3;
}

/** The nearer to the root and the plainer the name, the later it is merged: its value wins. */
export const byWeight = (a: string, b: string): number =>
  b.split('/').length - a.split('/').length || b.length - a.length || (a < b ? 1 : -1);

/** The variables of a .env file, as dotenv reads them; names that are none are left out. */
export function readEnvText(text: string): Record<string, string> {
  const clean = text.replace(/^\ufeff/, '').replaceAll('\0', '');
  const all = Object.entries(parseEnv(clean)) as [string, string][];
  return Object.fromEntries(
    all.filter(([name]) => /^[A-Za-z_][A-Za-z0-9_.-]{0,127}$/.test(name) && name !== '__proto__'),
  );
}
