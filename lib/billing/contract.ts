import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';
import { PageQuery } from '@/lib/core/page';

const When = z.iso.datetime();

export const PackageSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    credits: z.int(),
    amount_cents: z.int(),
    currency: z.string(),
    price: z.string().meta({ description: 'A decimal string in the currency.' }),
  })
  .meta({ id: 'CreditPackage' });

export type PackageView = z.output<typeof PackageSchema>;

export const listPackages = endpoint({
  id: 'listCreditPackages',
  method: 'GET',
  path: '/api/credits/packages',
  auth: 'credits:read',
  tag: 'Credits',
  summary: 'List the credit packages and their prices',
  responses: { 200: z.object({ packages: z.array(PackageSchema) }) },
});

export const topUp = endpoint({
  id: 'topUpCredits',
  method: 'POST',
  path: '/api/credits/topup',
  auth: 'credits:write',
  tag: 'Credits',
  summary: 'Start a top-up',
  description:
    'Answers the address of a checkout page. The credits arrive when Stripe confirms the payment.',
  body: z.strictObject({
    package: z.string().max(50),
    credits: z
      .int()
      .min(1)
      .max(1_000_000_000)
      .optional()
      .meta({ description: 'When given, it must be what the package holds.' }),
  }),
  responses: {
    200: z.object({ sessionUrl: z.string(), sessionId: z.string(), orderId: z.uuid() }),
  },
  errors: ['UNAVAILABLE'],
  example: { body: { package: 'starter', credits: 1000 } },
});

export const ORDER_STATUSES = [
  'open',
  'processing',
  'paid',
  'expired',
  'failed',
  'refunded',
  'disputed',
] as const;

export const OrderSchema = z
  .object({
    id: z.uuid(),
    package: z.string(),
    credits: z.number(),
    amount_cents: z.int(),
    currency: z.string(),
    status: z.enum(ORDER_STATUSES),
    automatic: z.boolean(),
    reversed: z.number().meta({ description: 'Credits taken back by refunds and disputes.' }),
    created_at: When,
    paid_at: When.nullable(),
  })
  .meta({ id: 'TopUpOrder' });

export type OrderView = z.output<typeof OrderSchema>;

const Id = z.object({ id: z.string().max(100) });

export const getTopUp = endpoint({
  id: 'getTopUp',
  method: 'GET',
  path: '/api/credits/topup/{id}',
  auth: 'credits:read',
  tag: 'Credits',
  summary: 'Read a top-up',
  params: Id,
  responses: { 200: OrderSchema },
  errors: ['NOT_FOUND'],
});

export const settleLocally = endpoint({
  id: 'settleLocalCheckout',
  method: 'POST',
  path: '/api/billing/checkout/{id}',
  auth: 'credits:write',
  tag: 'Billing',
  summary: 'Answer the local checkout page',
  description:
    'Development without a Stripe key only: stands in for Stripe’s page and sends our own webhook endpoint the event that Stripe would send.',
  params: Id,
  body: z.strictObject({ outcome: z.enum(['pay', 'cancel']) }),
  responses: { 200: OrderSchema },
  errors: ['NOT_FOUND', 'CONFLICT'],
  example: { body: { outcome: 'pay' } },
});

export const SettingsSchema = z
  .object({
    auto_top_up: z.boolean(),
    auto_top_up_package: z.string().nullable(),
    auto_top_up_below: z.number().nullable(),
    auto_top_up_failures: z
      .int()
      .meta({ description: 'Failures in a row; the third switches it off.' }),
    low_balance_below: z.number().nullable(),
    saved_card: z.boolean().meta({
      description: 'Whether a card is saved that automatic top-ups can charge.',
    }),
    payments: z.enum(['stripe', 'local', 'off']).meta({
      description: '`local`: a development server without a Stripe key. No money moves.',
    }),
  })
  .meta({ id: 'BillingSettings' });

export type SettingsView = z.output<typeof SettingsSchema>;

export const getSettings = endpoint({
  id: 'getBillingSettings',
  method: 'GET',
  path: '/api/billing/settings',
  auth: 'billing:read',
  tag: 'Billing',
  summary: 'Read the billing settings',
  responses: { 200: SettingsSchema },
});

const Threshold = z.number().min(0).max(1_000_000_000).nullable();

export const patchSettings = endpoint({
  id: 'updateBillingSettings',
  method: 'PATCH',
  path: '/api/billing/settings',
  auth: 'billing:write',
  tag: 'Billing',
  summary: 'Change the billing settings',
  body: z.strictObject({
    auto_top_up: z.boolean().optional(),
    auto_top_up_package: z.string().max(50).nullable().optional(),
    auto_top_up_below: Threshold.optional(),
    low_balance_below: Threshold.optional().meta({
      description: 'Owners and admins get one mail when the balance falls below; null: none.',
    }),
  }),
  responses: { 200: SettingsSchema },
  errors: ['CONFLICT'],
  example: { body: { low_balance_below: 100 } },
});

export type SettingsInput = z.output<NonNullable<(typeof patchSettings)['body']>>;

export const InvoiceSchema = z
  .object({
    id: z.uuid(),
    number: z.string().nullable(),
    status: z.enum(['draft', 'open', 'uncollectible', 'paid', 'void']),
    amount_cents: z.int(),
    currency: z.string(),
    hosted_url: z.string().nullable(),
    pdf_url: z.string().nullable(),
    created_at: When,
  })
  .meta({ id: 'Invoice' });

export type InvoiceView = z.output<typeof InvoiceSchema>;

export const listInvoices = endpoint({
  id: 'listInvoices',
  method: 'GET',
  path: '/api/billing/invoices',
  auth: 'billing:read',
  tag: 'Billing',
  summary: 'List invoices',
  query: PageQuery,
  responses: {
    200: z.object({
      invoices: z.array(InvoiceSchema),
      limit: z.int(),
      offset: z.int(),
      total: z.int(),
    }),
  },
});

export const openPortal = endpoint({
  id: 'openBillingPortal',
  method: 'POST',
  path: '/api/billing/portal',
  auth: 'billing:write',
  tag: 'Billing',
  summary: 'Open the customer portal',
  description: 'Stripe’s page for saved cards, addresses and receipts.',
  responses: { 200: z.object({ url: z.string() }) },
  errors: ['CONFLICT', 'UNAVAILABLE'],
});

export const stripeWebhook = endpoint({
  id: 'receiveStripeEvent',
  method: 'POST',
  path: '/api/stripe/webhook',
  auth: 'public',
  limit: 'none',
  bodyKind: 'raw',
  tag: 'Billing',
  summary: 'Receive an event of Stripe',
  description: 'Called by Stripe. The signature is checked over the exact bytes of the body.',
  responses: { 200: z.object({ received: z.literal(true) }) },
  errors: ['BAD_REQUEST', 'PAYLOAD_TOO_LARGE', 'UNAVAILABLE'],
});
