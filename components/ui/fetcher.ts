/** A request that failed, as the API tells it. `status` is 0 when there was no answer at all. */
export class ApiError extends Error {
  override name = 'ApiError';
  constructor(
    message: string,
    readonly status: number,
    readonly code: string,
    readonly details?: unknown,
    readonly requestId?: string,
    /** The whole body: 402 has `required` and `available` in it. */
    readonly body?: Record<string, unknown>,
    /** Seconds to wait, of a 429 or 503. */
    readonly retryAfter?: number,
  ) {
    super(message);
  }

  /** Field → message of a validation failure, for forms. */
  get fields(): Record<string, string> {
    const { details } = this;
    if (!details || typeof details !== 'object' || Array.isArray(details)) return {};
    return Object.fromEntries(
      Object.entries(details).map(([field, text]) => [
        field,
        Array.isArray(text) ? text.join('; ') : String(text),
      ]),
    );
  }
}

/** What an answer that is no success says. */
export async function failure(response: Response) {
  const requestId = response.headers.get('x-request-id') ?? undefined;
  const body = (await response.json().catch(() => null)) as Record<string, unknown> | null;
  const message = typeof body?.error === 'string' ? body.error : null;
  const wait = response.headers.get('retry-after');
  return new ApiError(
    response.status === 429 && wait
      ? `Too many requests. Try again in ${wait} s.`
      : (message ?? `The server answered ${response.status}. Try again, or tell support.`),
    response.status,
    typeof body?.code === 'string' ? body.code : 'UNKNOWN',
    body?.details,
    typeof body?.request_id === 'string' ? body.request_id : requestId,
    body ?? undefined,
    Number(wait) || undefined,
  );
}

/** Calls our own API; throws ApiError. An object as `body` is sent as JSON. */
export async function api<T>(
  path: string,
  { body, ...init }: Omit<RequestInit, 'body'> & { body?: unknown } = {},
): Promise<T> {
  const headers = new Headers(init.headers);
  headers.set('accept', 'application/json');
  if (body !== undefined) headers.set('content-type', 'application/json');
  let response: Response;
  try {
    response = await fetch(path, {
      ...init,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new ApiError('The server could not be reached. Check your connection.', 0, 'OFFLINE');
  }
  if (!response.ok) throw await failure(response);
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}

/** SWR's fetcher: the key is the path. */
export const fetcher = <T>(path: string) => api<T>(path);
