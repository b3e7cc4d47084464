import { checkMail, type Mail, MailError } from './message';
import { writeToOutbox } from './outbox';
import { mailMode, mailProblem, readMailSettings } from './settings';
import { sendBySmtp } from './smtp';

/**
 * Sends a mail of the application itself: over SMTP when it is set, else into the development
 * outbox. Throws `MailError`; in production without SMTP it says what to set. Answers the
 * message id without angle brackets.
 */
export async function sendMail(mail: Mail): Promise<{ messageId: string }> {
  const checked = checkMail(mail);
  const { smtp, from } = readMailSettings();
  if (smtp) {
    // The operator named this host; it is often on a private network.
    const host = smtp.host.includes(':') ? `[${smtp.host}]` : smtp.host;
    const { messageId } = await sendBySmtp(smtp, from, checked, { allow: `${host}:${smtp.port}` });
    return { messageId };
  }
  if (mailMode() === 'none') throw new MailError(mailProblem() ?? 'Mail cannot be sent.', false);
  const { messageId } = await writeToOutbox(from, checked);
  return { messageId };
}
