import { EVENT_TYPES } from '@/lib/events/contract';
import { isCustomName } from '@/lib/events/custom.contract';

/** What a webhook may subscribe to: a type of event, or a whole category as `agent.*`. */
const CATEGORIES = new Set(Object.keys(EVENT_TYPES).map((type) => categoryOf(type)));

/** `workflow` of `workflow.completed`. */
export function categoryOf(type: string): string {
  return type.slice(0, type.indexOf('.'));
}

/**
 * The dotted name of an event: `agent_executed` is `agent.executed`, `test_suite_completed` is
 * `test.suite.completed`. Names of one's own (`order.created`, `order.*`) stay as they are. Null for what can
 * be no event.
 */
export function eventName(given: string): string | null {
  if (given in EVENT_TYPES) return given;
  if (given.endsWith('.*') && CATEGORIES.has(given.slice(0, -2))) return given;
  const flat = given.replaceAll('.', '_');
  const found = Object.keys(EVENT_TYPES).find((type) => type.replaceAll('.', '_') === flat);
  if (found) return found;
  return isCustomName(given.replace(/\.\*$/, '.any')) ? given : null;
}

/** The entries by which a webhook may want an event of this type. */
export function wantedBy(type: string): string[] {
  // Told only to those who ask for it by name: to a webhook for everything it would be an echo of each delivery.
  if (type === ECHO) return [type];
  const words = type.split('.');
  return [type, ...words.slice(1).map((_, i) => `${words.slice(0, i + 1).join('.')}.*`)];
}

/** What is emitted for each delivery. Deliveries of it emit nothing, so that there is an end. */
export const ECHO = 'webhook.triggered';

/** Sent by the test button; never emitted as an event. */
export const TEST_EVENT = 'webhook.test';
