import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { refuse } from '../setup/say.mjs';
import { give } from './place.mjs';

export const superuser = 'fleetprompt';

/** Parameters of every embedded server; `disposable` ones may lose their data in a power cut. */
export function parameters({ port, disposable }) {
  const common = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: disposable ? 400 : 200,
    shared_buffers: '128MB',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
  };
  const fast = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
  return { ...common, ...(disposable ? fast : {}) };
}

/** Reads `access.json` (mode 0600) beside the data: `{password, port}`, or null before initdb. */
export function readAccess(dir) {
  try {
    return JSON.parse(readFileSync(join(dir, 'access.json'), 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

export function writeAccess(dir, access) {
  const file = join(dir, 'access.json');
  writeFileSync(`${file}.new`, JSON.stringify(access), { mode: 0o600 });
  chmodSync(`${file}.new`, 0o600);
  renameSync(`${file}.new`, file);
}

/**
 * Makes a database cluster in `dir/data` unless there is a complete one. Collation is byte order
 * with the built-in Unicode rules for case, the same on every machine.
 */
export function ensureCluster({ dir, user, initdb, disposable }) {
  const data = join(dir, 'data');
  const known = readAccess(dir);
  if (known && existsSync(join(data, 'PG_VERSION'))) return known;
  if (known) {
    refuse(`${data} has lost its database; put it back, or delete ${dir} to start afresh.`);
  }
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true, mode: 0o700 });
  give(data, user);
  const password = randomBytes(24).toString('base64url');
  const passwordFile = join(dir, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  give(passwordFile, user);
  const args = ['-D', data, '-U', superuser, `--pwfile=${passwordFile}`, '-A', 'scram-sha-256'];
  args.push('-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  if (disposable) args.push('--no-sync');
  const options = user ? { uid: user.uid, gid: user.gid } : {};
  const env = { ...process.env, LC_ALL: 'C', HOME: dir };
  const made = spawnSync(initdb, args, { ...options, cwd: dir, env, encoding: 'utf8' });
  rmSync(passwordFile, { force: true });
  if (made.status !== 0) {
    const reason = (made.error?.message ?? made.stderr ?? '').trim().split('\n').at(-1);
    refuse(`The embedded database could not be made in ${dir}: ${reason}`);
  }
  const access = { password, port: 0 };
  writeAccess(dir, access);
  return access;
}
