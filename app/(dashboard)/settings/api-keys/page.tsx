import type { Metadata } from 'next';
import { leaders } from '@/app/(dashboard)/settings/leaders';
import type { Searched } from '@/app/search-params';
import { ApiKeys } from '@/components/accounts/api-keys';
import { Page } from '@/components/ui/page';
import { listApiKeys } from '@/lib/accounts/api-keys';
import { listMembers } from '@/lib/accounts/members';
import { pageCtx } from '@/lib/api/page-context';
import { routes } from '@/lib/api/registry';
import { env } from '@/lib/core/env';
import { allows } from '@/lib/core/scopes';

export const metadata: Metadata = { title: 'API keys' };

const LIMIT = 50;

export default async function ApiKeysPage({ searchParams }: Searched) {
  const ctx = await pageCtx();
  const page = Math.max(1, Number.parseInt(String((await searchParams).page), 10) || 1);
  const [keys, { members }, { admins }] = await Promise.all([
    listApiKeys(ctx, { limit: LIMIT, offset: (page - 1) * LIMIT }),
    listMembers(ctx, { limit: 100, offset: 0 }),
    leaders(ctx),
  ]);
  // Exactly what endpoints ask for, so that no key can be made for something that is not there.
  const asked = routes.map((route) => route.endpoint.auth).filter((auth) => auth.includes(':'));
  const scopes = [...new Set(asked)].filter((scope) => allows(ctx.scopes, scope)).sort();
  return (
    <Page>
      <ApiKeys
        baseUrl={env().baseUrl}
        admins={admins}
        keys={keys}
        limit={LIMIT}
        makers={Object.fromEntries(members.map((m) => [m.user_id, m.name ?? m.email]))}
        mayManage={allows(ctx.scopes, 'api_keys:admin')}
        scopes={scopes}
      />
    </Page>
  );
}
