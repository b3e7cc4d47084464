import type { Ctx } from '@/lib/core/context';
import { isUuid } from '@/lib/core/ids';
import type { Description } from '@/lib/engine/describe';
import type { Plan } from '@/lib/engine/plan';
import { EVENT_TYPES } from '@/lib/events/contract';
import { isCustomName } from '@/lib/events/custom.contract';

type Warning = { path: string; code: string; message: string; step?: string };

const LATER: [keyof Description & ('hosts' | 'agents' | 'models' | 'workflows'), string][] = [
  ['hosts', 'Which hosts it calls'],
  ['agents', 'Which agents it runs'],
  ['models', 'Which models it asks'],
  ['workflows', 'Which workflows it starts'],
];

/** What will run, but perhaps not as it was meant. */
export async function warningsOf(ctx: Ctx, plan: Plan, reach: Description): Promise<Warning[]> {
  return [
    ...plan.triggers.flatMap((trigger, i) =>
      trigger.type === 'event' && !isEvent(trigger.event)
        ? [
            {
              path: `triggers[${i}].event`,
              code: 'unknown_event',
              message: `Nothing emits "${trigger.event}". Names are dotted small letters, as order.created.`,
            },
          ]
        : [],
    ),
    ...LATER.filter(([key]) => reach[key].includes(null)).map(([, what]) => ({
      path: '',
      code: 'decided_later',
      message: `${what} is decided when it runs, so that it cannot be shown or checked before.`,
    })),
    ...(await idleAgents(ctx, plan, reach)),
  ];
}

/** One of our types, one of the organization's own, or a pattern of either. */
function isEvent(name: string): boolean {
  if (name === '*' || name in EVENT_TYPES || isCustomName(name)) return true;
  if (!name.endsWith('.*')) return false;
  const group = name.slice(0, -1);
  return (
    Object.keys(EVENT_TYPES).some((type) => type.startsWith(group)) || isCustomName(`${group}x`)
  );
}

async function idleAgents(ctx: Ctx, plan: Plan, reach: Description): Promise<Warning[]> {
  const names = reach.agents.filter((name) => name !== null);
  if (names.length === 0) return [];
  const rows = await ctx.db.agent.findMany({
    where: {
      OR: [{ id: { in: names.filter(isUuid) } }, { slug: { in: names } }, { name: { in: names } }],
    },
    select: { id: true, slug: true, name: true, status: true },
  });
  return rows
    .filter(({ status }) => status !== 'active')
    .map(({ id, slug, name, status }) => ({
      path: placeOf(plan, [id, slug, name]),
      code: 'agent_not_active',
      message: `"${name}" is ${status}. Its steps fail until it is deployed.`,
    }));
}

function placeOf(plan: Plan, names: string[]): string {
  const step = Object.values(plan.steps).find(({ type, input }) => {
    const text = JSON.stringify(input);
    return type === 'agent' && names.some((name) => text.includes(JSON.stringify(name)));
  });
  return step ? `${step.path}.config.agentId` : '';
}
