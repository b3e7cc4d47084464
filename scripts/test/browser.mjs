import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/root.mjs';
import { refuse, say } from '../setup/say.mjs';
import { step } from '../setup/step.mjs';
import { onPath } from './programs.mjs';

async function playwrightsOwn() {
  const { chromium } = await import('@playwright/test');
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : null;
}

/** A Chromium that is already here: CHROMIUM_PATH, the system's, or Playwright's; else null. */
async function present() {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen && !existsSync(chosen)) {
    refuse(`There is no browser at ${chosen} (CHROMIUM_PATH); correct it or leave it out.`);
  }
  return chosen || onPath(['chromium', 'chromium-browser', 'google-chrome']) || playwrightsOwn();
}

async function install() {
  say('Installing a browser for the tests …');
  const cli = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  const ways = [[process.execPath, [cli, 'install', 'chromium', '--only-shell']]];
  if (process.getuid?.() === 0 && onPath(['apt-get'])) {
    ways.push(['apt-get', ['update', '-qq']]);
    ways.push(['apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']]);
  }
  let last = '';
  for (const [command, args] of ways) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const { output } = await step(command, args, { env });
    last = output.trim().split('\n').at(-1) ?? last;
    const found = await present();
    if (found) return found;
  }
  return refuse(
    `The browser tests need Chromium and it could not be installed (${last}); install it and set CHROMIUM_PATH.`,
  );
}

/** Path of a Chromium for Playwright, installed when there is none. */
export const ensureBrowser = async () => (await present()) ?? install();
