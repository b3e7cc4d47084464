import { HttpAuth } from '@/lib/connectors/catalog/http';
import { failure } from '@/lib/connectors/error';
import type { Fields } from '@/lib/connectors/sealed';

/** The header that carries a credential in a plain HTTP request. Throws a ConnectorError. */
export function authHeader(provider: string, fields: Fields): [name: string, value: string] {
  // Bound to their vendor's hosts (see `hosts.ts`), these may go as the vendor wants them.
  if (provider === 'slack') return ['Authorization', `Bearer ${fields.bot_token}`];
  if (provider === 'stripe') return ['Authorization', `Bearer ${fields.secret_key}`];
  if (provider === 'discord' && fields.bot_token !== undefined)
    return ['Authorization', `Bot ${fields.bot_token}`];
  const parsed = HttpAuth.safeParse(fields);
  if (!parsed.success) {
    const message =
      'This credential does not say how it is sent: give its data an authType (bearer, basic or api_key) with token, username and password, or header and key.';
    throw failure('CREDENTIAL_UNUSABLE', message);
  }
  const auth = parsed.data;
  switch (auth.authType) {
    case 'bearer':
      return ['Authorization', `Bearer ${auth.token}`];
    case 'basic': {
      const pair = Buffer.from(`${auth.username}:${auth.password}`).toString('base64');
      return ['Authorization', `Basic ${pair}`];
    }
    case 'api_key':
      return [auth.header, auth.key];
  }
}
