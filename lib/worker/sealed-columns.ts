/** A column that holds what `encrypt` of `lib/core/crypto.ts` made. */
export interface SealedColumn {
  table: string;
  column: string;
  /** The row's key besides its organization; `id` unless given. */
  key: readonly string[];
  /** What the room that seals it binds it to. A change there must be made here, too. */
  place(organizationId: string, ...key: string[]): string[];
}

/** A column bound to organization, row and a name of its own. */
const named = (table: string, column: string, name = `${table}.${column}`): SealedColumn => ({
  table,
  column,
  key: ['id'],
  place: (organizationId, id = '') => [organizationId, id, name],
});

/** A column bound to organization, table, row and column. */
const pathed = (table: string, column: string, key: readonly string[] = ['id']): SealedColumn => ({
  table,
  column,
  key,
  place: (organizationId, ...values) => [organizationId, table, ...values, column],
});

/** Every sealed column. A test looks for bytea columns that are neither here nor in `NOT_RESEALED`. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  named('credentials', 'data'),
  named('webhooks', 'secret'),
  named('webhooks', 'previous_secret', 'webhooks.secret'),
  named('webhooks', 'headers'),
  named('workflows', 'hook_token'),
  named('workflows', 'hook_secret'),
  named('jobs', 'sealed'),
  pathed('installations', 'config'),
  pathed('package_versions', 'settings'),
  pathed('agent_grants', 'settings', ['agent_id']),
  {
    table: 'app_secrets',
    column: 'value',
    key: ['agent_app_id', 'name'],
    place: (organizationId, app, name) => [
      organizationId,
      'app_secrets',
      `${app}/${name}`,
      'value',
    ],
  },
];

/** Bytes that are no secret, or do not live long enough to meet a new key. */
export const NOT_RESEALED: readonly string[] = [
  // Kept for a day.
  'idempotency_keys.answer',
  'package_versions.signature',
];
