import { type Ctx, transaction } from '@/lib/core/context';
import type { Mail } from '@/lib/core/mail/message';
import { sendMail } from '@/lib/core/mail/send';
import { emit } from '@/lib/events/emit';

/**
 * Sends a mail of the organization's affairs and tells `email.sent`. Mails that only concern a person (sign-up,
 * passwords) go through `sendMail`: no organization is told of them. Throws `MailError`.
 */
export async function sendAndTell(ctx: Ctx, mail: Mail, about: string): Promise<void> {
  const { messageId } = await sendMail(mail);
  const { to, subject } = mail;
  try {
    await transaction(ctx, (tx) =>
      emit(tx, 'email.sent', { to: [to].flat(), subject, about, message: messageId }),
    );
  } catch (error) {
    // The mail is out; trying again would send it twice.
    ctx.log.warn({ err: error, messageId }, 'email.sent not told');
  }
}
