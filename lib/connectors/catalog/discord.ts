import { z } from 'zod';
import { type ConnectorSpec, field } from '@/lib/connectors/catalog/declare';
import { BaseUrl, Loose, secretText } from '@/lib/connectors/catalog/values';

const snowflake = z.string().regex(/^\d{15,21}$/, 'must be an id of Discord, a long number');
const content = z.string().max(2000);
const embeds = z.array(Loose).max(10);

export const WEBHOOK_PATH = /^(.*)\/webhooks\/(\d{15,21})\/([\w.-]{10,200})\/?$/;
const webhookUrl = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .refine((url) => URL.canParse(url) && WEBHOOK_PATH.test(new URL(url).pathname), {
    error: 'must look like https://discord.com/api/webhooks/ID/TOKEN',
  });

const needsText = {
  path: ['content'],
  error: 'is required, or embeds',
};
const says = (it: { content?: string; embeds?: unknown[] }) =>
  Boolean(it.content || it.embeds?.length);

const Message = z.object({
  id: z.string(),
  channel_id: z.string(),
  content: z.string().optional(),
  timestamp: z.string().optional(),
  edited_timestamp: z.string().nullable().optional(),
});

const mentions = z
  .array(z.enum(['users', 'roles', 'everyone']))
  .max(3)
  .optional()
  .meta({
    description: 'Who may be alerted by what the text names: users and roles unless given.',
  });

export const discord: ConnectorSpec = {
  type: 'discord',
  name: 'Discord',
  description: 'Send messages to Discord channels',
  credential: {
    provider: 'discord',
    type: 'token',
    optional: false,
    hosts: ['discord.com', 'discordapp.com'],
    fields: [
      field('bot_token', 'Bot token', 'Of the application’s bot; for all that is not a webhook.', {
        secret: true,
        required: true,
      }),
      field('webhook_url', 'Webhook URL', 'For send_webhook; a credential may hold only this.', {
        secret: true,
      }),
    ],
    data: z
      .looseObject({ bot_token: secretText.optional(), webhook_url: webhookUrl.optional() })
      .refine((it) => it.bot_token !== undefined || it.webhook_url !== undefined, {
        path: ['bot_token'],
        error: 'is required, or webhook_url',
      }),
  },
  config: z.strictObject({
    defaultChannelId: snowflake.optional(),
    baseUrl: BaseUrl.optional(),
  }),
  actions: {
    send_message: {
      description: 'Send a message to a channel',
      writes: true,
      idempotency:
        'nonce with enforce_nonce: Discord answers a repeat within some minutes with the first message.',
      input: z
        .strictObject({
          channelId: snowflake.optional(),
          content: content.optional(),
          embeds: embeds.optional(),
          replyTo: snowflake.optional(),
          mentions,
        })
        .refine(says, needsText),
      output: Message,
    },
    send_webhook: {
      description: 'Send a message through a webhook of a channel',
      writes: true,
      insteadOfCredential: 'webhookUrl',
      idempotency: 'None: Discord’s webhooks know no key, so a repeated attempt may send twice.',
      input: z
        .strictObject({
          webhookUrl: webhookUrl.optional().meta({
            description:
              'The credential’s webhook_url unless given. It is a secret: use {{ secrets.NAME }}.',
          }),
          content: content.optional(),
          embeds: embeds.optional(),
          username: z.string().min(1).max(80).optional(),
          avatarUrl: z
            .url({ protocol: /^https?$/ })
            .max(2000)
            .optional(),
          threadId: snowflake.optional(),
          mentions,
        })
        .refine(says, needsText),
      output: Message,
    },
    edit_message: {
      description: 'Change a message that the bot sent',
      writes: true,
      idempotency: 'The same text twice is the same message.',
      input: z
        .strictObject({
          channelId: snowflake.optional(),
          messageId: snowflake,
          content: content.optional(),
          embeds: embeds.optional(),
        })
        .refine(says, needsText),
      output: Message,
    },
  },
};
