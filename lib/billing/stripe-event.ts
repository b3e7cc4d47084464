import { z } from 'zod';

/** The parts of Stripe's objects that matter here; everything else in them is ignored. */
const Named = z.union([z.string(), z.object({ id: z.string() }).transform((o) => o.id)]);
const Ref = Named.nullish();
const Metadata = z.record(z.string(), z.string()).nullish();
const Cents = z.int().min(0).max(2_000_000_000);

export const StripeEventSchema = z.object({
  id: z.string().min(1).max(255),
  type: z.string().max(100),
  created: z.int().min(0).max(100_000_000_000),
  data: z.object({ object: z.record(z.string(), z.unknown()) }),
});
export type StripeEvent = z.output<typeof StripeEventSchema>;

export const Session = z.object({
  id: z.string(),
  client_reference_id: z.string().nullish(),
  metadata: Metadata,
  payment_status: z.string().nullish(),
  payment_intent: Ref,
  amount_total: Cents.nullish(),
  currency: z.string().nullish(),
});

export const PaymentIntent = z.object({
  id: z.string(),
  metadata: Metadata,
  amount_received: Cents.nullish(),
  currency: z.string().nullish(),
  customer: Ref,
  payment_method: Ref,
  setup_future_usage: z.string().nullish(),
  last_payment_error: z.object({ message: z.string().nullish() }).nullish(),
});

export const Charge = z.object({
  id: z.string(),
  metadata: Metadata,
  payment_intent: Ref,
  amount_refunded: Cents,
});

export const Refund = z.object({
  id: z.string(),
  payment_intent: Ref,
  amount: Cents,
  status: z.string().nullish(),
});

export const Dispute = z.object({
  id: z.string(),
  payment_intent: Ref,
  amount: Cents,
  status: z.string(),
});

export const StripeInvoice = z.object({
  id: z.string(),
  customer: Ref,
  metadata: Metadata,
  number: z.string().nullish(),
  status: z.enum(['draft', 'open', 'uncollectible', 'paid', 'void']).nullish(),
  total: z.int(),
  currency: z.string(),
  hosted_invoice_url: z.string().nullish(),
  invoice_pdf: z.string().nullish(),
  created: z.int(),
});

export const Customer = z.object({
  id: z.string(),
  invoice_settings: z.object({ default_payment_method: Ref }).nullish(),
});

export const PaymentMethod = z.object({ id: z.string(), customer: Ref });
