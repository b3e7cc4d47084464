import { spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { alive, locked } from '../setup/lock.mjs';
import { freePort } from '../setup/port.mjs';
import { refuse } from '../setup/say.mjs';
import { ensureCluster, parameters, superuser, writeAccess } from './cluster.mjs';
import { binaries, databaseUser, reachable } from './place.mjs';

const startTimeoutMs = 60_000;

export function urlOf({ password, port }, database = 'postgres') {
  return `postgresql://${superuser}:${password}@127.0.0.1:${port}/${database}`;
}

/** Whether process `pid` is a PostgreSQL server; a process id may have been given to another. */
function isPostgres(pid) {
  if (!alive(pid)) return false;
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
    } catch {
      return false;
    }
  }
  if (process.platform === 'win32') return true;
  const ps = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  return ps.stdout.includes('postgres');
}

/** The server that `postmaster.pid` names, if it lives: `{pid, port}`. Deletes a stale file. */
export function running(dir) {
  const file = join(dir, 'data', 'postmaster.pid');
  let lines;
  try {
    lines = readFileSync(file, 'utf8').split('\n');
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
  const pid = Number(lines[0]);
  if (pid > 0 && isPostgres(pid)) return { pid, port: Number(lines[3]) };
  rmSync(file, { force: true });
  return null;
}

/** Resolves to null when a connection works, else to the error. */
async function knock(url) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('SELECT 1');
    return null;
  } catch (error) {
    return error;
  } finally {
    await client.end().catch(() => {});
  }
}

function tail(file) {
  const text = readFileSync(file, 'utf8').trim().split('\n');
  return text.findLast((line) => /FATAL|PANIC|ERROR/.test(line)) ?? text.at(-1);
}

/**
 * The server gets a process group of its own, so that Ctrl-C reaches only us and we choose the
 * order of stopping. With `stays` false Linux interrupts it when we die, even by SIGKILL.
 */
function launch({ program, dir, user, port, disposable, stays }) {
  const log = join(dir, 'postgres.log');
  const size = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
  const out = openSync(log, size > 10_000_000 ? 'w' : 'a', 0o600);
  const args = ['-D', join(dir, 'data')];
  for (const [name, value] of Object.entries(parameters({ port, disposable }))) {
    args.push('-c', `${name}=${value}`);
  }
  const options = {
    cwd: dir,
    detached: true,
    stdio: ['ignore', out, out],
    env: { PATH: process.env.PATH, LC_ALL: 'C', HOME: dir, TZ: 'UTC' },
    windowsHide: true,
  };
  const lent = user ? { uid: user.uid, gid: user.gid } : {};
  const tie = !stays && process.platform === 'linux' && hasSetpriv();
  const become = user
    ? ['--reuid', String(user.uid), '--regid', String(user.gid), '--clear-groups']
    : [];
  const child = tie
    ? spawn('setpriv', ['--pdeathsig', 'INT', ...become, program, ...args], options)
    : spawn(program, args, { ...options, ...lent });
  closeSync(out);
  return { child, log };
}

function hasSetpriv() {
  const help = spawnSync('setpriv', ['--help'], { encoding: 'utf8' });
  return help.status === 0 && help.stdout.includes('--pdeathsig');
}

/** Waits until the server lets us in; resolves to null, or to why it will not. */
async function ready(url, gone) {
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    const error = await knock(url);
    if (!error) return null;
    if (gone() || Date.now() > deadline || error.code === '28P01') return error;
    await wait(50);
  }
}

/**
 * Starts the embedded PostgreSQL whose data lie in `wanted`, or joins the one that already runs
 * there.
 *
 * @returns `{dir, moved, pid, port, url(database), owned, exited, stop()}`; `exited` resolves when
 * a server that we started has ended, `stop` is a fast shutdown that resolves when it has ended
 * (no-op on a server that somebody else, still alive, has started).
 */
export async function startPostgres({ wanted, disposable = false, stays = false }) {
  const user = databaseUser();
  const { dir, moved } = reachable(wanted, user);
  return locked(join(dir, 'starting.lock'), async () => {
    const programs = binaries(user);
    const access = ensureCluster({ dir, user, initdb: programs.initdb, disposable });
    const joined = await joinRunning(dir, access);
    if (joined) return { dir, moved, ...joined };
    const port = await freePort(access.port);
    writeAccess(dir, { ...access, port, starter: stays ? null : process.pid });
    const url = (database) => urlOf({ ...access, port }, database);
    const program = programs.postgres;
    const { child, log } = launch({ program, dir, user, port, disposable, stays });
    let over = false;
    const exited = new Promise((done) => {
      child.once('exit', done);
      child.once('error', done);
    }).then(() => {
      over = true;
    });
    const problem = await ready(url(), () => over);
    if (problem) {
      if (!over) stopPid(child.pid);
      refuse(`The embedded PostgreSQL did not start: ${tail(log)} (see ${log})`);
    }
    if (stays) child.unref();
    const stop = () => {
      if (!over) stopPid(child.pid);
      return exited;
    };
    return { dir, moved, pid: child.pid, port, url, owned: true, exited, stop };
  });
}

async function joinRunning(dir, access) {
  for (;;) {
    const found = running(dir);
    if (!found) return null;
    const url = (database) => urlOf({ ...access, port: found.port }, database);
    const problem = await ready(url(), () => !alive(found.pid));
    if (problem && alive(found.pid)) {
      refuse(
        `A PostgreSQL server (process ${found.pid}) already uses ${dir} but lets nobody in: ${problem.message}`,
      );
    }
    if (problem) continue;
    return { ...found, url, ...adopt(found.pid, access.starter) };
  }
}

/** A running server whose starter has died without stopping it becomes ours to stop. */
function adopt(pid, starter) {
  const owned = Boolean(starter) && !alive(starter);
  const exited = ended(pid);
  const stop = async () => {
    if (!owned) return;
    stopPid(pid);
    await gone(pid);
  };
  return { owned, exited, stop };
}

async function gone(pid) {
  while (alive(pid)) await wait(50);
}

/** A server that somebody else started can only be watched, not waited for. */
async function ended(pid) {
  while (alive(pid)) await wait(1_000, undefined, { ref: false });
}

/** SIGINT is PostgreSQL's fast shutdown: it rolls back, disconnects everybody and checkpoints. */
function stopPid(pid) {
  try {
    process.kill(pid, 'SIGINT');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Stops whichever server uses the data in `wanted`. Resolves to false when none runs. */
export async function stopPostgres(wanted) {
  const { dir } = reachable(wanted, databaseUser());
  const found = running(dir);
  if (!found) return false;
  stopPid(found.pid);
  await gone(found.pid);
  return true;
}
