import type { z } from 'zod';
import type { InvoiceView } from '@/lib/billing/contract';
import type { StripeInvoice } from '@/lib/billing/stripe-event';
import type { Ctx, TxCtx } from '@/lib/core/context';
import { newId } from '@/lib/core/ids';
import type { Page } from '@/lib/core/page';

/** How final a status is: an older event never takes an invoice back to an earlier one. */
const RANK = (column: string) =>
  `array_position(ARRAY['draft', 'open', 'uncollectible', 'paid', 'void'], ${column})`;

const web = (url: string | null | undefined) => (url?.startsWith('https://') ? url : null);

/** Writes what Stripe says of an invoice. */
export async function keepInvoice(tx: TxCtx, o: z.output<typeof StripeInvoice>): Promise<void> {
  await tx.sql(
    `INSERT INTO invoices AS i (id, organization_id, stripe_id, number, status, amount_cents, currency,
       hosted_url, pdf_url, created_at)
     VALUES ($2::uuid, $1::uuid, $3, $4, $5, $6::int, $7, $8, $9, to_timestamp($10::bigint))
     ON CONFLICT (stripe_id) DO UPDATE SET
       number = coalesce(excluded.number, i.number),
       hosted_url = coalesce(excluded.hosted_url, i.hosted_url),
       pdf_url = coalesce(excluded.pdf_url, i.pdf_url),
       status = excluded.status, amount_cents = excluded.amount_cents
     WHERE i.organization_id = excluded.organization_id
       AND ${RANK('excluded.status')} >= ${RANK('i.status')}
     RETURNING 1`,
    tx.organizationId,
    newId(),
    o.id,
    o.number ?? null,
    o.status ?? 'draft',
    o.total,
    o.currency,
    web(o.hosted_invoice_url),
    web(o.invoice_pdf),
    BigInt(o.created),
  );
}

export async function findInvoices(ctx: Ctx, { limit, offset }: Page) {
  const [rows, total] = await Promise.all([
    ctx.db.invoice.findMany({
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit,
      skip: offset,
    }),
    ctx.db.invoice.count(),
  ]);
  const invoices = rows.map(
    (row): InvoiceView => ({
      id: row.id,
      number: row.number,
      status: row.status as InvoiceView['status'],
      amount_cents: row.amountCents,
      currency: row.currency,
      hosted_url: row.hostedUrl,
      pdf_url: row.pdfUrl,
      created_at: row.createdAt.toISOString(),
    }),
  );
  return { invoices, limit, offset, total };
}
