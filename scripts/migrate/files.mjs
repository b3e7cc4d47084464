import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/root.mjs';

export const migrationsDir = join(root, 'prisma', 'migrations');
const schemaDir = join(root, 'prisma', 'schema');

const text = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : null);

/** The schema as Prisma's engine wants it: `[path, text]` of every file, in a stable order. */
export function datamodels() {
  const files = readdirSync(schemaDir).filter((name) => name.endsWith('.prisma'));
  return files.sort().map((name) => {
    const path = join(schemaDir, name);
    return [path, readFileSync(path, 'utf8')];
  });
}

/** Names of the migrations, oldest first. */
export function migrationNames() {
  if (!existsSync(migrationsDir)) return [];
  const entries = readdirSync(migrationsDir, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** The migrations as Prisma's engine wants them. */
export function migrationsList() {
  const migrationDirectories = migrationNames().map((path) => {
    const content = text(join(migrationsDir, path, 'migration.sql'));
    const result =
      content === null
        ? { tag: 'error', value: `${path} has no migration.sql` }
        : { tag: 'ok', value: content };
    return { path, migrationFile: { path: 'migration.sql', content: result } };
  });
  const lock = text(join(migrationsDir, 'migration_lock.toml'));
  return {
    baseDir: migrationsDir,
    lockfile: { path: 'migration_lock.toml', content: lock },
    shadowDbInitScript: '',
    migrationDirectories,
  };
}

/** SHA-256 over names and texts of all migrations, in hexadecimal. */
export function migrationsHash() {
  const hash = createHash('sha256');
  for (const name of migrationNames()) {
    hash.update(`${name}\0${text(join(migrationsDir, name, 'migration.sql')) ?? ''}\0`);
  }
  return hash.digest('hex');
}
