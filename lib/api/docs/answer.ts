import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { page, script, style } from '@/lib/api/docs/page';

const BASE = '/api/docs';

/** Whether a path belongs to the explorer rather than to an endpoint. */
export const isDocsPath = (pathname: string): boolean =>
  pathname === BASE || pathname.startsWith(`${BASE}/`);

/** Everything comes from this origin; the explorer sets styles on elements, hence `unsafe-inline` for those. */
const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const JS = 'text/javascript; charset=utf-8';
const CSS = 'text/css; charset=utf-8';

const packages = join(process.cwd(), 'node_modules');
const inPackage = (...path: string[]) => ({ file: join(packages, ...path) });

/** Name → where it comes from: our own text, or a file of an installed package. */
const ASSETS: Record<string, { type: string } & ({ text: string } | { file: string })> = {
  '': { type: 'text/html; charset=utf-8', text: page },
  'explorer.js': { type: JS, text: script },
  'explorer.css': { type: CSS, text: style },
  'swagger-ui.js': { type: JS, ...inPackage('swagger-ui-dist', 'swagger-ui-bundle.js') },
  'swagger-ui.css': { type: CSS, ...inPackage('swagger-ui-dist', 'swagger-ui.css') },
  'geist.woff2': {
    type: 'font/woff2',
    ...inPackage('geist', 'dist', 'fonts', 'geist-sans', 'Geist-Variable.woff2'),
  },
  'geist-mono.woff2': {
    type: 'font/woff2',
    ...inPackage('geist', 'dist', 'fonts', 'geist-mono', 'GeistMono-Variable.woff2'),
  },
};

type Loaded = { bytes: Uint8Array<ArrayBuffer>; etag: string };
const loaded = new Map<string, Promise<Loaded>>();

async function load(name: string): Promise<Loaded> {
  const asset = ASSETS[name] as (typeof ASSETS)[string];
  const bytes =
    'text' in asset
      ? new TextEncoder().encode(asset.text)
      : // Named for the host in next.config.mjs: traced from here, the whole project would be taken along.
        new Uint8Array(await readFile(/*turbopackIgnore: true*/ asset.file));
  return {
    bytes,
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
  };
}

/** The explorer's page and its files, by ETag. */
export async function answerDocs(request: Request): Promise<Response> {
  const name = new URL(request.url).pathname.slice(BASE.length).replace(/^\//, '');
  const asset = Object.hasOwn(ASSETS, name) ? ASSETS[name] : undefined;
  if (!asset)
    return refuse(404, 'NOT_FOUND', 'There is nothing here. The explorer is at /api/docs.');
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return refuse(405, 'METHOD_NOT_ALLOWED', 'Use GET.', { Allow: 'GET, HEAD' });
  let found = loaded.get(name);
  if (!found) {
    found = load(name);
    loaded.set(name, found);
    found.catch(() => loaded.delete(name));
  }
  const { bytes, etag } = await found;
  const headers = {
    'Content-Type': asset.type,
    'Content-Security-Policy': CSP,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cache-Control': 'public, max-age=0, must-revalidate',
    ETag: etag,
  };
  if (request.headers.get('if-none-match') === etag)
    return new Response(null, { status: 304, headers });
  return new Response(request.method === 'HEAD' ? null : bytes, { headers });
}

const refuse = (
  status: number,
  code: string,
  error: string,
  headers: Record<string, string> = {},
): Response => Response.json({ error, code }, { status, headers });
