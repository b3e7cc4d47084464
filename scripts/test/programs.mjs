import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { refuse, say } from '../setup/say.mjs';
import { step } from '../setup/step.mjs';

/** What the examples of the docs call, and Debian's packages that bring it. */
const PROGRAMS = { bash: 'bash', curl: 'curl', jq: 'jq', python3: 'python3' };

/** The first of these programs that is there, or null. */
export function onPath(names) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const all = [...folders, '/usr/bin', '/usr/local/bin'];
  for (const folder of all) {
    const found = names.map((name) => join(folder, name)).find((file) => existsSync(file));
    if (found) return found;
  }
  return null;
}

const absent = () => Object.keys(PROGRAMS).filter((name) => !onPath([name]));

/** Makes sure that the programs of the docs' examples are there; installs them where that can be done. */
export async function ensurePrograms() {
  const wanted = absent();
  if (wanted.length === 0) return;
  if (process.getuid?.() === 0 && onPath(['apt-get'])) {
    say(`Installing ${wanted.join(', ')} for the examples of the docs …`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const packages = wanted.map((name) => PROGRAMS[name]);
    await step('apt-get', ['update', '-qq'], { env });
    await step('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
      env,
    });
  }
  const left = absent();
  if (left.length > 0)
    refuse(`The examples of the docs are run with ${left.join(', ')}: install ${left.join(', ')}.`);
}
