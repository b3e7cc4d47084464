import { z } from 'zod';

const Maybe = z.array(z.string().nullable());

export const ProblemSchema = z
  .object({
    path: z.string().meta({ description: 'Into the definition: `steps[0].config.url`.' }),
    code: z.string(),
    message: z.string(),
    at: z.int().optional().meta({ description: 'An offset into the text there.' }),
    step: z.string().optional(),
  })
  .meta({ id: 'WorkflowProblem' });

export const GraphSchema = z
  .object({
    nodes: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        type: z.string(),
        kind: z.enum(['activity', 'wait', 'local', 'container']),
        parent: z.string().nullable(),
        lane: z.string().nullable(),
        path: z.string(),
        optional: z.boolean(),
      }),
    ),
    edges: z.array(
      z.object({ from: z.string(), to: z.string(), kind: z.enum(['next', 'error', 'undo']) }),
    ),
  })
  .meta({ id: 'WorkflowGraph', description: 'What a canvas draws.' });

export const DescriptionSchema = z
  .object({
    sentences: z.array(z.object({ step: z.string(), depth: z.int(), text: z.string() })),
    triggers: z.array(z.string()),
    hosts: Maybe,
    connectors: z.array(
      z.object({
        connector: z.string().nullable(),
        type: z.string().nullable(),
        action: z.string().nullable(),
      }),
    ),
    credentials: Maybe,
    secrets: z.array(z.string()),
    agents: Maybe,
    models: Maybe,
    workflows: Maybe,
    jobs: Maybe,
    events: Maybe,
    mcpTools: z.array(z.object({ server: z.string().nullable(), tool: z.string().nullable() })),
    runsCode: z.boolean(),
    maxCredits: z.number().nullable(),
  })
  .meta({
    id: 'WorkflowReach',
    description: 'What it does and can reach; null in a list is decided when it runs.',
  });

const AnyJson = z.unknown();

const ChangeSchema = z.object({
  path: z.string(),
  before: AnyJson.optional(),
  after: AnyJson.optional(),
});

export const DifferenceSchema = z
  .object({
    from: z.int(),
    to: z.int(),
    same: z.boolean(),
    steps: z.array(
      z.object({
        id: z.string(),
        change: z.enum(['added', 'removed', 'moved', 'changed']),
        before: z.string().nullable(),
        after: z.string().nullable(),
        fields: z.array(ChangeSchema),
      }),
    ),
    definition: z.array(ChangeSchema),
  })
  .meta({ id: 'WorkflowDifference' });
