import { cardOf, type Version } from '@/lib/a2a/card';
import { refuse } from '@/lib/a2a/errors';
import { taskToLegacy } from '@/lib/a2a/legacy';
import { begin, NO_PUSH } from '@/lib/a2a/send';
import {
  GetParams,
  IdParams,
  ListParams,
  type Send,
  SendParams,
  type Task,
} from '@/lib/a2a/shapes';
import { findTasks, loadTask } from '@/lib/a2a/store';
import { isTerminal, presentTask, stateOf, type TaskRow } from '@/lib/a2a/task';
import { waitForRest } from '@/lib/a2a/wait';
import { loadOrganization } from '@/lib/accounts/organizations';
import type { AgentRow } from '@/lib/agents/store';
import type { Ctx } from '@/lib/core/context';
import { isUuid } from '@/lib/core/ids';
import { parse } from '@/lib/core/validate';
import { cancelById } from '@/lib/executions/cancel';

export interface Call {
  ctx: Ctx;
  agent: AgentRow;
  version: Version;
  signal: AbortSignal;
}

type Params = Record<string, unknown>;
type Method = (call: Call, params: Params) => Promise<unknown>;

/** Seconds that a sender waits who does not want its answer at once; a function of Vercel has 60. */
const MOST_WAIT = process.env.VERCEL ? 50 : 280;

const shown = ({ version }: Call, task: Task) => (version === '0.3' ? taskToLegacy(task) : task);

async function sendMessage(call: Call, params: Params) {
  const { ctx, agent, signal } = call;
  const sent: Send = parse(SendParams, params);
  const { returnImmediately, historyLength } = sent.configuration ?? {};
  const begun = await begin(ctx, agent, sent);
  const row = returnImmediately ? begun : await waitForRest(ctx, begun, MOST_WAIT, signal);
  const task = shown(call, presentTask(row, { historyLength }));
  return call.version === '0.3' ? task : { task };
}

async function getTask(call: Call, params: Params) {
  const { id, historyLength } = parse(GetParams, params);
  const row = await loadTask(call.ctx, call.agent.id, id);
  return shown(call, presentTask(row, { historyLength }));
}

async function cancelTask(call: Call, params: Params) {
  const { ctx, agent, signal } = call;
  const { id } = parse(IdParams, params);
  const row = await loadTask(ctx, agent.id, id, 'executions:write');
  const state = stateOf(row);
  if (isTerminal(state) && state !== 'TASK_STATE_CANCELED')
    refuse('TASK_NOT_CANCELABLE', 'This task is over.');
  const now = await cancelById(ctx, id, signal);
  return shown(call, presentTask({ ...now, a2aTask: row.a2aTask }));
}

/** `<time>|<id>` of the last task, as a token that clients need not understand. */
const tokenOf = (last: { at: string; id: string }) =>
  Buffer.from(`${last.at}|${last.id}`).toString('base64url');

function placeOf(token: string): { at: string; id: string } {
  const [at = '', id = ''] = Buffer.from(token, 'base64url').toString().split('|');
  return isUuid(id) && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at) && !Number.isNaN(Date.parse(at))
    ? { at, id }
    : refuse('INVALID_PARAMS', 'The pageToken is not one of ours.');
}

async function listTasks({ ctx, agent }: Call, params: Params) {
  const query = parse(ListParams, params);
  const { contextId, status, pageSize, pageToken, historyLength, statusTimestampAfter } = query;
  const found = await findTasks(ctx, agent.id, {
    contextId,
    state: status === 'TASK_STATE_UNSPECIFIED' ? undefined : status,
    since: statusTimestampAfter,
    limit: pageSize,
    after: pageToken ? placeOf(pageToken) : undefined,
  });
  const artifacts = query.includeArtifacts ?? false;
  return {
    tasks: found.rows.map((row) => presentTask(row, { historyLength, artifacts })),
    nextPageToken: found.next ? tokenOf(found.next) : '',
    pageSize,
    totalSize: found.total,
  };
}

async function getExtendedCard({ ctx, agent, version }: Call) {
  const { name } = await loadOrganization(ctx);
  return cardOf(ctx, { agent, organization: name, extended: true }, version);
}

const noPush: Method = async () => refuse('PUSH_NOTIFICATION_NOT_SUPPORTED', NO_PUSH);

/** What is answered at once, by its name in 1.0. */
export const METHODS: Record<string, Method> = {
  SendMessage: sendMessage,
  GetTask: getTask,
  ListTasks: listTasks,
  CancelTask: cancelTask,
  GetExtendedAgentCard: getExtendedCard,
  CreateTaskPushNotificationConfig: noPush,
  GetTaskPushNotificationConfig: noPush,
  ListTaskPushNotificationConfigs: noPush,
  DeleteTaskPushNotificationConfig: noPush,
};

interface Streamed {
  row: TaskRow;
  historyLength?: number | null;
}

/** What is answered with a stream: the task to follow. */
export const STREAMS: Record<string, (call: Call, params: Params) => Promise<Streamed>> = {
  async SendStreamingMessage({ ctx, agent }, params) {
    const sent: Send = parse(SendParams, params);
    const row = await begin(ctx, agent, sent);
    return { row, historyLength: sent.configuration?.historyLength };
  },
  async SubscribeToTask({ ctx, agent }, params) {
    const row = await loadTask(ctx, agent.id, parse(IdParams, params).id);
    if (isTerminal(stateOf(row)))
      refuse('UNSUPPORTED_OPERATION', 'This task is over; nothing more happens to it. Read it.');
    return { row };
  },
};
