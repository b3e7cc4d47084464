import { z } from 'zod';
import { type ConnectorSpec, field, READS } from '@/lib/connectors/catalog/declare';
import { BaseUrl, Metadata, secretText } from '@/lib/connectors/catalog/values';

const id = (prefix: string) =>
  z
    .string()
    .max(255)
    .regex(/^[\w-]+$/, `must be an id of Stripe, as ${prefix}_…`);
const currency = z
  .string()
  .regex(/^[A-Za-z]{3}$/, 'must be a code of three letters, as usd')
  .transform((it) => it.toLowerCase());
const amount = z
  .int()
  .min(-99_999_999)
  .max(99_999_999)
  .meta({ description: 'In the smallest unit of the currency: 1000 is 10.00 USD.' });
const words = z.string().max(1000);
const KEYED = 'Idempotency-Key: Stripe answers a repeat with the first result for 24 hours.';

const nullable = z.string().nullable().optional();
const kept = z.record(z.string(), z.string()).optional();
const created = z.number().int().optional();

const Customer = z.object({
  id: z.string(),
  object: z.string(),
  email: nullable,
  name: nullable,
  phone: nullable,
  description: nullable,
  metadata: kept,
  created,
  deleted: z.boolean().optional(),
});

export const stripe: ConnectorSpec = {
  type: 'stripe',
  name: 'Stripe',
  description: 'Create customers, invoices and payments at Stripe',
  credential: {
    provider: 'stripe',
    type: 'api_key',
    optional: false,
    hosts: ['api.stripe.com'],
    fields: [
      field(
        'secret_key',
        'Secret key',
        'A restricted key (rk_…) that may do only what is needed is best.',
        {
          secret: true,
          required: true,
        },
      ),
    ],
    data: z.looseObject({ secret_key: secretText }),
  },
  config: z.strictObject({
    defaultCurrency: currency.optional(),
    baseUrl: BaseUrl.optional(),
  }),
  actions: {
    create_customer: {
      description: 'Create a customer',
      writes: true,
      idempotency: KEYED,
      input: z.strictObject({
        email: z.email().max(512).optional(),
        name: z.string().max(256).optional(),
        phone: z.string().max(20).optional(),
        description: words.optional(),
        metadata: Metadata.optional(),
      }),
      output: Customer,
    },
    create_invoice: {
      description: 'Create an invoice',
      writes: true,
      idempotency: KEYED,
      input: z.strictObject({
        customer: id('cus'),
        currency: currency.optional(),
        description: words.optional(),
        auto_advance: z.boolean().optional(),
        collection_method: z.enum(['charge_automatically', 'send_invoice']).optional(),
        days_until_due: z.int().min(0).max(3650).optional(),
        pending_invoice_items_behavior: z.enum(['include', 'exclude']).optional(),
        metadata: Metadata.optional(),
      }),
      output: z.object({
        id: z.string(),
        object: z.string(),
        customer: nullable,
        status: nullable,
        currency: z.string().optional(),
        amount_due: z.number().optional(),
        amount_paid: z.number().optional(),
        total: z.number().optional(),
        number: nullable,
        hosted_invoice_url: nullable,
        due_date: z.number().nullable().optional(),
        metadata: kept,
        created,
      }),
    },
    create_invoice_item: {
      description: 'Add an item to an invoice, or to the customer’s next one',
      writes: true,
      idempotency: KEYED,
      input: z.strictObject({
        customer: id('cus'),
        invoice: id('in').optional(),
        amount,
        currency: currency.optional(),
        description: words.optional(),
        metadata: Metadata.optional(),
      }),
      output: z.object({
        id: z.string(),
        object: z.string(),
        customer: nullable,
        invoice: nullable,
        amount: z.number().optional(),
        currency: z.string().optional(),
        description: nullable,
        metadata: kept,
      }),
    },
    create_payment_intent: {
      description: 'Create a payment intent, and confirm it when asked',
      writes: true,
      idempotency: KEYED,
      input: z.strictObject({
        amount: amount.min(1),
        currency: currency.optional(),
        customer: id('cus').optional(),
        payment_method: id('pm').optional(),
        payment_method_types: z.array(z.string().max(50)).max(20).optional(),
        confirm: z.boolean().optional(),
        off_session: z.boolean().optional(),
        description: words.optional(),
        receipt_email: z.email().max(512).optional(),
        metadata: Metadata.optional(),
      }),
      // Its client_secret lets a browser pay: it has no place in a run's history.
      output: z.object({
        id: z.string(),
        object: z.string(),
        status: z.string(),
        amount: z.number(),
        amount_received: z.number().optional(),
        currency: z.string(),
        customer: nullable,
        payment_method: nullable,
        metadata: kept,
        created,
      }),
    },
    retrieve_customer: {
      description: 'Read a customer',
      writes: false,
      idempotency: READS,
      input: z.strictObject({ customer: id('cus') }),
      output: Customer,
    },
  },
};
