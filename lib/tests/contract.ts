import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';
import { PageQuery, pageOf } from '@/lib/core/page';

const Name = z.string().min(1).max(255);
const When = z.iso.datetime();
const tag = 'Tests';
const Id = z.object({ id: z.string().max(100) });

const Expected = z.unknown().optional().meta({
  description:
    'Objects are compared partially. `{equals}`, `{contains}` and `{matches}` (a pattern) work at any depth. Left out, any output passes.',
});

const Target = z
  .strictObject({ agentId: z.uuid().optional(), workflowId: z.uuid().optional() })
  .refine((target) => !(target.agentId && target.workflowId), {
    error: 'must name an agent or a workflow, not both',
  })
  .nullable()
  .meta({ description: 'What the cases are given to; null: the output of a case is its input.' });

const Gate = z
  .strictObject({ agentAppId: z.uuid(), required: z.boolean().default(true) })
  .nullable()
  .meta({
    description: 'An agent app that is published only while the last run of this suite has passed.',
  });

const suiteFields = {
  name: Name,
  description: z.string().max(5000).optional(),
  target: Target.optional(),
  parallel: z.boolean().optional(),
  stopOnFailure: z.boolean().optional(),
  gate: Gate.optional(),
};

const caseFields = { name: Name, input: z.unknown(), expected: Expected };

export const SuiteInput = z
  .strictObject({
    ...suiteFields,
    testCases: z.array(z.strictObject(caseFields)).max(1000).optional(),
  })
  .meta({ id: 'TestSuiteInput' });
export const SuitePatch = z
  .strictObject({ ...suiteFields, name: Name.optional() })
  .meta({ id: 'TestSuitePatch' });
export const CaseInput = z.strictObject(caseFields).meta({ id: 'TestCaseInput' });
export const CasePatch = z
  .strictObject({ ...caseFields, name: Name.optional(), input: z.unknown().optional() })
  .meta({ id: 'TestCasePatch' });

export const CaseSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    input: z.unknown(),
    expected: z.unknown(),
    execution_id: z.uuid().nullable(),
    created_at: When,
  })
  .meta({ id: 'TestCase' });

const Counts = {
  totalTests: z.int(),
  passedTests: z.int(),
  failedTests: z.int(),
  skippedTests: z.int(),
};

const RunBrief = z.object({
  id: z.uuid(),
  suite_id: z.uuid().nullable(),
  name: z.string(),
  status: z.enum(['running', 'completed', 'failed', 'cancelled']),
  ...Counts,
  created_at: When,
  completed_at: When.nullable(),
});

export const RunSchema = RunBrief.extend({
  results: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      status: z.enum(['pending', 'running', 'passed', 'failed', 'skipped']),
      input: z.unknown(),
      output: z.unknown(),
      expected: z.unknown(),
      error: z.string().nullable(),
      execution_id: z.uuid().nullable(),
      durationMs: z.int().nullable(),
    }),
  ),
}).meta({ id: 'TestRun' });

export const SuiteSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    description: z.string(),
    target: z
      .object({
        agentId: z.uuid().nullable(),
        workflowId: z.uuid().nullable(),
        name: z.string().nullable().meta({ description: 'Null when it was deleted.' }),
      })
      .nullable(),
    parallel: z.boolean(),
    stopOnFailure: z.boolean(),
    gate: z.object({ agentAppId: z.uuid(), required: z.boolean() }).nullable(),
    cases: z.int(),
    last_run: RunBrief.nullable(),
    created_at: When,
    updated_at: When,
  })
  .meta({ id: 'TestSuite' });

export type SuiteView = z.output<typeof SuiteSchema>;
export type CaseView = z.output<typeof CaseSchema>;
export type RunView = z.output<typeof RunSchema>;
export type RunBriefView = z.output<typeof RunBrief>;

const read = { auth: 'tests:read', tag } as const;
const write = { auth: 'tests:write', tag } as const;
const lost = { errors: ['NOT_FOUND'] } as const;

const SuiteQuery = PageQuery.extend({
  search: z.string().max(200).optional().meta({ description: 'In the name.' }),
  agent_id: z.uuid().optional(),
  workflow_id: z.uuid().optional(),
});
export type SuiteFilters = z.output<typeof SuiteQuery>;

export const listSuites = endpoint({
  ...read,
  id: 'listTestSuites',
  method: 'GET',
  path: '/api/v1/test-suites',
  summary: 'List test suites',
  query: SuiteQuery,
  responses: { 200: pageOf(SuiteSchema) },
});

export const createSuite = endpoint({
  ...write,
  id: 'createTestSuite',
  method: 'POST',
  path: '/api/v1/test-suites',
  summary: 'Create a test suite',
  body: SuiteInput,
  responses: { 201: SuiteSchema },
  errors: ['CONFLICT'],
  example: {
    body: {
      name: 'Triage answers',
      testCases: [
        {
          name: 'Refund',
          input: { message: 'Refund me' },
          expected: { message: { contains: 'refund' } },
        },
      ],
    },
  },
});

export const getSuite = endpoint({
  ...read,
  ...lost,
  id: 'getTestSuite',
  method: 'GET',
  path: '/api/v1/test-suites/{id}',
  summary: 'Read a test suite',
  params: Id,
  responses: { 200: SuiteSchema },
});

export const updateSuite = endpoint({
  ...write,
  ...lost,
  id: 'updateTestSuite',
  method: 'PATCH',
  path: '/api/v1/test-suites/{id}',
  summary: 'Change a test suite',
  params: Id,
  body: SuitePatch,
  responses: { 200: SuiteSchema },
  example: { body: { parallel: true } },
});

export const deleteSuite = endpoint({
  ...write,
  ...lost,
  id: 'deleteTestSuite',
  method: 'DELETE',
  path: '/api/v1/test-suites/{id}',
  summary: 'Delete a test suite',
  description: 'With its cases. Results of its runs stay.',
  params: Id,
  responses: { 204: null },
});

export const listCases = endpoint({
  ...read,
  ...lost,
  id: 'listTestCases',
  method: 'GET',
  path: '/api/v1/test-suites/{id}/cases',
  summary: 'List the cases of a test suite',
  params: Id,
  query: PageQuery,
  responses: { 200: pageOf(CaseSchema) },
});

export const createCase = endpoint({
  ...write,
  id: 'createTestCase',
  method: 'POST',
  path: '/api/v1/test-suites/{id}/cases',
  summary: 'Add a case to a test suite',
  params: Id,
  body: CaseInput,
  responses: { 201: CaseSchema },
  errors: ['NOT_FOUND', 'CONFLICT'],
  example: {
    body: { name: 'Sum', input: { message: '2+2' }, expected: { message: { contains: '4' } } },
  },
});

const CaseId = z.object({ id: z.string().max(100), caseId: z.string().max(100) });

export const updateCase = endpoint({
  ...write,
  ...lost,
  id: 'updateTestCase',
  method: 'PATCH',
  path: '/api/v1/test-suites/{id}/cases/{caseId}',
  summary: 'Change a test case',
  params: CaseId,
  body: CasePatch,
  responses: { 200: CaseSchema },
  example: { body: { expected: { message: { matches: '^4' } } } },
});

export const deleteCase = endpoint({
  ...write,
  ...lost,
  id: 'deleteTestCase',
  method: 'DELETE',
  path: '/api/v1/test-suites/{id}/cases/{caseId}',
  summary: 'Delete a test case',
  params: CaseId,
  responses: { 204: null },
});

export const saveAsTest = endpoint({
  ...write,
  id: 'saveExecutionAsTest',
  method: 'POST',
  path: '/api/v1/executions/{id}/save-as-test',
  summary: 'Save an execution as a test case',
  description:
    'Its input becomes the case, its output what is expected unless given. Without a suite, or with the name of none, one is made for its agent.',
  params: Id,
  body: z.strictObject({
    suiteId: z.uuid().optional(),
    suite: Name.optional(),
    name: Name.optional(),
    expected: Expected,
  }),
  responses: { 201: CaseSchema.extend({ suite_id: z.uuid() }) },
  errors: ['NOT_FOUND', 'CONFLICT'],
  example: { body: { suite: 'Regressions', name: 'Refund' } },
});

export const runSuite = endpoint({
  ...write,
  id: 'runTestSuite',
  method: 'POST',
  path: '/api/v1/test-suites/{id}/run',
  summary: 'Run a test suite',
  params: Id,
  responses: { 202: RunSchema },
  errors: ['NOT_FOUND', 'CONFLICT'],
});

export const listTestRuns = endpoint({
  ...read,
  ...lost,
  id: 'listTestRuns',
  method: 'GET',
  path: '/api/v1/test-suites/{id}/runs',
  summary: 'List the runs of a test suite',
  params: Id,
  query: PageQuery,
  responses: { 200: pageOf(RunBrief) },
});

export const getTestRun = endpoint({
  ...read,
  ...lost,
  id: 'getTestRun',
  method: 'GET',
  path: '/api/v1/test-runs/{id}',
  summary: 'Read a run of a test suite',
  params: Id,
  responses: { 200: RunSchema },
});

export const cancelTestRun = endpoint({
  ...write,
  ...lost,
  id: 'cancelTestRun',
  method: 'POST',
  path: '/api/v1/test-runs/{id}/cancel',
  summary: 'Cancel a run of a test suite',
  params: Id,
  responses: { 200: RunSchema },
});
