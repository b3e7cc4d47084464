import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { locked } from './lock.mjs';
import { makeHome, root } from './root.mjs';
import { refuse, say, warn } from './say.mjs';
import { step } from './step.mjs';

const modules = join(root, 'node_modules');
const stamp = join(modules, '.fleetprompt-lock');

const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : null);

/** Whether npm's own record of node_modules holds all that package-lock.json wants here. */
function alreadyThere(lock) {
  const record = read(join(modules, '.package-lock.json'));
  if (!record) return false;
  const present = JSON.parse(record).packages;
  return Object.entries(JSON.parse(lock).packages).every(([path, wanted]) => {
    if (!path.startsWith('node_modules/')) return true;
    if (present[path]) return present[path].version === wanted.version;
    return wanted.optional === true && !fitsHere(wanted);
  });
}

function fitsHere({ os, cpu, libc }) {
  const allowed = (list, value) => !list || list.includes(value);
  const musl =
    process.platform === 'linux' && !process.report?.getReport().header.glibcVersionRuntime;
  return (
    Boolean(os || cpu) &&
    allowed(os, process.platform) &&
    allowed(cpu, process.arch) &&
    allowed(libc, musl ? 'musl' : 'glibc')
  );
}

/** npm as the one that runs us, if it does, else the one on the PATH. */
function npm() {
  const path = process.env.npm_execpath;
  if (path && /npm-cli\.[cm]?js$/.test(path)) return [process.execPath, [path]];
  return process.platform === 'win32' ? ['cmd', ['/c', 'npm']] : ['npm', []];
}

/** Installs the packages when package-lock.json is not what node_modules was made from. */
export async function ensureInstalled() {
  const lock = read(join(root, 'package-lock.json'));
  const hash = createHash('sha256').update(lock).digest('hex');
  if (read(stamp) === hash) return;
  await locked(join(makeHome(), 'install.lock'), async () => {
    if (read(stamp) === hash) return;
    if (!alreadyThere(lock)) {
      say('Installing packages (about a minute) …');
      const [command, args] = npm();
      const options = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
      const { status, output } = await step(command, [...args, ...options]);
      if (status !== 0) {
        warn(output.trim());
        refuse('The packages could not be installed: npm ci failed, see above.');
      }
    }
    writeFileSync(stamp, hash);
  });
}
