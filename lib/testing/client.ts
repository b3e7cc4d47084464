import { dispatch, router } from '@/lib/api/dispatch';

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** the parsed body, undefined when it is not JSON */
  json: unknown;
}

export interface Asked {
  headers?: Record<string, string>;
  /** sent as JSON, unless it is text or bytes already */
  body?: unknown;
  query?: Record<string, string>;
}

/** Sends one request to the dispatcher, as a client would, without a socket. */
export async function call(method: string, path: string, asked: Asked = {}): Promise<Answer> {
  const headers = new Headers(asked.headers);
  let body: BodyInit | undefined;
  if (asked.body !== undefined) {
    const raw = typeof asked.body === 'string' || asked.body instanceof Uint8Array;
    body = raw ? (asked.body as BodyInit) : JSON.stringify(asked.body);
    if (!headers.has('content-type')) headers.set('content-type', 'application/json');
  }
  const search = asked.query ? `?${new URLSearchParams(asked.query)}` : '';
  const response = await dispatch(
    new Request(`http://localhost${path}${search}`, { method, headers, body }),
  );
  const text = await textOf(response, method, path);
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson && text ? JSON.parse(text) : undefined,
  };
}

/** The whole answer; of a stream without an end what it begins with. */
async function textOf(response: Response, method: string, path: string): Promise<string> {
  const found = router.match(method, path);
  const endless = found && 'route' in found && found.route.endpoint.endless;
  if (!endless || !/event-stream/.test(response.headers.get('content-type') ?? ''))
    return response.text();
  const reader = response.body?.getReader();
  const first = await reader?.read();
  await reader?.cancel();
  return new TextDecoder().decode(first?.value);
}

/** `/api/v1/agents/{id}` with its names replaced. */
export const fill = (path: string, values: Record<string, string>): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
