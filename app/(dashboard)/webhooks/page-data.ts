import type { EventKind, May } from '@/components/webhooks/model';
import type { Ctx } from '@/lib/core/context';
import { allows } from '@/lib/core/scopes';
import { eventTypes } from '@/lib/events/store';

export const mayOf = (ctx: Ctx): May => ({ write: allows(ctx.scopes, 'webhooks:write') });

/** What can be subscribed to. A test is sent by hand only. */
export const kinds = (): EventKind[] => eventTypes().filter(({ type }) => type !== 'webhook.test');
