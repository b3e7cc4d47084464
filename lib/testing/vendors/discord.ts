import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface DiscordCall {
  method: string;
  /** `/channels/…/messages`, after the version */
  path: string;
  query: Record<string, string>;
  body: Record<string, unknown>;
  authorization: string | undefined;
}

export type DiscordFault =
  | { retryAfter: number; global?: boolean; scope?: 'user' | 'global' | 'shared' }
  | { status: number; code?: number; message?: string }
  | 'reset'
  | 'hang';

export interface FakeDiscord {
  token: string;
  /** for `baseUrl` */
  url: string;
  /** for EGRESS_ALLOW and allowed_hosts */
  host: string;
  channel: string;
  /** a webhook of the channel */
  webhookUrl: string;
  calls: DiscordCall[];
  messages: Map<string, Record<string, unknown>>;
  failNext(...faults: DiscordFault[]): void;
  close(): Promise<void>;
}

type Fields = Record<string, unknown>;

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

const CHANNEL = '112233445566778899';
const HOOK = '998877665544332211';
const HOOK_TOKEN = 'hook-token-that-is-a-secret-0123456789';

/** What Discord says about a bucket with every answer. */
const BUCKET = {
  'x-ratelimit-limit': '5',
  'x-ratelimit-remaining': '4',
  'x-ratelimit-reset-after': '1.000',
  'x-ratelimit-bucket': 'a1b2c3d4',
};

/** A server that speaks Discord's wire format on a random port of 127.0.0.1. Close it, or the process stays. */
export async function startDiscord(): Promise<FakeDiscord> {
  const token = 'discord-bot-token-0123456789-abcdef';
  const calls: DiscordCall[] = [];
  const faults: DiscordFault[] = [];
  const messages = new Map<string, Fields>();
  const nonces = new Map<string, Fields>();
  let count = 0;

  function create(body: Fields): [number, Fields] {
    if (!body.content && !(body.embeds as unknown[] | undefined)?.length)
      return [400, { code: 50006, message: 'Cannot send an empty message' }];
    const nonce = body.enforce_nonce === true ? String(body.nonce) : '';
    const before = nonces.get(nonce);
    if (nonce && before) return [200, before];
    count += 1;
    const id = `1000000000000${String(count).padStart(5, '0')}`;
    const made = {
      id,
      channel_id: CHANNEL,
      content: body.content ?? '',
      timestamp: '2026-11-21T12:00:00.000000+00:00',
      edited_timestamp: null,
      author: { id: '1', username: 'fleet', bot: true },
    };
    messages.set(id, made);
    if (nonce) nonces.set(nonce, made);
    return [200, made];
  }

  function answer({ method, path, body, query, authorization }: DiscordCall): [number, Fields] {
    if (path === `/webhooks/${HOOK}/${HOOK_TOKEN}`) {
      if (method === 'GET') return [200, { id: HOOK, name: 'Spidey', channel_id: CHANNEL }];
      return query.wait === 'true' ? create(body) : [204, {}];
    }
    if (path.startsWith('/webhooks/')) return [404, { code: 10015, message: 'Unknown Webhook' }];
    if (authorization !== `Bot ${token}`) return [401, { code: 0, message: '401: Unauthorized' }];
    if (path === '/users/@me') return [200, { id: '1', username: 'fleet', bot: true }];
    const [, channel, , message] = path.split('/').slice(1);
    if (channel !== CHANNEL) return [404, { code: 10003, message: 'Unknown Channel' }];
    if (method === 'POST') return create(body);
    const found = messages.get(message ?? '');
    if (!found) return [404, { code: 10008, message: 'Unknown Message' }];
    const edited = { ...found, ...body, edited_timestamp: '2026-11-21T12:01:00.000000+00:00' };
    messages.set(message ?? '', edited);
    return [200, edited];
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '', 'http://discord.test');
    const text = await textOf(request);
    const call: DiscordCall = {
      method: request.method ?? '',
      path: url.pathname.replace(/^\/api\/v\d+/, ''),
      query: Object.fromEntries(url.searchParams),
      body: text ? (JSON.parse(text) as Fields) : {},
      authorization: request.headers.authorization,
    };
    calls.push(call);
    const send = (status: number, body: Fields, headers: Record<string, string> = {}) =>
      response
        .writeHead(status, { 'content-type': 'application/json', ...BUCKET, ...headers })
        .end(status === 204 ? undefined : JSON.stringify(body));
    const fault = faults.shift();
    if (fault === 'hang') return;
    if (fault === 'reset') return void response.destroy();
    if (fault && 'retryAfter' in fault) {
      const { retryAfter: after, global = false, scope = 'user' } = fault;
      const body = { message: 'You are being rate limited.', retry_after: after, global };
      return void send(429, body, {
        'retry-after': String(after),
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset-after': String(after),
        'x-ratelimit-scope': scope,
        ...(global && { 'x-ratelimit-global': 'true' }),
      });
    }
    if (fault)
      return void send(fault.status, { code: fault.code ?? 0, message: fault.message ?? 'fault' });
    send(...answer(call));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    token,
    url: `http://${host}/api`,
    host,
    channel: CHANNEL,
    webhookUrl: `http://${host}/api/webhooks/${HOOK}/${HOOK_TOKEN}`,
    calls,
    messages,
    failNext: (...next) => void faults.push(...next),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
