import type { ToolRun } from '@/lib/agents/tools/run-tool';
import { egressFetch } from '@/lib/core/egress/egress';

const MOST_BYTES = 64 * 1024;
const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

interface HttpInput {
  method?: string;
  url: string;
  headers?: Record<string, string>;
  body?: unknown;
}

/** The answer of a public address: `{status, headers, body, truncated}`, at most 64 KiB of it. */
export async function httpRequest(input: HttpInput, run: ToolRun) {
  const method = input.method ?? 'GET';
  const fixed = run.headers ?? {};
  const set = new Set(Object.keys(fixed).map((name) => name.toLowerCase()));
  const headers: Record<string, string> = {
    ...Object.fromEntries(
      Object.entries(input.headers ?? {}).filter(([name]) => !set.has(name.toLowerCase())),
    ),
    ...fixed,
  };
  let body: string | undefined;
  if (input.body !== undefined && WRITES.has(method)) {
    body = typeof input.body === 'string' ? input.body : JSON.stringify(input.body);
    if (typeof input.body !== 'string') headers['content-type'] ??= 'application/json';
  }
  if (WRITES.has(method)) headers['idempotency-key'] = run.idempotencyKey;
  const hosts = run.config.allowed_hosts;
  const response = await egressFetch(input.url, {
    method,
    headers,
    body,
    signal: run.signal,
    timeoutMs: 30_000,
    maxResponseBytes: MOST_BYTES,
    redirect: 'follow',
    ...(Array.isArray(hosts) && hosts.length > 0 && { allowedHosts: hosts.map(String) }),
  });
  return {
    status: response.status,
    content_type: response.headers.get('content-type'),
    body: response.body.toString('utf8'),
    truncated: response.truncated,
  };
}
