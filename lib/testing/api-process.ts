import type { AddressInfo } from 'node:net';
import { dispatch } from '@/lib/api/dispatch';
import { answerDocs, isDocsPath } from '@/lib/api/docs/answer';
import { webServer } from '@/lib/api/http/server';

/** The API without pages, as a process of its own: for tests of several processes and for benchmarks. */
const web = webServer({
  api: (request) =>
    isDocsPath(new URL(request.url).pathname) ? answerDocs(request) : dispatch(request),
  isApi: () => true,
  pages: async () => {},
  trustProxy: process.env.TRUST_PROXY === '1',
});
web.server.listen(0, '127.0.0.1', () =>
  process.send?.({ port: (web.server.address() as AddressInfo).port }),
);
process.on('disconnect', () => process.exit(0));
