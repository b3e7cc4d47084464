import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the limiter's scripts do, told apart by a line that only they have. */
type Script = 'limit' | 'remaining' | 'reset';

const LIMIT = 'redis.call("INCRBY", key, incrementBy)';
const REMAINING = 'effectiveLimit - usedTokens';
const RESET = "redis.call('SCAN'";

export interface Upstash {
  url: string;
  token: string;
  /** commands as they came, the script's text left out */
  commands: string[][];
  /** answers nothing from now on, as a store that is out of reach */
  hang(): void;
  close(): Promise<void>;
}

/** A server that speaks Upstash Redis' REST format: EVALSHA, EVAL and their answers, bearer token checked. */
export async function startUpstash(): Promise<Upstash> {
  const token = 'upstash-test-token';
  const counters = new Map<string, number>();
  const known = new Map<string, Script>();
  const commands: string[][] = [];
  let hanging = false;

  function perform(script: Script, keys: string[], args: string[]): unknown {
    const [key = ''] = keys;
    if (script === 'limit') {
      const used = (counters.get(key) ?? 0) + Number(args[2]);
      counters.set(key, used);
      return [used, Number(args[0])];
    }
    if (script === 'remaining')
      return [Number(args[0]) - (counters.get(key) ?? 0), Number(args[0])];
    const pattern = new RegExp(
      `^${key.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`,
    );
    for (const name of counters.keys()) if (pattern.test(name)) counters.delete(name);
    return null;
  }

  function answer([name, script = '', count = '0', ...rest]: string[]): object {
    const keys = rest.slice(0, Number(count));
    const args = rest.slice(Number(count));
    if (name?.toLowerCase() === 'evalsha') {
      const found = known.get(script);
      return found
        ? { result: perform(found, keys, args) }
        : { error: 'NOSCRIPT No matching script.' };
    }
    if (name?.toLowerCase() !== 'eval') return { error: `ERR unknown command '${name}'` };
    const kind = script.includes(LIMIT)
      ? 'limit'
      : script.includes(REMAINING)
        ? 'remaining'
        : script.includes(RESET)
          ? 'reset'
          : null;
    return kind
      ? { result: perform(kind, keys, args) }
      : { error: 'ERR this fake does not know the script' };
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      if (hanging) return;
      if (request.headers.authorization !== `Bearer ${token}`) {
        response.writeHead(401).end(JSON.stringify({ error: 'Unauthorized' }));
        return;
      }
      const body = JSON.parse(Buffer.concat(chunks).toString()) as unknown[];
      const pipeline = request.url === '/pipeline';
      const batch = (pipeline ? body : [body]) as unknown[][];
      const answers = batch.map((parts) => {
        const command = parts.map(String);
        commands.push(command.map((part, i) => (i === 1 ? '' : part)));
        return answer(command);
      });
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify(pipeline ? answers : answers[0]));
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    commands,
    hang: () => {
      hanging = true;
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
