import { DiscordAPIError, HTTPError, RateLimitError, REST, type RouteLike } from '@discordjs/rest';
import { type RESTPostAPIChannelMessageJSONBody, Routes } from 'discord-api-types/v10';
import { type Call, commonFailure, guardedFetch, needed, type Vendor } from '@/lib/connectors/call';
import { WEBHOOK_PATH } from '@/lib/connectors/catalog/discord';
import { type ConnectorError, failure, oneLine } from '@/lib/connectors/error';
import { sha256 } from '@/lib/core/crypto';
import type { Json } from '@/lib/engine/json';

const API = 'https://discord.com/api';

function refused(error: DiscordAPIError, status: number): ConnectorError {
  const details = { vendor: 'discord', error: error.code };
  const said = oneLine(error.message);
  if (status === 401)
    return failure('AUTHENTICATION_FAILED', 'Discord did not accept the bot token.', {
      status,
      details,
    });
  if (status === 403)
    return failure('PERMISSION_DENIED', `Discord refused: ${said}.`, { status, details });
  if (status === 404) return failure('NOT_FOUND', `Discord refused: ${said}.`, { status, details });
  return failure('VENDOR_REFUSED', `Discord refused: ${said}.`, { status, details });
}

interface Ask {
  method: 'GET' | 'POST' | 'PATCH';
  route: string;
  body?: object;
  query?: URLSearchParams;
  auth?: boolean;
}

async function ask(call: Call, { route, method, ...rest }: Ask, base?: string) {
  const { send, last } = guardedFetch(call);
  const api = base ?? (typeof call.config.baseUrl === 'string' ? call.config.baseUrl : API);
  const rest_ = new REST({
    version: '10',
    api: api.replace(/\/+$/, '').replace(/\/v\d+$/, ''),
    // A run retries by itself, durably; a wait in here would hold a worker.
    retries: 0,
    rejectOnRateLimit: () => true,
    timeout: call.timeoutMs,
    hashSweepInterval: 0,
    handlerSweepInterval: 0,
    makeRequest: async (url, init) =>
      send(url, {
        method: init.method,
        headers: init.headers as Record<string, string>,
        body: init.body as string | null,
        signal: init.signal as AbortSignal,
      }) as never,
  });
  if (typeof call.fields.bot_token === 'string') rest_.setToken(call.fields.bot_token);
  else if (rest.auth !== false)
    throw failure('CREDENTIAL_MISSING', 'This action needs a credential with a bot_token.');
  try {
    const options = { ...rest, fullRoute: route as RouteLike, method: method as never };
    return (await rest_.request(options)) as Json;
  } catch (error) {
    if (error instanceof RateLimitError) {
      const after = last.retryAfterMs ?? Math.max(0, Math.ceil(error.retryAfter));
      const message = `Discord allows no more calls for now. Try again in ${Math.ceil(after / 1000)} s.`;
      throw failure('RATE_LIMITED', message, {
        status: 429,
        retryable: true,
        retryAfterMs: after,
        details: { vendor: 'discord', scope: error.scope, global: error.global },
      });
    }
    const known = commonFailure(error, last, 'Discord');
    if (known) throw known;
    if (error instanceof DiscordAPIError) throw refused(error, error.status);
    const status = error instanceof HTTPError ? error.status : (last.status ?? undefined);
    throw failure('VENDOR_REFUSED', `Discord answered ${status ?? 'in no way that is known'}.`, {
      status,
    });
  }
}

const channelOf = (call: Call) => needed(call, 'channelId', 'defaultChannelId');

function message({ input }: Call): RESTPostAPIChannelMessageJSONBody {
  const parse = (input.mentions as string[] | undefined) ?? ['users', 'roles'];
  return {
    content: input.content as string | undefined,
    embeds: input.embeds as never,
    allowed_mentions: { parse: parse as never },
  };
}

async function throughWebhook(call: Call): Promise<Json> {
  const text = call.input.webhookUrl ?? call.fields.webhook_url;
  if (typeof text !== 'string')
    throw failure(
      'INVALID_INPUT',
      'The input is not right: webhookUrl is required, or a webhook_url in the credential.',
    );
  const url = new URL(text);
  const [, base = '', id = '', token = ''] = WEBHOOK_PATH.exec(url.pathname) ?? [];
  const query = new URLSearchParams({ wait: 'true' });
  if (typeof call.input.threadId === 'string') query.set('thread_id', call.input.threadId);
  const body = {
    ...message(call),
    username: call.input.username,
    avatar_url: call.input.avatarUrl,
  };
  const route = Routes.webhook(id, token);
  return ask(call, { method: 'POST', route, body, query, auth: false }, `${url.origin}${base}`);
}

export const discord: Vendor = {
  actions: {
    send_message: (call) =>
      ask(call, {
        method: 'POST',
        route: Routes.channelMessages(channelOf(call)),
        body: {
          ...message(call),
          nonce: Buffer.from(sha256(call.idempotencyKey), 'hex').toString('base64url').slice(0, 25),
          enforce_nonce: true,
          ...(typeof call.input.replyTo === 'string' && {
            message_reference: { message_id: call.input.replyTo },
          }),
        },
      }),
    send_webhook: throughWebhook,
    edit_message: (call) =>
      ask(call, {
        method: 'PATCH',
        route: Routes.channelMessage(channelOf(call), String(call.input.messageId)),
        body: { content: call.input.content, embeds: call.input.embeds },
      }),
  },
  test: async (call) => {
    if (call.fields.bot_token === undefined) return testWebhook(call);
    const user = (await ask(call, { method: 'GET', route: Routes.user() })) as Record<string, Json>;
    return {
      message: `Signed in as ${user.username}.`,
      details: { id: user.id, username: user.username },
    };
  },
};

/** Reading a webhook with its token needs no bot, and changes nothing. */
async function testWebhook(call: Call) {
  const url = new URL(String(call.fields.webhook_url));
  const [, base = '', id = '', token = ''] = WEBHOOK_PATH.exec(url.pathname) ?? [];
  const ask_ = { method: 'GET' as const, route: Routes.webhook(id, token), auth: false };
  const hook = (await ask(call, ask_, `${url.origin}${base}`)) as Record<string, Json>;
  return {
    message: `The webhook ${hook.name ?? id} is there.`,
    details: { id: hook.id, name: hook.name, channel_id: hook.channel_id },
  };
}
