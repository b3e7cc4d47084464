/**
 * An answer before it becomes a web Response. Our own server writes it straight to the socket: making and
 * reading a Response costs more than the rest of a small read.
 */
export interface Plain {
  status: number;
  headers: Record<string, string>;
  cookies: string[];
  body: string | ReadableStream<Uint8Array> | null;
}

/** The same as a Response, for Next and for tests. */
export function toResponse(plain: Plain): Response {
  const headers = new Headers(plain.headers);
  for (const cookie of plain.cookies) headers.append('Set-Cookie', cookie);
  return new Response(plain.body, { status: plain.status, headers });
}

/** A finished Response with the headers that every answer has. */
export function fromResponse(
  response: Response,
  common: Record<string, string>,
  cookies: readonly string[],
): Plain {
  const headers = { ...common };
  for (const name of Object.keys(headers)) if (response.headers.has(name)) delete headers[name];
  for (const [name, value] of response.headers) if (name !== 'set-cookie') headers[name] = value;
  return {
    status: response.status,
    headers,
    cookies: [...response.headers.getSetCookie(), ...cookies],
    body: response.body,
  };
}
