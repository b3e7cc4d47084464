import { accountMail } from '@/lib/accounts/jobs';
import { Letter, write } from '@/lib/accounts/letters';
import type { Ctx, TxCtx } from '@/lib/core/context';
import { decrypt, encrypt, sha256 } from '@/lib/core/crypto';
import { env } from '@/lib/core/env';
import { limiter } from '@/lib/core/limiter';
import { renderMail } from '@/lib/core/mail/layout';
import { sendMail } from '@/lib/core/mail/send';
import { sendAndTell } from '@/lib/events/send-mail';
import { enqueue } from '@/lib/queue/enqueue';

const place = (to: string) => ['accounts', 'mail', to];

/** Mails one address may be sent on request in a quarter of an hour; more are silently left out. */
const MAILS_PER_ADDRESS = 5;

/** Whether an address may be sent another mail that anyone can ask for. Counts it. */
export async function mayWriteTo(email: string): Promise<boolean> {
  const counted = limiter('account-mail', MAILS_PER_ADDRESS, 900);
  return (await counted.consume(email.toLowerCase())).allowed;
}

/** Has a mail sent if and only if the transaction commits. */
export async function postLetter(tx: TxCtx, to: string, letter: Letter): Promise<void> {
  const sealed = encrypt(JSON.stringify(letter), place(to)).toString('base64');
  await enqueue(tx, accountMail, { to, sealed });
}

/** The handler of `accounts.mail`. */
export async function deliverLetter(
  ctx: Ctx | null,
  { to, sealed }: { to: string; sealed: string },
): Promise<void> {
  const opened = decrypt(Buffer.from(sealed, 'base64'), place(to)).toString();
  const letter = Letter.parse(JSON.parse(opened));
  const { subject, paragraphs, button, footer } = write(letter);
  // The same id for every attempt, so that a mail sent twice is shown once.
  const messageId = `${sha256(sealed).slice(0, 40)}@${new URL(env().baseUrl).hostname}`;
  const content = renderMail({ heading: subject, paragraphs, button, footer });
  const mail = { to, subject, messageId, ...content };
  // An invitation is the organization's affair; of a person's other mails it is not told.
  if (ctx && letter.about === 'invitation') await sendAndTell(ctx, mail, letter.about);
  else await sendMail(mail);
}
