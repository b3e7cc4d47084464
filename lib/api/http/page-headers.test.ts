import { unstable_doesMiddlewareMatch as doesProxyMatch } from 'next/experimental/testing/server';
import { NextRequest } from 'next/server';
import { describe, expect, it } from 'vitest';
import { config, proxy } from '@/proxy';

const ask = (path: string) => proxy(new NextRequest(`http://localhost${path}`));

describe('the headers of pages', () => {
  it('allow no script without the nonce of this very response', () => {
    const [one, two] = [ask('/'), ask('/')].map(
      ({ headers }) => headers.get('content-security-policy') ?? '',
    ) as [string, string];
    const script = one.split('; ').find((part) => part.startsWith('script-src')) ?? '';
    expect(script).toMatch(/'nonce-[\w+/=]{24}'/);
    expect(script).not.toMatch(/unsafe|https?:|\*/);
    expect(one).not.toBe(two);
  });

  it('hand the nonce to the layout', () => {
    const { headers } = ask('/agents');
    const nonce = headers.get('x-middleware-request-x-nonce');
    expect(headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
  });

  it('forbid framing and sniffing', () => {
    const { headers } = ask('/');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('ask for https for ever only when it is in use', () => {
    expect(ask('/').headers.has('strict-transport-security')).toBe(false);
    const secure = proxy(new NextRequest('https://fleet.test/'));
    expect(secure.headers.get('strict-transport-security')).toMatch(/max-age=\d{8}/);
  });

  it.each([
    '/api',
    '/api/v1/agents',
    '/api/docs',
    '/chat/send',
    '/.well-known/agent-card.json',
    '/_next/static/a.js',
    '/favicon.svg',
  ])('leave %s alone', (url) => {
    expect(doesProxyMatch({ config, nextConfig: {}, url })).toBe(false);
  });

  it.each(['/', '/agents', '/executions/1', '/api-keys', '/docs'])('cover %s', (url) => {
    expect(doesProxyMatch({ config, nextConfig: {}, url })).toBe(true);
  });
});
