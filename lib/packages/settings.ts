import { decrypt, encrypt } from '@/lib/core/crypto';

const place = (organizationId: string, id: string) => [
  organizationId,
  'package_versions',
  id,
  'settings',
];

/** Seals what a package's .env and its upload set; null for nothing. */
export const sealSettings = (
  organizationId: string,
  id: string,
  settings: Record<string, string>,
): Uint8Array<ArrayBuffer> | null =>
  Object.keys(settings).length > 0
    ? new Uint8Array(encrypt(JSON.stringify(settings), place(organizationId, id)))
    : null;

/** The inverse: only what runs the package may ask, and nothing may show the values. */
export const openSettings = (row: {
  organizationId: string;
  id: string;
  settings: Uint8Array | null;
}): Record<string, string> =>
  row.settings
    ? (JSON.parse(decrypt(row.settings, place(row.organizationId, row.id)).toString()) as Record<
        string,
        string
      >)
    : {};
