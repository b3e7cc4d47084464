import type { Credential } from '@/generated/prisma/client';
import { secretFields, specOf } from '@/lib/connectors/credential-data';
import { namedCredentials, slugOf } from '@/lib/connectors/credential-store';
import { refuse } from '@/lib/connectors/error';
import { hostsOf, intersect } from '@/lib/connectors/hosts';
import { openCredential, type UsedBy } from '@/lib/connectors/open-credential';
import type { Ctx } from '@/lib/core/context';
import { fillSecrets, type SecretHole } from '@/lib/engine/expression/template';
import type { Json } from '@/lib/engine/json';

/** What was put into an input: pass it on to `runAction` or `httpRequest`. */
export interface FilledSecrets {
  values: readonly string[];
  /** Hosts that all of them may be sent to; undefined: anywhere. */
  allowedHosts: readonly string[] | undefined;
}

/** What `{{ secrets.NAME }}` means when it names no field, by what such fields are called. */
const MAIN = [
  'token',
  'bot_token',
  'secret_key',
  'api_key',
  'key',
  'access_token',
  'password',
  'value',
  'secret',
];

const quoted = (text: string) => `"${text.slice(0, 100)}"`;

/** `NAME` or `NAME.field`, where NAME is an id, a name or a slug; the longest name wins. */
async function find(ctx: Ctx, name: string): Promise<{ row: Credential; field: string | null }> {
  const ambiguous = () =>
    refuse('SECRET_AMBIGUOUS', `Several credentials are named ${quoted(name)}: use the id.`);
  const whole = await namedCredentials(ctx, name);
  if (whole.length > 1) ambiguous();
  if (whole[0]) return { row: whole[0], field: null };
  const dot = name.lastIndexOf('.');
  const part = dot > 0 ? await namedCredentials(ctx, name.slice(0, dot)) : [];
  if (part.length > 1) ambiguous();
  if (part[0]) return { row: part[0], field: name.slice(dot + 1) };
  refuse('SECRET_NOT_FOUND', `There is no secret ${quoted(name)}.`);
}

function fieldOf(row: Credential, field: string | null, name: string): string {
  if (field !== null) {
    if (row.fields.includes(field)) return field;
    refuse('SECRET_NOT_FOUND', `The credential ${quoted(row.name)} has no field ${quoted(field)}.`);
  }
  const secret = secretFields(row.provider, row.fields);
  const main = MAIN.find((it) => secret.includes(it)) ?? (secret.length === 1 ? secret[0] : null);
  if (main) return main;
  const example = `secrets["${slugOf(row.name)}.${row.fields[0]}"]`;
  refuse('SECRET_AMBIGUOUS', `${quoted(name)} has several fields: name one, as ${example}.`);
}

async function open(ctx: Ctx, name: string, usedBy: UsedBy) {
  const { row, field } = await find(ctx, name);
  const key = fieldOf(row, field, name);
  const { fields } = await openCredential(ctx, row, { action: 'secret', usedBy });
  return {
    value: String(fields[key] ?? ''),
    allowedHosts: hostsOf(row.metadata, specOf(row.provider)),
  };
}

/**
 * The value of `{{ secrets.NAME }}`: NAME is a credential's id, name or slug, with `.field` when it has
 * several. Writes the use down. Throws a ConnectorError. Prefer `fillWith`, which keeps its hosts.
 */
export async function secretValue(
  ctx: Ctx,
  name: string,
  usedBy: UsedBy = { type: ctx.actor.kind, id: ctx.requestId },
): Promise<string> {
  return (await open(ctx, name, usedBy)).value;
}

/** Puts the secrets that an input names into a copy of it, each looked up once. */
export async function fillWith(
  ctx: Ctx,
  input: Json,
  holes: readonly SecretHole[],
  usedBy: UsedBy,
): Promise<{ input: Json; secrets: FilledSecrets }> {
  const names = new Set(
    holes.flatMap((hole) =>
      hole.parts.flatMap((it) => (typeof it === 'string' ? [] : [it.secret])),
    ),
  );
  const found = new Map<string, Awaited<ReturnType<typeof open>>>();
  for (const name of names) found.set(name, await open(ctx, name, usedBy));
  const all = [...found.values()];
  return {
    input: fillSecrets(input, [...holes], (name) => found.get(name)?.value ?? ''),
    secrets: {
      values: all.map((it) => it.value),
      allowedHosts: intersect(all.map((it) => it.allowedHosts)),
    },
  };
}

/** Every name that `{{ secrets.NAME }}` may have: slugs, names, and both with each field. */
export async function listSecretNames(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.db.credential.findMany({
    select: { name: true, fields: true },
    orderBy: { name: 'asc' },
  });
  const names = rows.flatMap((row) =>
    [slugOf(row.name), row.name].flatMap((it) => [it, ...row.fields.map((key) => `${it}.${key}`)]),
  );
  return [...new Set(names)];
}
