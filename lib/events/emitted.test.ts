import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EVENT_TYPES } from '@/lib/events/contract';

/** `webhook.test` is sent by hand and never an event; what emits the others is being built. */
const NOT_EMITTED = /^(webhook\.test|workflow\.(paused|resumed|waiting))$/;

/** Lists and words that name types without emitting them. */
const NO_EMITTERS = /\.test\.ts$|lib\/(events\/contract|usage\/activity|worker\/registry|testing)/;

const root = join(import.meta.dirname, '..');
const sources = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((file) => file.isFile() && file.name.endsWith('.ts'))
  .map((file) => join(file.parentPath, file.name))
  .filter((path) => !NO_EMITTERS.test(path.replaceAll('\\', '/')))
  .map((path) => readFileSync(path, 'utf8'))
  .filter((text) => /\bemit\b|\bfacts\.push\b/.test(text));

/** Named as it is, or made as `deployment.${status}` with its last word beside. */
const names = (text: string, type: string): boolean => {
  if (text.includes(`'${type}'`)) return true;
  const dot = type.lastIndexOf('.');
  return text.includes(`\`${type.slice(0, dot)}.\${`) && text.includes(`'${type.slice(dot + 1)}'`);
};

test('every type of event is emitted by some code', () => {
  const missing = Object.keys(EVENT_TYPES).filter(
    (type) => !NOT_EMITTED.test(type) && !sources.some((text) => names(text, type)),
  );
  expect(missing).toEqual([]);
});
