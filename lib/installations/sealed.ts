import type { Installation } from '@/generated/prisma/client';
import { decrypt, encrypt } from '@/lib/core/crypto';

const place = (organizationId: string, id: string) => [
  organizationId,
  'installations',
  id,
  'config',
];

/** A configuration as it is stored. */
export const sealConfig = (
  organizationId: string,
  id: string,
  config: Record<string, unknown>,
): Uint8Array<ArrayBuffer> | null =>
  Object.keys(config).length > 0
    ? new Uint8Array(encrypt(JSON.stringify(config), place(organizationId, id)))
    : null;

/** The inverse, secrets among it: see `splitConfig` before anything of it is shown. */
export const openConfig = (
  row: Pick<Installation, 'organizationId' | 'id' | 'config'>,
): Record<string, unknown> =>
  row.config
    ? (JSON.parse(decrypt(row.config, place(row.organizationId, row.id)).toString()) as Record<
        string,
        unknown
      >)
    : {};
