import type { Ctx } from '@/lib/core/context';
import type { EventType } from '@/lib/events/contract';

export interface EventRow {
  id: string;
  type: string;
  data: Record<string, unknown>;
  timestamp: Date;
}

/** Reacts to events of some types, or of all (`*`). It may be called more than once for one event. */
export interface Subscriber {
  name: string;
  types: readonly EventType[] | '*';
  /** A query over the event `e` that has a row if there may be anything to do: without one it is not called. */
  when?: string;
  on(ctx: Ctx, event: EventRow): Promise<void>;
}
