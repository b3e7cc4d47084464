import { connectorType } from '@/lib/connectors/catalog';
import { problemsOf } from '@/lib/connectors/problems';
import type { Fields } from '@/lib/connectors/sealed';
import { AppError } from '@/lib/core/errors';

type Given = Record<string, string | number | boolean | null>;

/** The type of connector whose credentials these are, or null for a provider of one's own. */
export const specOf = (provider: string) => connectorType(provider)?.credential ?? null;

/** A credential's data after a change: null takes a field away. */
export const merged = (before: Fields, change: Given): Fields =>
  Object.fromEntries(
    Object.entries({ ...before, ...change }).filter(
      (entry): entry is [string, string | number | boolean] => entry[1] !== null,
    ),
  );

/**
 * Everything that is wrong with a credential's data, by field (`data.bot_token`). Known providers ask
 * for their fields; any other for one field at least, and `authType` must be one that HTTP can send.
 */
export function dataProblems(provider: string, data: Fields): Record<string, string> {
  const spec = specOf(provider);
  if (!spec && Object.keys(data).length === 0) return { data: 'must hold at least one field' };
  const schema = spec?.data ?? ('authType' in data ? connectorType('http')?.credential.data : null);
  const parsed = schema?.safeParse(data, { reportInput: true });
  if (!parsed || parsed.success) return {};
  return problemsOf(parsed.error, 'data');
}

/** Throws 400 with every problem at once. */
export function checkData(provider: string, data: Fields, more: Record<string, string> = {}): void {
  const details = { ...dataProblems(provider, data), ...more };
  if (Object.keys(details).length > 0)
    throw new AppError('VALIDATION_FAILED', undefined, { details });
}

/** Which of these fields are secret: all that the catalogue does not say otherwise of. */
export function secretFields(provider: string, names: readonly string[]): string[] {
  const known = new Map(
    [...(specOf(provider)?.fields ?? []), ...(connectorType('http')?.credential.fields ?? [])].map(
      (it) => [it.name, it.secret],
    ),
  );
  return names.filter((name) => known.get(name) ?? true);
}

/** The values that nothing may show. */
export function secretsOf(provider: string, data: Fields): string[] {
  const secrets = secretFields(provider, Object.keys(data)).map((name) => String(data[name]));
  if (data.authType === 'basic') secrets.push(`${data.username}:${data.password}`);
  return secrets;
}
