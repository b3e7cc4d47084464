import { sha256 } from '@/lib/core/crypto';
import { env } from '@/lib/core/env';
import { renderMail } from '@/lib/core/mail/layout';
import { sendMail } from '@/lib/core/mail/send';

/** The handler of `jobs.mail`. The same message id for every attempt, so that it is shown once. */
export async function mailReport(
  _: unknown,
  { to, jobId, title, url }: { to: string; jobId: string; title: string; url: string },
): Promise<void> {
  const unique = sha256(`${jobId} ${to} ${title}`).slice(0, 40);
  const messageId = `${unique}@${new URL(env().baseUrl).hostname}`;
  const content = renderMail({
    heading: title,
    paragraphs: ['The report you asked for is ready. The link is good for a day.'],
    button: { label: 'Download the report', url },
  });
  await sendMail({ to, subject: title, messageId, ...content });
}
