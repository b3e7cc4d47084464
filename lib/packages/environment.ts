import { fail } from '@/lib/core/errors';

const NAME = /^[A-Za-z_][A-Za-z0-9_.-]{0,127}$/;
const MOST = 200;

const refuse = (why: string): never =>
  fail('BAD_REQUEST', `The field "environment" cannot be used: ${why}.`);

/** The `environment` of an upload: an object of texts, or its JSON as the published client sends it. */
export function readEnvironment(given: unknown): Record<string, string> {
  if (given === undefined || given === null || given === '') return {};
  let all = given;
  if (typeof given === 'string')
    try {
      all = JSON.parse(given);
    } catch {
      // The text may hold secrets: nothing of it is repeated.
      refuse('it is not JSON');
    }
  if (typeof all !== 'object' || all === null || Array.isArray(all))
    return refuse('it must be a JSON object of names and texts');
  const entries = Object.entries(all as Record<string, unknown>);
  if (entries.length > MOST) refuse(`it may hold at most ${MOST} names`);
  return Object.fromEntries(
    entries.map(([name, value]) => {
      if (!NAME.test(name) || name === '__proto__')
        refuse('its names must be letters, digits and underscores');
      if (typeof value === 'object') refuse(`"${name}" must be a text`);
      return [name, String(value)];
    }),
  );
}
