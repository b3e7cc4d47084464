import { z } from 'zod';
import { type ConnectorSpec, field } from '@/lib/connectors/catalog/declare';
import { BaseUrl, Loose, secretText } from '@/lib/connectors/catalog/values';

const channel = z.string().min(1).max(200);
const ts = z
  .string()
  .max(40)
  .regex(/^\d+(\.\d+)?$/, 'must be a timestamp of Slack, as 1700000000.000100');
const text = z.string().max(40_000);
const blocks = z.array(Loose).max(50);

export const slack: ConnectorSpec = {
  type: 'slack',
  name: 'Slack',
  description: 'Send messages to Slack channels',
  credential: {
    provider: 'slack',
    type: 'oauth',
    optional: false,
    hosts: ['slack.com'],
    fields: [
      field(
        'bot_token',
        'Bot token',
        'Starts with xoxb-. It needs chat:write; reactions:write to react.',
        {
          secret: true,
          required: true,
        },
      ),
    ],
    data: z.looseObject({ bot_token: secretText }),
  },
  config: z.strictObject({
    defaultChannel: channel
      .optional()
      .meta({ description: 'Where messages go that name no channel.' }),
    baseUrl: BaseUrl.optional(),
  }),
  actions: {
    send_message: {
      description: 'Send a message to a channel',
      writes: true,
      idempotency:
        'client_msg_id: Slack answers a repeat with the first message. It is no promise of theirs.',
      input: z
        .strictObject({
          channel: channel
            .optional()
            .meta({ description: 'A channel’s id or name; the defaultChannel unless given.' }),
          text: text.optional(),
          blocks: blocks.optional(),
          thread_ts: ts.optional(),
          reply_broadcast: z.boolean().optional(),
          unfurl_links: z.boolean().optional(),
          unfurl_media: z.boolean().optional(),
          username: z.string().max(80).optional(),
          icon_emoji: z.string().max(100).optional(),
        })
        .refine((it) => it.text || it.blocks?.length, {
          path: ['text'],
          error: 'is required, or blocks',
        }),
      output: z.object({ ok: z.literal(true), channel: z.string(), ts: z.string() }),
    },
    update_message: {
      description: 'Change a message that was sent',
      writes: true,
      idempotency: 'The same text twice is the same message.',
      input: z
        .strictObject({
          channel: channel.optional(),
          ts,
          text: text.optional(),
          blocks: blocks.optional(),
        })
        .refine((it) => it.text || it.blocks?.length, {
          path: ['text'],
          error: 'is required, or blocks',
        }),
      output: z.object({
        ok: z.literal(true),
        channel: z.string(),
        ts: z.string(),
        text: z.string().optional(),
      }),
    },
    add_reaction: {
      description: 'Add an emoji reaction to a message',
      writes: true,
      idempotency: 'A reaction that is there already counts as added.',
      input: z.strictObject({
        channel: channel.optional(),
        timestamp: ts,
        name: z
          .string()
          .min(1)
          .max(102)
          .regex(/^:?[^\s:]+(::skin-tone-\d)?:?$/, 'must be the name of an emoji, as thumbsup'),
      }),
      output: z.object({ ok: z.literal(true), already_reacted: z.boolean() }),
    },
  },
};
