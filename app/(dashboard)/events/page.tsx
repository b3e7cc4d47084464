import type { Metadata } from 'next';
import { paramsOf, type Query } from '@/app/(dashboard)/agents/page-data';
import { EventList } from '@/components/events/event-list';
import { eventsPath, statsPath } from '@/components/events/events-path';
import { ForbiddenState } from '@/components/ui/empty-state';
import { Page, PageHeader } from '@/components/ui/page';
import { pageCtx } from '@/lib/api/page-context';
import type { Ctx } from '@/lib/core/context';
import { allows } from '@/lib/core/scopes';
import { eventStats, listEvents } from '@/lib/events/contract';
import { countEvents } from '@/lib/events/counts';
import { eventTypes, findEvents, typesOf } from '@/lib/events/store';

export const metadata: Metadata = { title: 'Events' };

const asked = (path: string) => Object.fromEntries(new URLSearchParams(path.split('?')[1]));

/** What the address asks for; an address that asks for nonsense shows the first page. */
async function read(ctx: Ctx, params: URLSearchParams, today: string) {
  const paths = { list: eventsPath(params), stats: statsPath(params, today) };
  const list = listEvents.query?.safeParse(asked(paths.list));
  const stats = eventStats.query?.safeParse(asked(paths.stats));
  if (!list?.success || !stats?.success) return null;
  const [page, counted] = await Promise.all([
    findEvents(ctx, list.data),
    countEvents(ctx, stats.data, await typesOf(ctx, stats.data.type)),
  ]);
  return {
    first: { path: paths.list, page },
    stats: { path: paths.stats, data: counted },
  };
}

export default async function EventsPage({ searchParams }: { searchParams: Query }) {
  const ctx = await pageCtx();
  const readAt = Date.now();
  const today = new Date(readAt).toISOString().slice(0, 10);
  const allowed = allows(ctx.scopes, 'events:read');
  const data =
    allowed &&
    ((await read(ctx, await paramsOf(searchParams), today)) ??
      (await read(ctx, new URLSearchParams(), today)));
  return (
    <Page>
      <PageHeader
        description="Everything that happens in the organization, as it happens, for 90 days."
        title="Events"
      />
      {data ? (
        <EventList {...data} kinds={eventTypes()} readAt={readAt} today={today} />
      ) : (
        <ForbiddenState what="events" who="Ask an owner or admin for the scope events:read." />
      )}
    </Page>
  );
}
