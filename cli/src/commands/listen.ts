import { randomBytes } from 'node:crypto';
import { type FleetEvent, signWebhook } from '@fleetprompt/sdk';
import { type Command, type Context, UsageError } from '../command';
import { LIMIT, show } from './listing';

/** Milliseconds that a receiver may take. */
const PATIENCE_MS = 15_000;

export const listen: Command[] = [
  {
    name: 'webhooks:list',
    aliases: ['webhooks'],
    options: LIMIT,
    says: 'List webhooks',
    run: (context) =>
      show(context, context.client().webhooks.list(), {
        ID: ({ id }) => id,
        URL: ({ url }) => url,
        ACTIVE: ({ active }) => active,
        EVENTS: ({ events }) => events.join(', ') || 'all',
      }),
  },
  {
    name: 'webhooks:listen',
    options: {
      port: { value: 'port', short: 'p', says: 'Forward to this port of this machine' },
      path: { value: 'path', says: 'The path there (/)' },
      to: { value: 'address', says: 'Forward to this address instead' },
      events: {
        value: 'types',
        short: 'e',
        says: 'Types with commas between, as agent.*,job.failed',
      },
      secret: { value: 'secret', says: 'Sign with this one; else one is made' },
    },
    says: 'Forward events to a local port, signed as webhooks are',
    run: forwardAll,
  },
];

async function forwardAll(context: Context): Promise<number> {
  const { terminal, given, client, json, signal } = context;
  const to = targetOf(context);
  const secret = given.text('secret') ?? `whsec_${randomBytes(24).toString('base64')}`;
  const types = (given.text('events') ?? '').split(',').filter(Boolean);
  const onOpen = () => {
    const told = { listening: true, to, secret };
    if (json) terminal.jsonLine(told);
    else terminal.note(`Forwarding to ${to}, signed with ${secret}. Ctrl-C ends it.`);
  };
  // One type goes to the server as a filter; several are told apart here.
  const type = types.length === 1 ? types[0] : undefined;
  for await (const event of client().events.stream({ type }, { signal, onOpen })) {
    if (types.length > 1 && !types.some((wanted) => fits(wanted, event.type))) continue;
    const { status, error, ms } = await forward(to, secret, event, signal);
    const told = { event: event.type, id: event.id, status, error, duration_ms: ms };
    const good = status !== undefined && status < 300;
    if (json) terminal.jsonLine(told);
    else
      terminal.out(
        `${terminal.color(good ? 'green' : 'red', String(status ?? 'failed'))} ${event.type} ${event.id} (${ms} ms)${error ? `: ${error}` : ''}`,
      );
  }
  return 0;
}

function targetOf({ given }: Context): string {
  const [to, port, path = '/'] = [given.text('to'), given.number('port'), given.text('path')];
  if (to !== undefined) {
    if (!URL.canParse(to) || !/^https?:/.test(to))
      throw new UsageError('--to must be an address, as http://127.0.0.1:3000/hook.');
    return to;
  }
  if (port === undefined || port < 1 || port > 65_535)
    throw new UsageError('Give --port, from 1 to 65535.');
  return `http://127.0.0.1:${port}${path.startsWith('/') ? path : `/${path}`}`;
}

const fits = (wanted: string, type: string): boolean =>
  wanted.endsWith('.*') ? type.startsWith(wanted.slice(0, -1)) : wanted === type;

/** The body that FleetPrompt's own deliveries have. */
export const bodyOf = ({ id, type, timestamp, data }: FleetEvent): string =>
  JSON.stringify({ id, event: type, type, timestamp, data, payload: data });

async function forward(to: string, secret: string, event: FleetEvent, signal: AbortSignal) {
  const started = Date.now();
  const body = bodyOf(event);
  const headers = {
    'Content-Type': 'application/json',
    ...(await signWebhook(body, secret, { id: event.id, type: event.type })),
  };
  const late = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  try {
    const answer = await fetch(to, {
      method: 'POST',
      headers,
      body,
      signal: late,
      redirect: 'manual',
    });
    await answer.body?.cancel();
    return { status: answer.status, error: undefined, ms: Date.now() - started };
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    const { message, cause } = thrown as Error & { cause?: Error };
    return { status: undefined, error: cause?.message || message, ms: Date.now() - started };
  }
}
