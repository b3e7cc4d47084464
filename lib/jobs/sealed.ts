import { decrypt, encrypt } from '@/lib/core/crypto';
import { shownHeaders } from '@/lib/webhooks/headers';

/** What of a payload is never shown again. */
export interface Secrets {
  headers?: Record<string, string>;
  secret?: string;
}

interface Owner {
  organizationId: string;
  id: string;
}

const place = ({ organizationId, id }: Owner) => [organizationId, id, 'jobs.sealed'];

/** Takes secrets out of a payload: what may be shown, and what has to be sealed. */
export function splitSecrets(
  taskType: string,
  payload: Record<string, unknown>,
): { shown: Record<string, unknown>; secrets: Secrets | null } {
  if (taskType !== 'webhook') return { shown: payload, secrets: null };
  const { headers, secret, ...rest } = payload as Secrets;
  if (!headers && !secret) return { shown: payload, secrets: null };
  return {
    shown: { ...rest, ...(headers && { headers: shownHeaders(headers) }) },
    secrets: { headers, secret },
  };
}

export const seal = (owner: Owner, secrets: Secrets | null): Uint8Array<ArrayBuffer> | undefined =>
  secrets ? new Uint8Array(encrypt(JSON.stringify(secrets), place(owner))) : undefined;

export const unseal = (owner: Owner & { sealed: Uint8Array | null }): Secrets =>
  owner.sealed ? JSON.parse(decrypt(owner.sealed, place(owner)).toString()) : {};
