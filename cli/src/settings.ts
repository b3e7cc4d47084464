import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

export interface Settings {
  apiKey?: string;
  baseURL?: string;
}

type Env = Record<string, string | undefined>;

const folder = (env: Env) => join(env.HOME ?? homedir(), '.fleetprompt');
export const settingsFile = (env: Env) => join(folder(env), 'config.json');

/** What `fleet login` kept. */
export function readSettings(env: Env): Settings {
  let text: string;
  try {
    text = readFileSync(settingsFile(env), 'utf8');
  } catch {
    return {};
  }
  try {
    return JSON.parse(text) as Settings;
  } catch {
    throw new Error(`${settingsFile(env)} is not JSON. Run fleet login again.`);
  }
}

/** Written beside and moved, for the owner's eyes only from the first byte on. */
export function writeSettings(env: Env, settings: Settings): void {
  mkdirSync(folder(env), { recursive: true, mode: 0o700 });
  const beside = `${settingsFile(env)}.${process.pid}`;
  writeFileSync(beside, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 });
  chmodSync(beside, 0o600);
  renameSync(beside, settingsFile(env));
}

export const removeSettings = (env: Env): void => rmSync(settingsFile(env), { force: true });
