import type { Socket } from 'node:net';
import { createTransport } from 'nodemailer';
import { egressSocket } from '@/lib/core/egress/egress';
import { EgressError } from '@/lib/core/egress/error';
import { checkMail, type Mail, MailError } from './message';
import type { SmtpSettings } from './settings';

const TOTAL_MS = 60_000;
const QUIET_MS = 30_000;

export interface SmtpOptions {
  /** Opens places in the syntax of `EGRESS_ALLOW`; only for hosts that the operator configured. */
  allow?: string;
  /** For the whole conversation, connection included. 60,000 unless given. */
  timeoutMs?: number;
}

function reply(error: object): { status?: number; code: string; text: string } {
  const { responseCode, code, response } = error as Record<string, unknown>;
  return {
    status: typeof responseCode === 'number' ? responseCode : undefined,
    code: typeof code === 'string' ? code : '',
    text: String(response ?? '')
      .replace(/\p{Cc}+/gu, ' ')
      .slice(0, 300),
  };
}

function mailError(error: unknown, where: string): MailError {
  if (error instanceof MailError) return error;
  if (error instanceof EgressError) return new MailError(error.message, error.transient);
  const { status, code, text } = reply(error as object);
  if (code === 'EAUTH') {
    // A server may repeat what it was sent, so its words are left out here.
    const transient = status !== undefined && status < 500;
    return new MailError(`${where} did not accept the user name or password.`, transient, status);
  }
  if (status !== undefined) {
    return new MailError(`${where} refused the mail: ${text}`, status < 500, status);
  }
  if (code === 'ETLS') {
    return new MailError(`${where} offered TLS, but a secure connection failed.`, true);
  }
  return new MailError(`The conversation with ${where} broke off before the mail was taken.`, true);
}

/**
 * Sends one mail over SMTP through the egress guard. The connection goes to the address that was
 * checked; TLS verifies the name. Throws `MailError`.
 */
export async function sendBySmtp(
  smtp: SmtpSettings,
  from: string,
  mail: Mail,
  { allow, timeoutMs = TOTAL_MS }: SmtpOptions = {},
): Promise<{ messageId: string; rejected: string[] }> {
  const checked = checkMail(mail);
  if (/\p{Cc}/u.test(from)) throw new MailError('The sender must be one line.', false);
  const where = `${smtp.host}:${smtp.port}`;
  const started = performance.now();
  let timer: NodeJS.Timeout | undefined;
  let socket: Socket | undefined;
  try {
    const connectMs = Math.min(timeoutMs, QUIET_MS / 3);
    const opened = await egressSocket(smtp.host, smtp.port, { allow, timeoutMs: connectMs });
    socket = opened;
    const left = Math.max(1, timeoutMs - (performance.now() - started));
    const expired = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(new MailError(`${where} did not take the mail in time.`, true));
      }, left);
    });
    const transport = createTransport({
      host: smtp.host,
      port: smtp.port,
      secure: smtp.secure,
      connection: opened,
      auth: smtp.user ? { user: smtp.user, pass: smtp.password ?? '' } : undefined,
      tls: { rejectUnauthorized: smtp.verifyCertificate !== false },
      greetingTimeout: QUIET_MS / 3,
      socketTimeout: QUIET_MS,
      // Content comes from templates and users; nothing in it may name a file or URL to attach.
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    const sending = transport.sendMail({
      from,
      to: checked.to.map((address) => ({ name: '', address })),
      subject: checked.subject,
      text: checked.text,
      html: checked.html,
      messageId: checked.messageId && `<${checked.messageId}>`,
    });
    const sent = await Promise.race([sending, expired]);
    return { messageId: sent.messageId.replace(/^<|>$/g, ''), rejected: sent.rejected };
  } catch (error) {
    // After a success nodemailer says QUIT and closes; after a failure nothing more may be sent.
    socket?.destroy();
    throw mailError(error, where);
  } finally {
    clearTimeout(timer);
  }
}
