import type { Socket } from 'node:net';
import { createTransport } from 'nodemailer';
import { type Call, egressCause, fromEgress, type Vendor } from '@/lib/connectors/call';
import { MAILBOX } from '@/lib/connectors/catalog/smtp';
import { ConnectorError, failure, oneLine } from '@/lib/connectors/error';
import { sha256 } from '@/lib/core/crypto';
import { egressSocket } from '@/lib/core/egress/egress';
import { checkAllowedHosts } from '@/lib/core/egress/exchange';
import { parseHost } from '@/lib/core/egress/place';
import type { Json } from '@/lib/engine/json';

const QUIET_MS = 30_000;

interface Server {
  host: string;
  port: number;
  secure: boolean;
}

function serverOf({ fields }: Call): Server {
  const port = Number(fields.port);
  const secure = fields.secure === undefined ? port === 465 : String(fields.secure) === 'true';
  return { host: String(fields.host), port, secure };
}

function asFailure(error: unknown, { host, port }: Server): ConnectorError {
  if (error instanceof ConnectorError) return error;
  const way = egressCause(error);
  if (way) return fromEgress(way);
  const where = `${host}:${port}`;
  const { responseCode: status, code, originalCode, response } = error as Record<string, unknown>;
  const number = typeof status === 'number' ? status : undefined;
  const retryable = number === undefined || number < 500;
  const more = { status: number, retryable, details: { vendor: 'smtp', error: number ?? null } };
  if (code === 'EAUTH')
    // A server may repeat what it was sent, so its words are left out here.
    return failure('AUTHENTICATION_FAILED', `${where} did not accept the user name or password.`, {
      ...more,
      retryable: number !== undefined && number < 500,
    });
  if (
    /^ETLS$|CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO$/.test(String(originalCode ?? code))
  )
    return failure(
      'TLS_FAILED',
      `${where} offered TLS, but a secure connection failed: check its certificate.`,
    );
  if (number !== undefined)
    return failure(
      number < 500 ? 'UNAVAILABLE' : 'VENDOR_REFUSED',
      `${where} refused: ${oneLine(response)}`,
      more,
    );
  return failure('NETWORK', `The conversation with ${where} broke off.`, { retryable: true });
}

async function connected<T>(
  call: Call,
  work: (transport: ReturnType<typeof createTransport>) => Promise<T>,
) {
  const server = serverOf(call);
  let socket: Socket | undefined;
  const stop = () => socket?.destroy();
  try {
    checkAllowedHosts(
      parseHost(server.host.replace(/^\[|\]$/g, ''), server.port),
      call.allowedHosts,
    );
    socket = await egressSocket(server.host.replace(/^\[|\]$/g, ''), server.port, {
      timeoutMs: Math.min(call.timeoutMs, QUIET_MS / 3),
    });
    if (call.signal.aborted) throw call.signal.reason;
    call.signal.addEventListener('abort', stop, { once: true });
    const transport = createTransport({
      ...server,
      connection: socket,
      auth: { user: String(call.fields.user), pass: String(call.fields.password) },
      greetingTimeout: QUIET_MS / 3,
      socketTimeout: QUIET_MS,
      // Content comes from workflows; nothing in it may name a file or URL to attach.
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    return await work(transport);
  } catch (error) {
    // After a success nodemailer says QUIT and closes; after a failure nothing more may be sent.
    stop();
    throw asFailure(error, server);
  } finally {
    call.signal.removeEventListener('abort', stop);
  }
}

function mailbox(text: unknown): { name: string; address: string } {
  const [, name = '', address = ''] = MAILBOX.exec(String(text)) ?? [];
  return { name: name.trim(), address };
}

const mailboxes = (value: unknown) =>
  value === undefined ? undefined : (Array.isArray(value) ? value : [value]).map(mailbox);

function senderOf(call: Call) {
  const given = call.input.from ?? call.config.from ?? call.fields.user;
  const from = mailbox(given);
  if (from.address) return from;
  throw failure(
    'INVALID_INPUT',
    'The input is not right: from is required, or a from in the connector’s config.',
    {
      details: { from: 'is required' },
    },
  );
}

const addresses = (list: unknown): string[] =>
  (Array.isArray(list) ? list : []).map((it) =>
    typeof it === 'string' ? it : String((it as { address?: string }).address ?? ''),
  );

async function sendEmail(call: Call): Promise<Json> {
  const { input } = call;
  const from = senderOf(call);
  const domain =
    from.address
      .split('@')
      .at(-1)
      ?.replace(/[^\w.-]/g, '') || 'localhost';
  const replyTo = input.replyTo ?? call.config.replyTo;
  const sent = await connected(call, (transport) =>
    transport.sendMail({
      from,
      to: mailboxes(input.to),
      cc: mailboxes(input.cc),
      bcc: mailboxes(input.bcc),
      replyTo: replyTo === undefined ? undefined : mailbox(replyTo),
      subject: String(input.subject),
      text: input.text as string | undefined,
      html: input.html as string | undefined,
      messageId: `<${sha256(call.idempotencyKey).slice(0, 40)}@${domain}>`,
    }),
  );
  return {
    messageId: sent.messageId.replace(/^<|>$/g, ''),
    accepted: addresses(sent.accepted),
    rejected: addresses(sent.rejected),
  };
}

export const smtp: Vendor = {
  actions: { send_email: sendEmail },
  test: async (call) => {
    await connected(call, (transport) => transport.verify());
    const { host, port } = serverOf(call);
    return { message: `Signed in to ${host}:${port}.`, details: { host, port } };
  },
};
