export interface Sent {
  query: string;
  /** JSON, or empty */
  variables: string;
  /** JSON, or empty */
  headers: string;
  /** in place of the session */
  key: string;
}

export interface Told {
  /** the answer, in JSON with line breaks */
  text: string;
  ok: boolean;
  status: number;
  ms: number;
  /** bytes */
  size: number;
}

/** A problem of what was written here: nothing was sent. */
export class NotSent extends Error {
  override name = 'NotSent';
}

function object(text: string, what: string): Record<string, unknown> {
  if (text.trim() === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new NotSent(`${what} are not JSON: ${(error as Error).message}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new NotSent(`${what} must be a JSON object.`);
  return value as Record<string, unknown>;
}

/** Sends a document to this server: as the signed-in person, or with the key when there is one. */
export async function send(
  { query, variables, headers, key }: Sent,
  signal: AbortSignal,
): Promise<Told> {
  const given = object(variables, 'Variables');
  const more = object(headers, 'Headers');
  const started = performance.now();
  const response = await fetch('/api/v1/graphql', {
    method: 'POST',
    signal,
    credentials: key || more.Authorization || more.authorization ? 'omit' : 'same-origin',
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/graphql-response+json, application/json',
      ...(key && { Authorization: `Bearer ${key.trim()}` }),
      ...Object.fromEntries(Object.entries(more).map(([name, value]) => [name, String(value)])),
    },
    body: JSON.stringify({ query, variables: given }),
  });
  const text = await response.text();
  let errors: unknown;
  let shown = text;
  try {
    const body = JSON.parse(text);
    ({ errors } = body);
    shown = JSON.stringify(body, null, 2);
  } catch {
    // What is no JSON is shown as it is.
  }
  return {
    text: shown,
    ok: response.ok && !errors,
    status: response.status,
    ms: Math.round(performance.now() - started),
    size: text.length,
  };
}
