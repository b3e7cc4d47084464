import { decrypt, encrypt } from '@/lib/core/crypto';

/** What a credential holds: text, mostly. */
export type Fields = Record<string, string | number | boolean>;

type Owner = { organizationId: string; id: string };

const place = ({ organizationId, id }: Owner) => [organizationId, id, 'credentials.data'];

/** A credential's data as it is stored. */
export const sealData = (owner: Owner, data: Fields): Uint8Array<ArrayBuffer> =>
  new Uint8Array(encrypt(JSON.stringify(data), place(owner)));

/** The inverse. Only `open-credential.ts` and what changes a credential may open one. */
export const openData = (row: Owner & { data: Uint8Array }): Fields =>
  JSON.parse(decrypt(row.data, place(row)).toString()) as Fields;
