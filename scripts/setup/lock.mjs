import { mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Whether a process with this id exists, ours or another user's. */
export function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
}

function dropIfStale(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    if (pid > 0 && !alive(pid)) unlinkSync(file);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

/** Runs `work` while no other process on this machine holds the same lock file. */
export async function locked(file, work) {
  mkdirSync(dirname(file), { recursive: true });
  while (!take(file)) {
    dropIfStale(file);
    await wait(100);
  }
  try {
    return await work();
  } finally {
    unlinkSync(file);
  }
}
