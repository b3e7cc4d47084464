import { z } from 'zod';
import { type ConnectorSpec, field } from '@/lib/connectors/catalog/declare';
import { secretText } from '@/lib/connectors/catalog/values';

/** `ada@example.com` or `Ada <ada@example.com>`; nothing that could become a second address. */
export const MAILBOX =
  /^(?:"?([^"<>@\p{Cc}]{0,100}?)"? ?<)?([^\s@<>()[\]\\,;:"\p{Cc}]{1,64}@[^\s@<>()[\]\\,;:"\p{Cc}]{1,255})>?$/u;

const mailbox = z.string().max(500).regex(MAILBOX, 'must be an address, as name@example.com');
const mailboxes = z.union([mailbox, z.array(mailbox).min(1).max(100)]);
const line = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'must be one line');

const port = z.coerce.number().int().min(1).max(65_535);
const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((it) => it === 'true')]);

export const smtp: ConnectorSpec = {
  type: 'smtp',
  name: 'SMTP/Email',
  description: 'Send email through an SMTP server',
  credential: {
    provider: 'smtp',
    type: 'custom',
    optional: false,
    hosts: null,
    fields: [
      field('host', 'Host', 'The server’s name, as smtp.example.com.', { required: true }),
      field('port', 'Port', '587 in most cases; 465 speaks TLS from the first byte.', {
        required: true,
        kind: 'number',
      }),
      field('user', 'User', 'The name to sign in with.', { required: true }),
      field('password', 'Password', 'Sent after STARTTLS when the server offers it.', {
        required: true,
        secret: true,
      }),
      field('secure', 'TLS at once', 'Left out: yes for port 465, else STARTTLS if offered.', {
        kind: 'boolean',
      }),
    ],
    data: z.looseObject({
      host: z
        .string()
        .min(1)
        .max(253)
        .regex(/^(\[[0-9a-fA-F:.]+\]|[^\s/\\?#@:[\]]+)$/, 'must be a name or an address'),
      port,
      user: secretText.max(320),
      password: secretText,
      secure: flag.optional(),
    }),
  },
  config: z.strictObject({
    from: mailbox.optional().meta({ description: 'The sender of mail that names none.' }),
    replyTo: mailbox.optional(),
  }),
  actions: {
    send_email: {
      description: 'Send email via SMTP',
      writes: true,
      idempotency:
        'The same Message-ID on every attempt: mailboxes that look at it show a mail once.',
      input: z
        .strictObject({
          to: mailboxes,
          cc: mailboxes.optional(),
          bcc: mailboxes.optional(),
          from: mailbox
            .optional()
            .meta({ description: 'The connector’s from, else the user, unless given.' }),
          replyTo: mailbox.optional(),
          subject: line(500),
          text: z.string().max(500_000).optional(),
          html: z.string().max(500_000).optional(),
        })
        .refine((it) => it.text !== undefined || it.html !== undefined, {
          path: ['text'],
          error: 'is required, or html',
        }),
      output: z.object({
        messageId: z.string(),
        accepted: z.array(z.string()),
        rejected: z.array(z.string()),
      }),
    },
  },
};
