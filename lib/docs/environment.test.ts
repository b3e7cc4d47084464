import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ENV_NAMES, readEnv } from '@/lib/core/env';

const page = readFileSync('docs/operate/environment-variables.md', 'utf8');
const example = readFileSync('.env.example', 'utf8');

/** Of the tables: names in the first cell, the default in the second. */
const rows = [...page.matchAll(/^\| (`[A-Z].*?) \| (.*?) \| (.*) \|$/gm)].map(
  ([, names = '', fallback = '', about = '']) => ({
    names: [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name ?? ''),
    fallbacks: fallback.split(', ').map((one) => /^`([^`]+)`$/.exec(one)?.[1]),
    about,
  }),
);
const named = rows.flatMap(({ names }) => names);

/** Read outside of lib/core/env: mail, and the scripts. */
const ELSEWHERE = [
  ...new Set(
    readFileSync('lib/core/mail/settings.ts', 'utf8').match(
      /\b(SMTP_[A-Z]+|FLEETPROMPT_OUTBOX)\b/g,
    ),
  ),
  'HOST',
  'CHROMIUM_PATH',
];
/** Read by the SDK and the command. */
const CLIENTS = ['FLEETPROMPT_API_KEY', 'FLEETPROMPT_BASE_URL'];

test('the page tells every variable that is read, once, and no other', () => {
  expect(named.toSorted()).toEqual([...ENV_NAMES, ...ELSEWHERE, ...CLIENTS].toSorted());
});

test('the defaults on the page are those of the code', () => {
  const defaults = readEnv({}) as unknown as Record<string, unknown>;
  const wrong = rows.flatMap(({ names, fallbacks }) =>
    names.flatMap((name, i) => {
      const told = fallbacks.length === names.length ? fallbacks[i] : fallbacks[0];
      const real = defaults[name];
      const plain = typeof real === 'number' || (typeof real === 'string' && real !== '');
      return plain && told !== String(real) ? [`${name}: ${told}, in the code ${real}`] : [];
    }),
  );
  expect(wrong).toEqual([]);
});

test('every setting that one may want in .env is in .env.example', () => {
  const rare = ['HOST', 'CHROMIUM_PATH', 'FLEETPROMPT_OUTBOX', ...CLIENTS];
  const more = named.filter(
    (name) => !rare.includes(name) && !/_BASE_URL$|^STRIPE_API_/.test(name),
  );
  const usual = more.filter((name) => !/^RATE_LIMIT_(SESSION|SIGN)|_PRICE$/.test(name));
  expect(usual.filter((name) => !new RegExp(`^${name}=`, 'm').test(example))).toEqual([]);
});
