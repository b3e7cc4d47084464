import { z } from 'zod';
import type { Prisma } from '@/generated/prisma/client';
import { approvalMail } from '@/lib/approvals/jobs';
import { addressees } from '@/lib/approvals/store';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { DB_NULL } from '@/lib/core/db/json-null';
import { isUuid, newId } from '@/lib/core/ids';
import { isOpen } from '@/lib/executions/present';
import { enqueueMany } from '@/lib/queue/enqueue';

const text = (most: number) =>
  z.union([z.string(), z.number(), z.boolean()]).transform((value) => String(value).slice(0, most));
const id = z
  .uuid()
  .nullish()
  .transform((value) => value ?? null);

/** What `approval.requested` tells. Lenient: an odd request still reaches a person. */
const Requested = z.object({
  kind: z.enum(['step', 'tool_call', 'overspend']).catch('step'),
  runId: id,
  executionId: id,
  workflowId: id,
  key: text(500).catch(''),
  attempt: z.int().catch(1),
  asker: text(200).catch(''),
  title: text(300).catch('Approval'),
  description: z
    .string()
    .transform((value) => value.slice(0, 4000))
    .catch(''),
  assignees: z
    .array(text(254))
    .transform((list) => list.slice(0, 100))
    .catch([]),
  quorum: z.int().min(1).max(100).catch(1),
  form: z.record(z.string(), z.unknown()).nullable().catch(null),
  dueAt: z.iso.datetime({ offset: true }).nullable().catch(null),
  data: z.unknown(),
});

const Withdrawn = Requested.pick({
  kind: true,
  runId: true,
  executionId: true,
  key: true,
  attempt: true,
});

type About = z.output<typeof Withdrawn>;

const dedupeOf = ({ runId, executionId, key, attempt }: About) =>
  `${runId ?? executionId}:${key}:${attempt}`;

const DAY = 24 * 3600_000;
const MIN_SPAN = 10 * 60_000;

/** When assignees are reminded: half-way, or a day before it is due if that is later. Not for minutes. */
export function remindAt(created: Date, due: Date | null): Date | null {
  if (!due || due.getTime() - created.getTime() < MIN_SPAN) return null;
  const half = (created.getTime() + due.getTime()) / 2;
  return new Date(Math.max(half, due.getTime() - DAY));
}

interface Told {
  data: Record<string, unknown>;
  timestamp: Date;
}

/** A request and its withdrawal may be handed out in either order, at the same time. */
const lock = (tx: TxCtx, dedupe: string) =>
  tx.sql(
    'SELECT pg_advisory_xact_lock(hashtextextended($1, 43))::text AS locked',
    `${tx.organizationId} ${dedupe}`,
  );

/** Makes the row of `approval.requested` and mails those who are asked: once, however often it is told. */
export async function onRequested(ctx: Ctx, { data, timestamp }: Told): Promise<void> {
  const { attempt: _, form, data: about, ...asked } = Requested.parse(data);
  const dedupe = dedupeOf({ ...asked, attempt: _ });
  await transaction(ctx, async (tx) => {
    await lock(tx, dedupe);
    if (asked.kind !== 'step' && !(await stillWaits(tx, asked.executionId))) return;
    const dueAt = asked.dueAt ? new Date(asked.dueAt) : null;
    const row = {
      ...asked,
      id: newId(),
      organizationId: tx.organizationId,
      dedupe,
      asker: asked.asker || (await nameOf(tx, asked.workflowId)),
      assignees: [...new Set(asked.assignees.map((name) => name.trim().toLowerCase()))],
      form: (form as Prisma.InputJsonObject | null) ?? DB_NULL,
      data: (about ?? {}) as Prisma.InputJsonValue,
      dueAt,
      remindAt: remindAt(timestamp, dueAt),
      createdAt: timestamp,
    };
    const { count } = await tx.db.approval.createMany({ data: [row], skipDuplicates: true });
    if (count === 1) await mail(tx, row, false);
  });
}

/** What waited has ended another way: nothing is left to decide. */
export async function onWithdrawn(ctx: Ctx, { data, timestamp }: Told): Promise<void> {
  const about = Withdrawn.parse(data);
  const dedupe = dedupeOf(about);
  const { attempt: _, ...rest } = about;
  await transaction(ctx, async (tx) => {
    await lock(tx, dedupe);
    // Told before the request: the row is there already when that comes, and nobody is asked.
    const early = {
      ...rest,
      id: newId(),
      title: 'Approval',
      status: 'withdrawn',
      endedAt: timestamp,
    };
    const { count } = await tx.db.approval.createMany({
      data: [{ ...early, organizationId: tx.organizationId, dedupe, createdAt: timestamp }],
      skipDuplicates: true,
    });
    if (count === 1) return;
    const open = { dedupe, status: 'pending' };
    const late = { dueAt: { lte: timestamp } };
    const end = (status: string) => ({ status, endedAt: timestamp, remindAt: null });
    await tx.db.approval.updateMany({ where: { ...open, ...late }, data: end('expired') });
    await tx.db.approval.updateMany({ where: open, data: end('withdrawn') });
  });
}

/** An execution has ended: nothing of it waits any more. */
export async function onExecutionEnd(ctx: Ctx, { data }: Pick<Told, 'data'>): Promise<void> {
  const executionId = String(data.executionId);
  if (!isUuid(executionId)) return;
  await ctx.db.approval.updateMany({
    where: { executionId, kind: { in: ['tool_call', 'overspend'] }, status: 'pending' },
    data: { status: 'withdrawn', endedAt: new Date(), remindAt: null },
  });
}

/** An execution that was cancelled meanwhile asks nobody. */
async function stillWaits(tx: TxCtx, executionId: string | null): Promise<boolean> {
  if (!executionId) return false;
  const row = await tx.db.execution.findUnique({
    where: { id: executionId },
    select: { status: true },
  });
  return row !== null && isOpen(row.status);
}

async function nameOf(tx: TxCtx, workflowId: string | null): Promise<string> {
  if (!workflowId) return '';
  const row = await tx.db.workflow.findUnique({
    where: { id: workflowId },
    select: { name: true },
  });
  return row?.name.slice(0, 200) ?? '';
}

/** Has everyone who is asked mailed if and only if the transaction commits. */
export async function mail(
  tx: TxCtx,
  row: { id: string; assignees: string[] },
  reminder: boolean,
): Promise<void> {
  const all = await addressees(tx, row);
  await enqueueMany(
    tx,
    approvalMail,
    all.map((to) => ({ payload: { to, approvalId: row.id, reminder } })),
  );
}
