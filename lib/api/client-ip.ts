/**
 * The caller's address. Our own server sets x-real-ip from the socket and drops what a client sent;
 * hosts like Vercel set it themselves.
 */
export function clientIp(headers: Headers): string {
  return (
    headers.get('x-real-ip') ?? headers.get('x-forwarded-for')?.split(',')[0]?.trim() ?? '127.0.0.1'
  );
}
