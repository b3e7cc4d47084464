import { runInNewContext } from 'node:vm';
import { buildSync } from 'esbuild';
import { expect, test } from 'vitest';

/** What browsers, Deno, Bun, edge runtimes and Node have in common, and no more. */
const WEB = {
  AbortController,
  AbortSignal,
  Blob,
  FormData,
  Headers,
  ReadableStream,
  Request,
  Response,
  TextDecoder,
  TextEncoder,
  URL,
  URLSearchParams,
  atob,
  btoa,
  clearTimeout,
  crypto,
  setTimeout,
};

const code = buildSync({
  stdin: { contents: "export * from './index'", resolveDir: import.meta.dirname },
  bundle: true,
  format: 'iife',
  globalName: 'sdk',
  target: 'es2022',
  platform: 'neutral',
  write: false,
}).outputFiles[0]?.text;

/** Lists agents in a world that has only these globals; gives the headers that were sent. */
async function listedIn(globals: object): Promise<Headers> {
  let sent = new Headers();
  const fetch = async (_: string, init: RequestInit) => {
    sent = new Headers(init.headers);
    return Response.json({ data: [{ id: '1', name: 'Ada' }], total: 1 });
  };
  const script = `${code}; new sdk.FleetPromptClient({ apiKey: 'fp_x' }).listAgents()`;
  const agents = await runInNewContext(script, { ...WEB, ...globals, fetch });
  expect(agents[0].name).toBe('Ada');
  return sent;
}

test('nothing but the web’s own interfaces is needed', async () => {
  expect((await listedIn({})).get('user-agent')).toMatch(/^fleetprompt-sdk\//);
});

test('in a browser no header is sent that a cross-origin check would refuse', async () => {
  const allowed = ['accept', 'authorization', 'content-type', 'idempotency-key'];
  for (const name of (await listedIn({ document: {} })).keys()) expect(allowed).toContain(name);
});
