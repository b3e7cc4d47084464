import {
  createConfig,
  deleteConfig,
  getConfig,
  getConfigVersion,
  listConfigs,
  listConfigVersions,
  updateConfig,
} from '@/lib/configs/contract';
import {
  layOut,
  openApiFile,
  openApiOfConfig,
  openApiOfContent,
  print,
  validate,
} from '@/lib/configs/language';
import {
  configOpenApi,
  contentOpenApi,
  formatConfig,
  formatContent,
  printWorkflow,
  validateConfig,
  validateContent,
} from '@/lib/configs/language.contract';
import { create, remove, update } from '@/lib/configs/save';
import { findConfigs, findVersions, loadConfig, presentConfig } from '@/lib/configs/store';
import { bind } from '@/lib/core/bind';
import { reply } from '@/lib/core/endpoint';

/** What is no number is the version of nothing. */
const versionOf = (text: string): number => (/^\d{1,9}$/.test(text) ? Number(text) : 0);

export const configRoutes = [
  bind(createConfig, async (ctx, { body }) => {
    const row = await create(ctx, body);
    return reply(201, presentConfig(row), { headers: { Location: `/api/configs/${row.id}` } });
  }),
  bind(listConfigs, async (ctx, { query }) => {
    const { rows, total } = await findConfigs(ctx, query);
    const { limit, offset } = query;
    const data = rows.map((row) => presentConfig(row, true));
    return reply(200, { data, limit, offset, total }, { total });
  }),
  bind(validateContent, async (ctx, { body }) => reply(200, await validate(ctx, body.content))),
  bind(formatContent, async (_, { body }) => reply(200, layOut(body.content))),
  bind(printWorkflow, async (_, { body }) => reply(200, { content: print(body.definition) })),
  bind(contentOpenApi, async (_, { body: { content, format, ...options } }) =>
    reply(200, undefined, { raw: openApiFile(openApiOfContent(content, options), format) }),
  ),
  bind(getConfig, async (ctx, { params }) =>
    reply(200, presentConfig(await loadConfig(ctx, params.id))),
  ),
  bind(updateConfig, async (ctx, { params, body }) =>
    reply(200, presentConfig(await update(ctx, params.id, body))),
  ),
  bind(deleteConfig, async (ctx, { params }) => reply(204, await remove(ctx, params.id))),
  bind(listConfigVersions, async (ctx, { params, query }) => {
    const { id } = await loadConfig(ctx, params.id);
    return reply(200, await findVersions(ctx, id, query));
  }),
  bind(getConfigVersion, async (ctx, { params }) =>
    reply(200, presentConfig(await loadConfig(ctx, params.id, versionOf(params.version)))),
  ),
  bind(validateConfig, async (ctx, { params, body }) => {
    const { shown } = await loadConfig(ctx, params.id);
    return reply(200, await validate(ctx, body.content ?? shown.content));
  }),
  bind(formatConfig, async (ctx, { params, body }) => {
    const { shown } = await loadConfig(ctx, params.id);
    return reply(200, layOut(body.content ?? shown.content));
  }),
  ...configOpenApi.map((endpoint) =>
    bind(endpoint, async (ctx, { params, query, request }) => {
      const accept = request.raw.headers.get('accept') ?? '';
      const yaml =
        endpoint.path.endsWith('.yaml') ||
        (!endpoint.path.endsWith('.json') &&
          /application\/(x-|vnd\.oai\.openapi\+)?yaml/.test(accept));
      const document = openApiOfConfig(await loadConfig(ctx, params.id), query.version);
      return reply(200, undefined, { raw: openApiFile(document, yaml ? 'yaml' : 'json') });
    }),
  ),
];
