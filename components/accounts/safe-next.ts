/** Stands for our own origin while an address is taken apart; never shown. */
const HERE = 'http://here.invalid';

/** The same-site path to go to after signing in; `/` for anything that could lead elsewhere. */
export function safeNext(wanted: string | string[] | null | undefined): string {
  // A backslash or a control character is read differently by different parsers.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (typeof wanted !== 'string' || !/^\/(?!\/)[^\\\u0000-\u0020]*$/.test(wanted)) return '/';
  if (!URL.canParse(wanted, HERE)) return '/';
  const url = new URL(wanted, HERE);
  if (
    url.origin !== HERE ||
    url.pathname.startsWith('//') ||
    /^\/sign-(in|up)\/?$/.test(url.pathname)
  )
    return '/';
  return url.pathname + url.search + url.hash;
}

/** A link to one of the account pages that keeps where to go afterwards. */
export const withNext = (path: string, next: string) =>
  next === '/' ? path : `${path}?next=${encodeURIComponent(next)}`;
