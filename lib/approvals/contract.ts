import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';
import { PageQuery, pageOf } from '@/lib/core/page';

export const STATUSES = ['pending', 'approved', 'rejected', 'expired', 'withdrawn'] as const;
export const KINDS = ['step', 'tool_call', 'overspend'] as const;

const Time = z.iso.datetime();
const Json = z.record(z.string(), z.unknown());

const Decision = z
  .object({
    by: z.string().meta({ description: 'The email address of who decided.' }),
    decision: z.enum(['approved', 'rejected']),
    comment: z.string(),
    data: z.unknown().meta({ description: 'What was filled into the form.' }),
    at: Time,
  })
  .meta({ id: 'ApprovalDecision' });

export const ApprovalSchema = z
  .object({
    id: z.uuid(),
    kind: z.enum(KINDS).meta({
      description: 'What waits: a step of a workflow, a tool call of an agent, an overspend.',
    }),
    status: z.enum(STATUSES).meta({
      description: 'expired: nobody decided in time; withdrawn: what waited has ended another way.',
    }),
    title: z.string(),
    description: z.string(),
    asker: z.string().meta({ description: 'The name of the workflow or agent that asks.' }),
    workflow_id: z.uuid().nullable(),
    run_id: z.uuid().nullable(),
    execution_id: z.uuid().nullable(),
    step: z.string(),
    assignees: z.array(z.string()).meta({
      description:
        'Email addresses, `role:admin`, or ids of users. None: owners and admins, who may always decide.',
    }),
    quorum: z.int().meta({ description: 'Approvals that are needed. One rejection rejects.' }),
    form: Json.nullable().meta({ description: 'JSON Schema of the data that an approval needs.' }),
    data: z.unknown().meta({ description: 'What the decision is about.' }),
    decisions: z.array(Decision),
    can_decide: z.boolean().meta({ description: 'Whether you may decide now.' }),
    due_at: Time.nullable(),
    created_at: Time,
    ended_at: Time.nullable(),
  })
  .meta({ id: 'Approval' });

export type ApprovalView = z.output<typeof ApprovalSchema>;

const Id = z.object({ id: z.string().max(100) });
const tag = 'Approvals';

export const listApprovals = endpoint({
  id: 'listApprovals',
  method: 'GET',
  path: '/api/v1/approvals',
  auth: 'approvals:read',
  tag,
  jsonApi: 'approval',
  summary: 'List what waits for a person, and what was decided',
  description: 'Newest first.',
  query: PageQuery.extend({
    status: z
      .enum([...STATUSES, 'ended'])
      .optional()
      .meta({ description: '`ended`: all but pending.' }),
    assignee: z.literal('me').optional().meta({
      description: '`me`: what you are asked for, by address, role or id, and have not decided.',
    }),
    kind: z.enum(KINDS).optional(),
    run_id: z.uuid().optional(),
  }),
  responses: { 200: pageOf(ApprovalSchema) },
});

export const getApproval = endpoint({
  id: 'getApproval',
  method: 'GET',
  path: '/api/v1/approvals/{id}',
  auth: 'approvals:read',
  tag,
  jsonApi: 'approval',
  summary: 'Read an approval',
  params: Id,
  responses: { 200: ApprovalSchema },
  errors: ['NOT_FOUND'],
});

const Comment = z.string().max(2000).optional();

export const DecisionInput = z.strictObject({ comment: Comment, data: Json.optional() });

const decide = {
  method: 'POST',
  auth: 'approvals:write',
  tag,
  jsonApi: 'approval',
  params: Id,
  body: DecisionInput,
  bodyOptional: true,
  responses: { 200: ApprovalSchema },
  errors: ['NOT_FOUND', 'FORBIDDEN', 'CONFLICT'],
} as const;

export const approve = endpoint({
  ...decide,
  id: 'approve',
  path: '/api/v1/approvals/{id}/approve',
  summary: 'Approve',
  description:
    'What waits goes on once as many have approved as its quorum asks. Everyone decides once. `data` must fit the form.',
  example: { body: { comment: 'Looks right.', data: { amount: 120 } } },
});

export const reject = endpoint({
  ...decide,
  id: 'reject',
  path: '/api/v1/approvals/{id}/reject',
  summary: 'Reject',
  description: 'One rejection is enough.',
  example: { body: { comment: 'The invoice is missing.' } },
});
