import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { hashOf } from './hash.mjs';
import { makeHome, root } from './root.mjs';
import { refuse } from './say.mjs';

/** Reads `.env` and `.env.local` as Next does; what is set already wins. */
export function loadEnvFiles() {
  for (const name of ['.env.local', '.env']) {
    const file = join(root, name);
    if (existsSync(file)) process.loadEnvFile?.(file);
  }
}

/** The rules for settings live in lib/core/env.ts alone; this makes them importable from here. */
async function rules() {
  const cache = join(root, 'node_modules', '.cache', 'fleetprompt');
  const file = join(cache, `env-${hashOf(['lib/core/env.ts']).slice(0, 16)}.mjs`);
  if (!existsSync(file)) {
    const { buildSync } = await import('esbuild');
    mkdirSync(cache, { recursive: true });
    const entry = join(root, 'lib', 'core', 'env.ts');
    const common = { bundle: true, platform: 'node', format: 'esm', packages: 'external' };
    buildSync({ ...common, entryPoints: [entry], outfile: file });
  }
  return import(pathToFileURL(file).href);
}

/** Generates what is missing of the secrets, once, into `.fleetprompt/secrets.json` (mode 0600). */
function keptSecrets() {
  const file = join(makeHome(), 'secrets.json');
  const known = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const secrets = {
    AUTH_SECRET: known.AUTH_SECRET ?? randomBytes(36).toString('base64url'),
    ENCRYPTION_KEY: known.ENCRYPTION_KEY ?? randomBytes(32).toString('base64'),
    CRON_SECRET: known.CRON_SECRET ?? randomBytes(24).toString('base64url'),
  };
  if (Object.keys(secrets).some((name) => !known[name])) {
    writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
    chmodSync(file, 0o600);
  }
  return secrets;
}

/**
 * Decides the environment of web and worker: FLEETPROMPT_ENV (`fallback` when it is not set and
 * there is no DATABASE_URL), secrets, APP_URL. Refuses wrong settings; resolves to `{env, problems}`,
 * where problems are sentences about missing, default or short secrets in production.
 */
export async function settle({ port, fallback }) {
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
  const ownDatabase = Boolean(given.DATABASE_URL);
  const FLEETPROMPT_ENV =
    given.FLEETPROMPT_ENV ?? (ownDatabase || given.VERCEL ? fallback : 'development');
  const settings = { ...given, FLEETPROMPT_ENV, PORT: String(port) };
  if (FLEETPROMPT_ENV !== 'production') {
    for (const [name, value] of Object.entries(keptSecrets())) settings[name] ??= value;
  }
  const { readEnv, secretProblems } = await rules();
  let value;
  try {
    value = readEnv(settings);
  } catch (error) {
    refuse(error.message.replaceAll('\n', ' '));
  }
  const problems = value.mode === 'production' ? secretProblems(value) : [];
  return { env: { ...settings, APP_URL: value.baseUrl }, problems };
}

/** PORT, checked by hand because it is wanted before anything is installed. */
export function wantedPort() {
  const port = Number(process.env.PORT || 4000);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  return refuse(`PORT must be a number from 1 to 65535; it is "${process.env.PORT}".`);
}
