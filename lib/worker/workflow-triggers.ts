import { type Handler, handles } from '@/lib/worker/handlers';
import type { Subscriber } from '@/lib/worker/subscribers';
import { sweepSchedules } from '@/lib/worker/sweep-schedules';
import { onDeployed } from '@/lib/workflows/from-package';
import { hearEvent } from '@/lib/workflows/hear-event';
import { scheduleSweep } from '@/lib/workflows/trigger-jobs';

/** What starts workflows by itself. */
export const triggerHandlers: Handler[] = [handles(scheduleSweep, () => sweepSchedules())];

export const triggerSubscribers: Subscriber[] = [
  {
    name: 'workflows.triggers',
    types: '*',
    when: `SELECT 1 FROM workflow_triggers t WHERE t.organization_id = e.organization_id AND t.kind = 'event'
      AND (t.event IN (e.type, '*') OR (t.event LIKE '%.*' AND starts_with(e.type, rtrim(t.event, '*'))))`,
    on: hearEvent,
  },
  { name: 'workflows.deployed', types: ['deployment.completed'], on: onDeployed },
];
