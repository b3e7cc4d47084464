import { bind } from '@/lib/core/bind';
import { reply } from '@/lib/core/endpoint';
import { cancelRun } from '@/lib/tests/cancel';
import * as api from '@/lib/tests/contract';
import {
  createCase,
  createSuite,
  deleteCase,
  deleteSuite,
  saveExecution,
  updateCase,
  updateSuite,
} from '@/lib/tests/save';
import { startSuite } from '@/lib/tests/start';
import {
  findCases,
  findRuns,
  findSuites,
  loadSuite,
  presentCase,
  presentSuite,
} from '@/lib/tests/store';
import { presentRun } from '@/lib/tests/summary';

export const testRoutes = [
  bind(api.listSuites, async (ctx, { query }) => reply(200, await findSuites(ctx, query))),
  bind(api.createSuite, async (ctx, { body }) =>
    reply(201, await presentSuite(ctx, await createSuite(ctx, body))),
  ),
  bind(api.getSuite, async (ctx, { params }) =>
    reply(200, await presentSuite(ctx, await loadSuite(ctx, params.id))),
  ),
  bind(api.updateSuite, async (ctx, { params, body }) =>
    reply(200, await presentSuite(ctx, await updateSuite(ctx, params.id, body))),
  ),
  bind(api.deleteSuite, async (ctx, { params }) => reply(204, await deleteSuite(ctx, params.id))),
  bind(api.listCases, async (ctx, { params, query }) => {
    const { id } = await loadSuite(ctx, params.id);
    return reply(200, await findCases(ctx, id, query));
  }),
  bind(api.createCase, async (ctx, { params, body }) =>
    reply(201, presentCase(await createCase(ctx, params.id, body))),
  ),
  bind(api.updateCase, async (ctx, { params, body }) =>
    reply(200, presentCase(await updateCase(ctx, params.id, params.caseId, body))),
  ),
  bind(api.deleteCase, async (ctx, { params }) =>
    reply(204, await deleteCase(ctx, params.id, params.caseId)),
  ),
  bind(api.saveAsTest, async (ctx, { params, body }) => {
    const row = await saveExecution(ctx, params.id, body);
    return reply(201, { ...presentCase(row), suite_id: row.suiteId });
  }),
  bind(api.runSuite, async (ctx, { params }) => {
    const { id } = await startSuite(ctx, params.id);
    return reply(202, await presentRun(ctx, id));
  }),
  bind(api.listTestRuns, async (ctx, { params, query }) => {
    const { id } = await loadSuite(ctx, params.id);
    return reply(200, await findRuns(ctx, id, query));
  }),
  bind(api.getTestRun, async (ctx, { params }) => reply(200, await presentRun(ctx, params.id))),
  bind(api.cancelTestRun, async (ctx, { params }) => {
    await cancelRun(ctx, params.id);
    return reply(200, await presentRun(ctx, params.id));
  }),
];
