import { beforeEach, expect, it } from 'vitest';
import { call } from '@/lib/testing/client';
import { makeApiKey, makeOrganization } from '@/lib/testing/factories/accounts';
import { makeListing } from '@/lib/testing/factories/listings';
import { ask, got, type Json } from '@/lib/testing/graphql';
import { asClient } from '@/lib/testing/workflow-api';
import { withWorker } from '@/lib/testing/workflow-worker';

withWorker();
const client = asClient();
beforeEach(() => client.grant(100));

const does = (query: string, variables?: object): Promise<Json> =>
  got(client.headers, `mutation ${query}`, variables);
const reads = (query: string, variables?: object): Promise<Json> =>
  got(client.headers, `query ${query}`, variables);
const rest = async (path: string) =>
  (await call('GET', path, { headers: client.headers })).json as Json;

const AGENT = {
  name: 'Triage',
  description: 'Sorts',
  systemPrompt: 'You sort.',
  config: { model: 'sandbox', maxTokens: 512, temperature: 0.5 },
  tools: [{ name: 'calculator' }],
  limits: { maxSteps: 5 },
};

const makeAgent = async (): Promise<string> => {
  const { createAgent } = await does('($a: AgentInput!) { createAgent(input: $a) { id } }', {
    a: AGENT,
  });
  await does('($id: ID!) { deployAgent(id: $id) { status } }', { id: createAgent.id });
  return createAgent.id;
};

it('an agent is made, changed, deployed, paused and deleted, as REST sees it', async () => {
  const { createSkill } = await does(
    '{ createSkill(input: {name: "Plain", instructions: "Be brief."}) { id name agentCount } }',
  );
  expect(createSkill).toMatchObject({ name: 'Plain', agentCount: 0 });
  const { createAgent } = await does(
    '($a: AgentInput!) { createAgent(input: $a) { id status config { maxTokens } skills { name } } }',
    { a: { ...AGENT, skillIds: [createSkill.id] } },
  );
  expect(createAgent).toMatchObject({
    status: 'draft',
    config: { maxTokens: 512 },
    skills: [{ name: 'Plain' }],
  });
  const { id } = createAgent;
  expect(await rest(`/api/v1/agents/${id}`)).toMatchObject({
    system_prompt: 'You sort.',
    config: { model: 'sandbox', max_tokens: 512, temperature: 0.5 },
    tools: [{ name: 'calculator' }],
    limits: { max_steps: 5 },
    skill_ids: [createSkill.id],
  });

  const changed = await does(
    `($id: ID!, $skill: ID!) {
      updateAgent(id: $id, input: {description: "Sorts more", limits: {maxCredits: 1.5}}) { description limits { maxCredits } }
      deployAgent(id: $id) { status deployedAt }
      updateSkill(id: $skill, input: {name: "Plainer"}) { name agentCount agents { nodes { id status } } }
      pauseAgent(id: $id) { status }
      deleteSkill(id: $skill)
    }`,
    { id, skill: createSkill.id },
  );
  expect(changed).toMatchObject({
    updateAgent: { description: 'Sorts more', limits: { maxCredits: 1.5 } },
    deployAgent: { status: 'active', deployedAt: expect.any(String) },
    updateSkill: { name: 'Plainer', agentCount: 1, agents: { nodes: [{ id, status: 'active' }] } },
    pauseAgent: { status: 'paused' },
    deleteSkill: createSkill.id,
  });
  expect(await rest(`/api/v1/agents/${id}`)).toMatchObject({ status: 'paused', skills: [] });
  expect(await does('($id: ID!) { deleteAgent(id: $id) }', { id })).toEqual({ deleteAgent: id });
  expect((await rest(`/api/v1/agents/${id}`)).code).toBe('NOT_FOUND');
});

it('an agent is executed, waited for and read with its steps and log', async () => {
  const id = await makeAgent();
  const { executeAgent } = await does(
    `($id: ID!) { executeAgent(id: $id, input: {message: "Hello"}, wait: 30)
       { id status output agent { name } stepCount steps { nodes { index type name } } logs { nodes { message } } } }`,
    { id },
  );
  expect(executeAgent).toMatchObject({
    status: 'completed',
    output: { message: expect.any(String) },
    agent: { name: 'Triage' },
    stepCount: 1,
    steps: { nodes: [{ index: 0, type: 'model' }] },
  });
  expect(executeAgent.logs.nodes.length).toBeGreaterThan(1);
  expect((await rest(`/api/v1/executions/${executeAgent.id}`)).output).toEqual(executeAgent.output);

  const started = await does('($id: ID!) { executeAgent(id: $id) { id } }', { id });
  const waited = await reads('($id: ID!) { execution(id: $id, wait: 30) { id status } }', {
    id: started.executeAgent.id,
  });
  expect(waited.execution).toEqual({ id: started.executeAgent.id, status: 'completed' });
  const ended = await ask(
    client.headers,
    'mutation ($id: ID!) { cancelExecution(id: $id) { id } }',
    {
      id: executeAgent.id,
    },
  );
  expect(ended.errors[0]?.extensions.code).toBe('EXECUTION_ENDED');
});

const DEFINITION = {
  steps: [
    { id: 'one', type: 'set', config: { values: { a: 1 } } },
    { id: 'two', type: 'wait_event', config: { event: 'go' } },
  ],
};

it('a workflow is made, versioned, run, signalled and removed', async () => {
  const { createWorkflow } = await does(
    '($d: JSON!) { createWorkflow(input: {name: "Flow", definition: $d, note: "first"}) { id status version definition versions { nodes { note published } } } }',
    { d: DEFINITION },
  );
  expect(createWorkflow).toMatchObject({
    status: 'active',
    version: 1,
    definition: DEFINITION,
    versions: { nodes: [{ note: 'first', published: true }] },
  });
  const { id } = createWorkflow;
  const { runWorkflow } = await does(
    '($id: ID!) { runWorkflow(workflowId: $id, input: {x: 1}, metadata: {by: "test"}) { id status input metadata workflow { name } execution { id kind run { id } } } }',
    { id },
  );
  const runId = runWorkflow.id;
  expect(runWorkflow).toMatchObject({
    input: { x: 1 },
    metadata: { by: 'test' },
    workflow: { name: 'Flow' },
    execution: { id: runId, kind: 'workflow', run: { id: runId } },
  });
  await does(
    '($id: ID!) { signalWorkflowRun(id: $id, name: "go", data: {ok: true}, signalId: "once") { id } }',
    { id: runId },
  );
  const { workflowRun } = await reads(
    '($id: ID!) { workflowRun(id: $id, wait: 30) { status steps { nodes { step status output } } history(last: 1) { nodes { eventType } } } node(id: $id) { __typename } }',
    { id: runId },
  );
  expect(workflowRun).toMatchObject({
    status: 'completed',
    steps: { nodes: [{ step: 'one' }, { step: 'two', status: 'completed' }] },
  });

  const again = await does(
    `($id: ID!, $run: ID!, $d: JSON!) {
      updateWorkflow(id: $id, input: {definition: $d, publish: false}) { version publishedVersion }
      publishWorkflow(id: $id, version: 2) { publishedVersion }
      retryWorkflowRun(id: $run, from: "start", version: latest) { id version }
      forkWorkflowRun(id: $run, from: "two") { id version }
      duplicateWorkflow(id: $id, name: "Copy") { id name status }
      pauseWorkflow(id: $id) { status }
      resumeWorkflow(id: $id) { status }
    }`,
    {
      id,
      run: runId,
      d: {
        steps: [...DEFINITION.steps, { id: 'three', type: 'set', config: { values: { b: 2 } } }],
      },
    },
  );
  expect(again).toMatchObject({
    updateWorkflow: { version: 2, publishedVersion: 1 },
    publishWorkflow: { publishedVersion: 2 },
    retryWorkflowRun: { version: 2 },
    forkWorkflowRun: { version: 1 },
    duplicateWorkflow: { name: 'Copy', status: 'draft' },
    pauseWorkflow: { status: 'paused' },
    resumeWorkflow: { status: 'active' },
  });
  const open = await does(
    `($run: ID!, $fork: ID!) {
      pauseWorkflowRun(id: $run) { id } resumeWorkflowRun(id: $run) { id }
      a: cancelWorkflowRun(id: $run, reason: "enough") { status }
      b: cancelWorkflowRun(id: $fork) { status } }`,
    { run: again.retryWorkflowRun.id, fork: again.forkWorkflowRun.id },
  );
  expect(open).toMatchObject({ a: { status: 'cancelled' }, b: { status: 'cancelled' } });
  expect(await does('($id: ID!) { deleteWorkflow(id: $id, force: true) }', { id })).toEqual({
    deleteWorkflow: id,
  });
  expect((await reads('($id: ID!) { workflow(id: $id) { id } }', { id })).workflow).toBeNull();
});

it('what a run asks a person is found below it, and approved', async () => {
  const definition = {
    steps: [
      { id: 'ask', type: 'approval', config: { title: 'Pay it?', assignees: ['role:owner'] } },
    ],
  };
  const { createWorkflow } = await does(
    '($d: JSON!) { createWorkflow(input: {name: "Asks", definition: $d}) { id } }',
    { d: definition },
  );
  const { runWorkflow } = await does('($id: ID!) { runWorkflow(workflowId: $id) { id } }', {
    id: createWorkflow.id,
  });
  const { id } = runWorkflow;
  let found: Json[] = [];
  for (let i = 0; i < 300 && found.length === 0; i++)
    ({ nodes: found } = (
      await reads(
        '($id: ID!) { workflowRun(id: $id) { approvals(status: pending) { nodes { id title canDecide run { id } workflow { name } } } } }',
        { id },
      )
    ).workflowRun.approvals);
  expect(found).toMatchObject([
    { title: 'Pay it?', canDecide: true, run: { id }, workflow: { name: 'Asks' } },
  ]);
  expect((await reads('{ approvals(assignee: me) { totalCount } }')).approvals.totalCount).toBe(1);
  const { approve } = await does(
    '($id: ID!) { approve(id: $id, comment: "Yes") { status decisions { decision comment } } }',
    { id: found[0].id },
  );
  expect(approve).toEqual({
    status: 'approved',
    decisions: [{ decision: 'approved', comment: 'Yes' }],
  });
  const { workflowRun } = await reads('($id: ID!) { workflowRun(id: $id, wait: 30) { status } }', {
    id,
  });
  expect(workflowRun.status).toBe('completed');
  expect((await reads('{ approvals(assignee: me) { totalCount } }')).approvals.totalCount).toBe(0);
});

it('jobs and events are those of REST', async () => {
  const at = '2999-01-01T00:00:00.000Z';
  const made = await does(
    `($at: DateTime!) {
      scheduleJob(input: {taskType: "daily-cleanup", scheduleAt: $at}) { id status state scheduleAt taskType }
      emitEvent(type: "custom.done", data: {n: 1}) { id type data } }`,
    { at },
  );
  expect(made.scheduleJob).toMatchObject({ status: 'pending', state: 'scheduled', scheduleAt: at });
  expect(made.emitEvent).toMatchObject({ type: 'custom.done', data: { n: 1 } });
  const { id } = made.scheduleJob;
  expect((await rest(`/api/jobs/${id}`)).task_type).toBe('daily-cleanup');
  expect((await rest(`/api/events/${made.emitEvent.id}`)).data).toEqual({ n: 1 });
  expect(await does('($id: ID!) { cancelJob(id: $id) }', { id })).toEqual({ cancelJob: id });
  expect((await rest(`/api/jobs/${id}`)).status).toBe('canceled');
});

it('a definition with problems is refused with all of them', async () => {
  const answer = await ask(
    client.headers,
    'mutation ($d: JSON!) { createWorkflow(input: {definition: $d}) { id } }',
    { d: { steps: [{ id: 'a', type: 'nothing' }] } },
  );
  const plain = await call('POST', '/api/v1/workflows', {
    headers: client.headers,
    body: { definition: { steps: [{ id: 'a', type: 'nothing' }] } },
  });
  const { error, code, request_id, ...more } = plain.json as Json;
  expect(answer.errors[0]).toMatchObject({ message: error, extensions: { code, ...more } });
});

it('a package is installed, found with what it brought, and removed', async () => {
  const listing = await makeListing(client.ctx);
  const { installPackage } = await does(
    '($slug: ID!) { installPackage(packageId: $slug) { id status package { slug } } }',
    { slug: listing.slug },
  );
  expect(installPackage.package).toEqual({ slug: listing.slug });
  const { id } = installPackage;
  let installation: Json = { status: 'queued' };
  for (let i = 0; i < 200 && installation.status !== 'active'; i++)
    ({ installation } = await reads(
      '($id: ID!) { installation(id: $id) { status error { message } agents { name agent { id status } } skills { skill { name } } } }',
      { id },
    ));
  expect(installation).toMatchObject({
    status: 'active',
    agents: [{ name: 'Sorter', agent: { id: expect.any(String) } }],
    skills: [{ skill: { name: 'Tone' } }],
  });
  const done = await does(
    `($id: ID!) {
      updateInstallation(id: $id, config: {}) { config }
      pauseInstallation(id: $id) { status }
      uninstallPackage(id: $id) { removed kept } }`,
    { id },
  );
  expect(done).toMatchObject({
    updateInstallation: { config: {} },
    pauseInstallation: { status: 'paused' },
  });
  expect([...done.uninstallPackage.removed, ...done.uninstallPackage.kept].sort()).toEqual([
    'Sorter',
    'Tone',
  ]);
});

it('errors have the code, words and details of REST, and the request id', async () => {
  const answer = await ask(
    client.headers,
    'mutation { createAgent(input: {name: "", config: {temperature: 9, model: "none"}}) { id } }',
  );
  const plain = await call('POST', '/api/v1/agents', {
    headers: client.headers,
    body: { name: '', config: { temperature: 9, model: 'none' } },
  });
  const { error, code, details } = plain.json as Json;
  expect(answer.status).toBe(200);
  expect(answer.data).toEqual({ createAgent: null });
  expect(answer.errors).toEqual([
    {
      message: error,
      locations: [{ line: 1, column: 12 }],
      path: ['createAgent'],
      extensions: { code, details, request_id: answer.headers.get('x-request-id') },
    },
  ]);
});

it('who has too few credits is told what is needed, and nothing is begun', async () => {
  const { organization, owner } = await makeOrganization();
  const { headers } = await makeApiKey(organization.id, owner.id);
  const made = await got(headers, 'mutation ($a: AgentInput!) { createAgent(input: $a) { id } }', {
    a: AGENT,
  });
  const { id } = made.createAgent;
  const answer = await ask(
    headers,
    'mutation ($id: ID!) { deployAgent(id: $id) { id } executeAgent(id: $id) { id } }',
    { id },
  );
  expect(answer.data).toEqual({ deployAgent: { id }, executeAgent: null });
  expect(answer.errors[0]?.extensions).toMatchObject({
    code: 'INSUFFICIENT_CREDITS',
    required: expect.any(Number),
    available: expect.any(Number),
  });
  expect((await got(headers, '{ executions { totalCount } }')).executions.totalCount).toBe(0);
});

it('one mutation that fails leaves those beside it done, in order', async () => {
  const answer = await ask(
    client.headers,
    'mutation { a: createSkill(input: {name: "A"}) { name } b: createSkill(input: {name: ""}) { name } c: createSkill(input: {name: "C"}) { name } }',
  );
  expect(answer.data).toEqual({ a: { name: 'A' }, b: null, c: { name: 'C' } });
  expect(answer.errors).toMatchObject([{ path: ['b'] }]);
  const { skills } = await reads('{ skills { nodes { name } } }');
  expect(skills.nodes.map(({ name }: Json) => name)).toEqual(['C', 'A']);
});

const post = (key: string, query: string, variables?: object) =>
  call('POST', '/api/v1/graphql', {
    headers: { ...client.headers, 'idempotency-key': key },
    body: { query, variables },
  });

it('an Idempotency-Key makes a repeated mutation count once', async () => {
  const query = 'mutation { createSkill(input: {name: "Once"}) { id } }';
  const first = await post('once', query);
  const second = await post('once', query);
  expect(second.text).toBe(first.text);
  expect(second.headers.get('idempotency-replayed')).toBe('true');
  expect((await reads('{ skills { totalCount } }')).skills.totalCount).toBe(1);
  expect((await post('once', 'mutation { createSkill(input: {name: "Two"}) { id } }')).status).toBe(
    422,
  );
});

it('an Idempotency-Key keeps neither reads nor what may end otherwise', async () => {
  const read = '{ skills { totalCount } }';
  expect((await post('read', read)).json).toEqual({ data: { skills: { totalCount: 0 } } });
  await does('{ createSkill(input: {name: "A"}) { id } }');
  expect((await post('read', read)).json).toEqual({ data: { skills: { totalCount: 1 } } });

  const { createAgent } = await does('($a: AgentInput!) { createAgent(input: $a) { id } }', {
    a: AGENT,
  });
  const { id } = createAgent;
  const run = 'mutation ($id: ID!) { executeAgent(id: $id) { agentId } }';
  expect((await post('run', run, { id })).json).toMatchObject({
    errors: [{ extensions: { code: 'AGENT_NOT_ACTIVE' } }],
  });
  await does('($id: ID!) { deployAgent(id: $id) { id } }', { id });
  expect((await post('run', run, { id })).json).toEqual({
    data: { executeAgent: { agentId: id } },
  });
});
