import { transaction } from '@/lib/core/context';
import { storage } from '@/lib/core/storage/storage';
import { reportMail } from '@/lib/jobs/jobs';
import { linkTo, type StoredResult } from '@/lib/jobs/present';
import { fenced } from '@/lib/jobs/store';
import { type Task, TaskFailed, type Work } from '@/lib/jobs/task';
import { reportRows } from '@/lib/jobs/tasks/report-rows';
import { type Column, writeReport } from '@/lib/jobs/tasks/report-write';
import type { Payload } from '@/lib/jobs/tasks.contract';
import { folderOf } from '@/lib/jobs/upload';
import { enqueue } from '@/lib/queue/enqueue';

const DAY_MS = 86_400_000;
const MOST_DAYS = 366;
const PERIOD_DAYS = { day: 1, week: 7, month: 30 };
const TYPES = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  html: 'text/html; charset=utf-8',
};

type P = Payload<'report-generation'>;

/** Writes what was used or executed in a period into a file, and mails a link to it. */
export const reportGeneration: Task<P> = async (work) => {
  const { ctx, job, payload } = work;
  const [from, to] = daysOf(payload);
  const title = `${payload.report === 'usage' ? 'Usage' : 'Executions'} from ${from} to ${to}`;
  const { columns, rows } = reportRows(ctx, payload.report, from, to);
  const key = `${folderOf(ctx.organizationId)}results/${job.id}-${job.fence}.${payload.format}`;
  const contentType = TYPES[payload.format];
  let count = 0;
  const counted = async function* () {
    for await (const row of rows) {
      work.signal.throwIfAborted();
      count++;
      yield row;
    }
  };
  const files = await storage();
  const source = writeReport(payload.format, title, columns as Column[], counted());
  const { size } = await files.put(key, source, { contentType });
  const file: StoredResult = {
    key,
    filename: `${payload.report}-${from}-${to}.${payload.format}`,
    contentType,
    bytes: size,
  };
  const mailed = await mail(work, title, file);
  await work.log('info', `Wrote ${count} rows into ${file.filename}.`);
  return {
    value: { report: payload.report, start_date: from, end_date: to, rows: count, mailed },
    file,
  };
};

function daysOf(payload: P): [string, string] {
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const to = payload.end_date ?? day(Date.now() - (payload.start_date ? 0 : DAY_MS));
  const from =
    payload.start_date ?? day(Date.parse(to) - (PERIOD_DAYS[payload.period] - 1) * DAY_MS);
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  if (days < 1) throw new TaskFailed('BAD_PERIOD', 'end_date lies before start_date.');
  if (days > MOST_DAYS)
    throw new TaskFailed('BAD_PERIOD', `A report covers at most ${MOST_DAYS} days.`);
  return [from, to];
}

/** Only members get mail: a job must not write to strangers in our name. */
async function mail(work: Work<P>, title: string, file: StoredResult): Promise<string[]> {
  const { ctx, job, payload } = work;
  if (!payload.mail_to?.length) return [];
  const wanted = payload.mail_to.map((address) => address.toLowerCase());
  const members = await ctx.sql<{ email: string }>(
    `SELECT u.email FROM members m JOIN users u ON u.id = m.user_id
     WHERE m.organization_id = $1::uuid AND lower(u.email::text) = ANY($2::text[])`,
    ctx.organizationId,
    wanted,
  );
  const known = members.map((row) => row.email);
  if (known.length < new Set(wanted).size)
    await work.log('warning', 'Some addresses are not those of members; they got no mail.');
  const url = await linkTo(file);
  await transaction(ctx, async (tx) => {
    await fenced(tx, job, {});
    for (const to of known) await enqueue(tx, reportMail, { to, jobId: job.id, title, url });
  });
  return known;
}
