import type { AddressInfo } from 'node:net';
import { dispatchPlain } from '@/lib/api/dispatch';
import { answerDocs, isDocsPath } from '@/lib/api/docs/answer';
import { webServer } from '@/lib/api/http/server';
import { fromResponse } from '@/lib/api/plain';

/** The API without pages, as a process of its own: for tests of several processes and for benchmarks. */
const web = webServer({
  api: async (request, url) =>
    isDocsPath(url.pathname)
      ? fromResponse(await answerDocs(request), {}, [])
      : dispatchPlain(request, url),
  isApi: () => true,
  pages: async () => {},
  trustProxy: process.env.TRUST_PROXY === '1',
});
web.server.listen(0, '127.0.0.1', () =>
  process.send?.({ port: (web.server.address() as AddressInfo).port }),
);
process.on('disconnect', () => process.exit(0));
