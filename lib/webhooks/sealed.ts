import type { Webhook } from '@/generated/prisma/client';
import { decrypt, encrypt, randomToken } from '@/lib/core/crypto';

type Column = 'secret' | 'previous_secret' | 'headers';
type Owner = Pick<Webhook, 'organizationId' | 'id'>;
type Secrets = Owner & Pick<Webhook, 'secret' | 'previousSecret' | 'previousExpiresAt'>;

const place = ({ organizationId, id }: Owner, column: Column) => [
  organizationId,
  id,
  // A rotated secret moves from one column to the other as it is.
  column === 'previous_secret' ? 'webhooks.secret' : `webhooks.${column}`,
];

/** A value of a webhook's row as it is stored. */
export const seal = (owner: Owner, column: Column, text: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(encrypt(text, place(owner, column)));

const open = (owner: Owner, column: Column, sealed: Uint8Array): string =>
  decrypt(sealed, place(owner, column)).toString();

export const newSecret = (): string =>
  `whsec_${Buffer.from(randomToken(24), 'base64url').toString('base64')}`;

/** The custom headers as they are sent. */
export function headersOf(row: Owner & Pick<Webhook, 'headers'>): Record<string, string> {
  return row.headers ? JSON.parse(open(row, 'headers', row.headers)) : {};
}

/** The secrets that count at `at`: the present one, then a former one in its grace period. */
export function secretsOf(row: Secrets, at: Date): [string, ...string[]] {
  const present = open(row, 'secret', row.secret);
  const { previousSecret, previousExpiresAt } = row;
  if (!previousSecret || !previousExpiresAt || previousExpiresAt <= at) return [present];
  return [present, open(row, 'previous_secret', previousSecret)];
}
