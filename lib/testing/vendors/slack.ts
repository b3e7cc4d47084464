import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SlackCall {
  /** `chat.postMessage` */
  method: string;
  /** the form, with what Slack's SDK sends as JSON parsed */
  args: Record<string, unknown>;
  authorization: string | undefined;
}

/** What the next request is answered: an `ok: false`, a 429, a status, or a broken connection. */
export type SlackFault =
  | { error: string; more?: Record<string, unknown> }
  | { retryAfter: number | null }
  | { status: number; body?: string; headers?: Record<string, string> }
  | 'reset'
  | 'hang';

export interface FakeSlack {
  token: string;
  /** for `baseUrl` */
  url: string;
  /** for EGRESS_ALLOW and allowed_hosts */
  host: string;
  calls: SlackCall[];
  /** messages that are in the channel, by `ts` */
  messages: Map<string, Record<string, unknown>>;
  failNext(...faults: SlackFault[]): void;
  close(): Promise<void>;
}

type Args = Record<string, unknown>;

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

const parsed = (text: string): unknown => {
  if (!/^[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** A server that speaks Slack's wire format on a random port of 127.0.0.1. Close it, or the process stays. */
export async function startSlack(): Promise<FakeSlack> {
  const token = 'xoxb-fake-0123456789-abcdefghij';
  const calls: SlackCall[] = [];
  const faults: SlackFault[] = [];
  const messages = new Map<string, Args>();
  const reactions = new Set<string>();
  const sentBefore = new Map<string, string>();
  let clock = 0;

  function post(args: Args) {
    if (!args.channel) return { ok: false, error: 'channel_not_found' };
    const id = String(args.client_msg_id ?? '');
    const before = sentBefore.get(id);
    clock += 1;
    const ts = before ?? `1700000000.${String(clock).padStart(6, '0')}`;
    if (id) sentBefore.set(id, ts);
    if (!before) messages.set(ts, args);
    const message = { type: 'message', text: args.text, ts, bot_id: 'B01' };
    return { ok: true, channel: 'C0123456789', ts, message };
  }

  function answer(method: string, args: Args): Args {
    if (method === 'auth.test')
      return {
        ok: true,
        url: 'https://acme.slack.com/',
        team: 'Acme',
        user: 'fleet',
        team_id: 'T01',
      };
    if (method === 'chat.postMessage') return post(args);
    if (method === 'chat.update') {
      const ts = String(args.ts);
      if (!messages.has(ts)) return { ok: false, error: 'message_not_found' };
      messages.set(ts, { ...messages.get(ts), ...args });
      return { ok: true, channel: 'C0123456789', ts, text: args.text };
    }
    if (method === 'reactions.add') {
      const key = `${args.timestamp} ${args.name}`;
      if (reactions.has(key)) return { ok: false, error: 'already_reacted' };
      reactions.add(key);
      return { ok: true };
    }
    return { ok: false, error: 'unknown_method', req_method: method };
  }

  const server = createServer(async (request, response) => {
    const method = (request.url ?? '').replace(/^\/api\//, '');
    const form = [...new URLSearchParams(await textOf(request))];
    const args = Object.fromEntries(form.map(([name, value]) => [name, parsed(value)]));
    const { authorization } = request.headers;
    calls.push({ method, args, authorization });
    const send = (body: Args, status = 200, headers: Record<string, string> = {}) =>
      response
        .writeHead(status, {
          'content-type': 'application/json; charset=utf-8',
          'x-oauth-scopes': 'chat:write,reactions:write',
          ...headers,
        })
        .end(JSON.stringify(body));
    const fault = faults.shift();
    if (fault === 'hang') return;
    if (fault === 'reset') return void response.destroy();
    if (fault && 'error' in fault)
      return void send({ ok: false, error: fault.error, ...fault.more });
    if (fault && 'retryAfter' in fault) {
      const wait = fault.retryAfter === null ? {} : { 'retry-after': String(fault.retryAfter) };
      return void send({ ok: false, error: 'ratelimited' }, 429, wait as Record<string, string>);
    }
    if (fault) {
      response.writeHead(fault.status, { 'content-type': 'text/html', ...fault.headers });
      return void response.end(fault.body ?? '');
    }
    if (authorization !== `Bearer ${token}`) return void send({ ok: false, error: 'invalid_auth' });
    send(answer(method, args));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    token,
    url: `http://${host}/api/`,
    host,
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
