import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApiDocument } from '@/lib/api/openapi/document';
import { routes } from '@/lib/api/registry';
import { GeneratedClients } from '@/lib/testing/generated-clients';
import { withServedApi } from '@/lib/testing/served-api';

/** The main job with @hey-api/openapi-ts: make an agent, deploy it, run it, read what it said. */
const HEY_API = `
import {
  createAgent, deployAgent, executeAgent, getExecution, listAgents,
} from './hey-api';
import { createClient, createConfig } from './hey-api/client';

const client = createClient(createConfig({
  baseUrl: process.env.ORIGIN as string,
  auth: process.env.KEY as string,
}));
const throwOnError = true;
const name = 'Greeter';
const made = await createAgent({
  client, throwOnError,
  body: { name, system_prompt: 'You greet.', config: { model: 'sandbox' }, tools: [{ name: 'calculator' }] },
});
const path = { id: made.data.id };
await deployAgent({ client, throwOnError, path });
const begun = await executeAgent({
  client, throwOnError, path, query: { wait: 0 }, body: { input: { message: 'Hello' } },
});
let execution = begun.data;
for (let i = 0; i < 200 && execution.status !== 'completed'; i++) {
  await new Promise((resolve) => setTimeout(resolve, 50));
  const { data } = await getExecution({ client, throwOnError, path: { id: execution.id } });
  execution = data;
}
const listed = await listAgents({ client, throwOnError, query: { limit: 10 } });
const refused = await createAgent({ client, body: { name: '' } });
console.log(JSON.stringify({
  status: execution.status,
  output: execution.output,
  listed: listed.data.data.some(({ id }) => id === made.data.id),
  refused: refused.error?.code,
}));
`;

/** The same with openapi-fetch and the types of openapi-typescript. */
const OPENAPI_FETCH = `
import createClient from 'openapi-fetch';
import type { components, paths } from './openapi-types';

// Answers are JSON, JSON:API only where that is asked for.
const api = createClient<paths, 'application/json'>({
  baseUrl: process.env.ORIGIN as string,
  headers: { Authorization: 'Bearer ' + process.env.KEY },
});
const made = await api.POST('/api/v1/agents', {
  body: { name: 'Greeter', system_prompt: 'You greet.', config: { model: 'sandbox' } },
});
if (!made.data) throw new Error(made.error.error);
const path = { id: made.data.id };
await api.POST('/api/v1/agents/{id}/deploy', { params: { path } });
const begun = await api.POST('/api/v1/agents/{id}/execute', {
  params: { path, query: { wait: 0 } },
  body: { input: { message: 'Hello' } },
});
let execution: components['schemas']['Execution'] | undefined = begun.data;
for (let i = 0; i < 200 && execution && execution.status !== 'completed'; i++) {
  await new Promise((resolve) => setTimeout(resolve, 50));
  const read = await api.GET('/api/v1/executions/{id}', { params: { path: { id: execution.id } } });
  execution = read.data;
}
const listed = await api.GET('/api/v1/agents', { params: { query: { limit: 10 } } });
const refused = await api.POST('/api/v1/agents', { body: { name: '' } });
console.log(JSON.stringify({
  status: execution?.status,
  output: execution?.output,
  listed: listed.data?.data.some(({ id }) => id === path.id),
  refused: refused.error?.code,
}));
`;

const api = withServedApi();

describe.each(['3.1', '3.0'] as const)('clients generated from our %s document', (version) => {
  let clients: GeneratedClients;
  beforeAll(async () => {
    clients = await GeneratedClients.of(openApiDocument(routes, version, 'https://fleet.test'));
  }, 60_000);
  afterAll(() => clients?.remove());
  const programs = { 'hey-api.main.ts': HEY_API, 'openapi-fetch.main.ts': OPENAPI_FETCH };

  test('compile strictly', async () => {
    expect(await clients.check(programs)).toBe('');
  }, 60_000);

  test.each(Object.keys(programs))(
    '%s creates, deploys and executes an agent',
    async (program) => {
      const said = await clients.run(program, { ORIGIN: api.origin, KEY: api.apiKey });
      expect(said).toEqual({
        status: 'completed',
        output: { message: expect.stringContaining('Sandbox model') },
        listed: true,
        refused: 'VALIDATION_FAILED',
      });
    },
    30_000,
  );
});
