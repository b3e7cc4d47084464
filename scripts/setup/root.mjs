import { chmodSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Where this installation keeps its own data: database, secrets, demo.json, outbox. */
export const home = join(root, '.fleetprompt');

/**
 * Makes `.fleetprompt`. Walkable by others because PostgreSQL runs as another user when we are
 * root; every secret inside is a file of mode 0600.
 */
export function makeHome() {
  mkdirSync(home, { recursive: true });
  chmodSync(home, 0o711);
  return home;
}
