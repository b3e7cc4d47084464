import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import next from 'next';
import { isNextAuthPath } from '@/lib/accounts/next-auth-path';
import { dispatchPlain, knows } from '@/lib/api/dispatch';
import { answerDocs, isDocsPath } from '@/lib/api/docs/answer';
import { webServer } from '@/lib/api/http/server';
import { staticFiles } from '@/lib/api/http/static-files';
import { fromResponse } from '@/lib/api/plain';
import { closeListener } from '@/lib/core/db/listen';
import { closePool } from '@/lib/core/db/pool';
import { env } from '@/lib/core/env';
import { log } from '@/lib/core/log';
import { flushRequests } from '@/lib/usage/record';

/** The whole stop must end before the supervisor's patience of four seconds does. */
const GRACE_MS = 2_500;
const STOP_MS = 3_800;

process.env.FLEETPROMPT_SERVICE ??= 'web';
const { PORT: port, TRUST_PROXY } = env();

const isApi = (pathname: string): boolean =>
  pathname === '/api' || pathname.startsWith('/api/') ? !isNextAuthPath(pathname) : knows(pathname);

const dir = join(import.meta.dirname, '..');
const built = staticFiles(join(dir, '.next', 'static'));
const app = next({ dev: false, dir, hostname: 'localhost', port });
// The API answers while Next is still loading; pages wait for it.
const prepared = app.prepare().then(() => app.getRequestHandler());
prepared.catch((error) => end(`The pages cannot be served: ${(error as Error).message}`));

const web = webServer({
  api: async (request, url) =>
    isDocsPath(url.pathname)
      ? fromResponse(await answerDocs(request), {}, [])
      : dispatchPlain(request, url),
  isApi,
  pages: async (request: IncomingMessage, response: ServerResponse) => {
    if (!(await built(request, response))) await (await prepared)(request, response);
  },
  trustProxy: TRUST_PROXY !== '' && TRUST_PROXY !== 'false' && TRUST_PROXY !== '0',
});

web.server.once('error', (error: NodeJS.ErrnoException) =>
  end(
    error.code === 'EADDRINUSE'
      ? `Port ${port} is taken; stop what uses it or set PORT to another one.`
      : `The web server cannot listen on port ${port}: ${error.message}`,
  ),
);
web.server.listen(port, () => log().info({ port }, 'web is listening'));

function end(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

let stopping = false;
async function stop() {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(0), STOP_MS).unref();
  await web.stop(GRACE_MS);
  await flushRequests();
  await closeListener();
  await closePool().catch(() => {});
  process.exit(0);
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
process.on('disconnect', stop);
process.on('unhandledRejection', (error) => log().error({ err: error }, 'unhandled rejection'));
