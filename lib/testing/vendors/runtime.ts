import { overrideEnv } from '@/lib/core/env';
import { type Behaviour, type Received, startReceiver } from '@/lib/testing/vendors/receiver';

const json = (status: number, body: unknown): Behaviour => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/**
 * A Pixell Agent Runtime on loopback: it takes packages at `POST /packages/upload` and runs agents at
 * `POST /agents/{id}/invoke`. RUNTIME_URL points at it until it is closed. `script` comes before what it does.
 */
export async function startRuntime(agents: string[] = ['a']) {
  const receiver = await startReceiver();
  receiver.otherwise((request: Received) => {
    if (request.path === '/packages/upload')
      return json(200, { status: 'uploaded', package_id: 'p', agents });
    const id = /^\/agents\/([^/]+)\/invoke$/.exec(request.path)?.[1];
    if (!id || !agents.includes(decodeURIComponent(id))) return json(404, { detail: 'no agent' });
    const { input } = JSON.parse(request.body) as { input: { message?: string } };
    return json(200, { status: 'success', output: { reply: `Hello ${input.message}` } });
  });
  const url = `http://${receiver.host}`;
  const restore = overrideEnv({ RUNTIME_URL: url });
  return {
    ...receiver,
    url,
    /** requests to run an agent, read */
    invocations: () =>
      receiver.requests
        .filter(({ path }) => path.endsWith('/invoke'))
        .map(({ path, headers, body }) => ({ path, headers, body: JSON.parse(body) })),
    /** answers of these statuses; 0 never answers */
    answer: (...statuses: number[]) =>
      receiver.script(
        ...statuses.map(
          (status): Behaviour =>
            status === 0 ? { hang: true } : json(status, { package_id: 'p', agents }),
        ),
      ),
    close: async () => {
      restore();
      await receiver.close();
    },
  };
}
