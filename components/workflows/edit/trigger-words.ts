import { isObject, type Json } from '@/lib/engine/json';

const DAYS = ['Sundays', 'Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays'];
const two = (text: string) => text.padStart(2, '0');

/** A cron expression as people say it, where it is a common one; else the expression itself. */
export function cronWords(cron: string): string {
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== 5) return cron;
  const [minute, hour, day, month, weekday] = fields as [string, string, string, string, string];
  const whole = (text: string) => /^\d+$/.test(text);
  const every = /^\*\/(\d+)$/;
  const rest = day === '*' && month === '*' && weekday === '*';
  if (rest && hour === '*') {
    if (minute === '*') return 'every minute';
    const step = every.exec(minute)?.[1];
    if (step) return `every ${step} minutes`;
    if (whole(minute)) return minute === '0' ? 'every hour' : `every hour at :${two(minute)}`;
  }
  const step = every.exec(hour)?.[1];
  if (rest && step && whole(minute)) return `every ${step} hours`;
  if (!whole(minute) || !whole(hour) || month !== '*') return cron;
  const at = `at ${two(hour)}:${two(minute)}`;
  if (rest) return `every day ${at}`;
  if (day === '*' && weekday === '1-5') return `on weekdays ${at}`;
  if (day === '*' && /^[0-7]$/.test(weekday)) return `on ${DAYS[Number(weekday) % 7]} ${at}`;
  if (whole(day) && weekday === '*') return `on day ${day} of each month ${at}`;
  return cron;
}

/** What a trigger of a definition means. */
export function triggerWords(trigger: Json | undefined): string {
  if (!isObject(trigger)) return 'Not a trigger';
  switch (trigger.type) {
    case 'schedule': {
      const words = cronWords(String(trigger.cron ?? ''));
      const zone = trigger.timezone && trigger.timezone !== 'UTC' ? `, ${trigger.timezone}` : '';
      return `${words.charAt(0).toUpperCase()}${words.slice(1)}${zone}`;
    }
    case 'event':
      return trigger.event ? `On ${String(trigger.event)}` : 'On an event';
    case 'webhook':
      return 'On a call to its address';
    case 'manual':
      return 'By hand or over the API';
    default:
      return `Unknown trigger ${String(trigger.type)}`;
  }
}

/** What starts a workflow, for the beginning of its canvas. */
export function startsOf(doc: { [key: string]: Json }): string[] {
  const list = Array.isArray(doc.triggers) ? doc.triggers : [];
  const own = list.filter((one) => !isObject(one) || one.type !== 'manual').map(triggerWords);
  return own.length > 0 ? own : ['By hand or over the API'];
}
