import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';
import { PageQuery } from '@/lib/core/page';

const tag = 'Credits';
const When = z.iso.datetime();

export const BalanceSchema = z
  .object({
    credits: z.number().meta({ description: 'What can be spent: posted minus held.' }),
    held: z.number().meta({ description: 'Reserved by what runs at the moment.' }),
    debt: z
      .number()
      .meta({ description: 'Refunded but spent already; the next purchase pays it first.' }),
    usage_this_month: z.number(),
    last_topped_up: When.nullable(),
  })
  .meta({ id: 'CreditBalance' });

export type BalanceView = z.output<typeof BalanceSchema>;

export const getBalance = endpoint({
  id: 'getCreditBalance',
  method: 'GET',
  path: '/api/credits/balance',
  auth: 'credits:read',
  tag,
  summary: 'Read the balance',
  responses: { 200: BalanceSchema },
});

export const ENTRY_TYPES = ['purchase', 'usage', 'grant', 'refund', 'adjustment'] as const;

export const TransactionSchema = z
  .object({
    id: z.uuid(),
    type: z.enum(ENTRY_TYPES),
    amount: z.number().meta({ description: 'Credits; negative when they were spent.' }),
    balance_after: z.number(),
    description: z.string(),
    reference: z.object({ type: z.string(), id: z.string() }).nullable(),
    created_at: When,
  })
  .meta({ id: 'CreditTransaction' });

export type TransactionView = z.output<typeof TransactionSchema>;

const Instant = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

const HistoryQuery = PageQuery.extend({
  type: z.enum(ENTRY_TYPES).optional(),
  start_date: Instant.optional(),
  end_date: Instant.optional().meta({ description: 'A date includes that whole day (UTC).' }),
});

export type HistoryFilters = z.output<typeof HistoryQuery>;

export const getHistory = endpoint({
  id: 'getCreditHistory',
  method: 'GET',
  path: '/api/credits/history',
  auth: 'credits:read',
  tag,
  summary: 'List what moved the balance',
  description: 'Newest first, each with the balance after it.',
  query: HistoryQuery,
  responses: {
    200: z.object({
      transactions: z.array(TransactionSchema),
      limit: z.int(),
      offset: z.int(),
      total: z.int(),
    }),
  },
});

export const BurnDownSchema = z
  .object({
    data: z.array(z.object({ date: z.iso.date(), balance: z.number(), used: z.number() })),
    daily_average: z.number().meta({ description: 'Credits spent a day over the last week.' }),
    days_left: z.number().nullable(),
    runs_out_on: z.iso.date().nullable(),
  })
  .meta({ id: 'CreditBurnDown' });

export type BurnDownView = z.output<typeof BurnDownSchema>;

export const getBurnDown = endpoint({
  id: 'getCreditBurnDown',
  method: 'GET',
  path: '/api/credits/burn-down',
  auth: 'credits:read',
  tag,
  summary: 'Read the balance day by day, with a forecast',
  description: 'The balance at the end of each of the last `days` days (UTC); the last is now.',
  query: z.object({ days: z.coerce.number().int().min(1).max(90).default(30) }),
  responses: { 200: BurnDownSchema },
});

export const LimitSchema = z
  .object({
    subject_type: z.enum(['key', 'agent']),
    subject_id: z.uuid(),
    name: z.string().nullable().meta({ description: 'Null when the key or agent was deleted.' }),
    monthly: z.number(),
    spent: z.number().meta({ description: 'In this month, with what running work has reserved.' }),
    remaining: z.number(),
    updated_at: When,
  })
  .meta({ id: 'SpendingLimit' });

export type LimitView = z.output<typeof LimitSchema>;

export const listLimits = endpoint({
  id: 'listSpendingLimits',
  method: 'GET',
  path: '/api/credits/limits',
  auth: 'credits:read',
  tag,
  summary: 'List spending limits',
  description: 'What an API key or an agent may spend in a calendar month (UTC).',
  query: PageQuery,
  responses: {
    200: z.object({
      data: z.array(LimitSchema),
      limit: z.int(),
      offset: z.int(),
      total: z.int(),
    }),
  },
});

const Id = z.object({ id: z.string().max(100) });
const LimitInput = z
  .strictObject({ monthly: z.number().min(0).max(1_000_000_000) })
  .meta({ id: 'SpendingLimitInput', description: 'Credits a calendar month; 0 stops all.' });

/** Limits bind keys, so only who may manage keys may set them: a key could lift its own otherwise. */
const manage = 'credits:admin';

export const getKeyLimit = endpoint({
  id: 'getKeySpendingLimit',
  method: 'GET',
  path: '/api/credits/limits/keys/{id}',
  auth: 'credits:read',
  tag,
  summary: 'Read the spending limit of an API key',
  params: Id,
  responses: { 200: LimitSchema },
  errors: ['NOT_FOUND'],
});

export const putKeyLimit = endpoint({
  id: 'putKeySpendingLimit',
  method: 'PUT',
  path: '/api/credits/limits/keys/{id}',
  auth: manage,
  tag,
  summary: 'Set the spending limit of an API key',
  params: Id,
  body: LimitInput,
  responses: { 200: LimitSchema },
  errors: ['NOT_FOUND'],
  example: { body: { monthly: 500 } },
});

export const deleteKeyLimit = endpoint({
  id: 'deleteKeySpendingLimit',
  method: 'DELETE',
  path: '/api/credits/limits/keys/{id}',
  auth: manage,
  tag,
  summary: 'Remove the spending limit of an API key',
  params: Id,
  responses: { 204: null },
  errors: ['NOT_FOUND'],
});

export const getAgentLimit = endpoint({
  id: 'getAgentSpendingLimit',
  method: 'GET',
  path: '/api/credits/limits/agents/{id}',
  auth: 'credits:read',
  tag,
  summary: 'Read the spending limit of an agent',
  params: Id,
  responses: { 200: LimitSchema },
  errors: ['NOT_FOUND'],
});

export const putAgentLimit = endpoint({
  id: 'putAgentSpendingLimit',
  method: 'PUT',
  path: '/api/credits/limits/agents/{id}',
  auth: manage,
  tag,
  summary: 'Set the spending limit of an agent',
  params: Id,
  body: LimitInput,
  responses: { 200: LimitSchema },
  errors: ['NOT_FOUND'],
  example: { body: { monthly: 500 } },
});

export const deleteAgentLimit = endpoint({
  id: 'deleteAgentSpendingLimit',
  method: 'DELETE',
  path: '/api/credits/limits/agents/{id}',
  auth: manage,
  tag,
  summary: 'Remove the spending limit of an agent',
  params: Id,
  responses: { 204: null },
  errors: ['NOT_FOUND'],
});
