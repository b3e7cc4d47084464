import { describe, expect, it } from 'vitest';
import { answerDocs, isDocsPath } from '@/lib/api/docs/answer';

const ask = (path: string, init?: RequestInit) =>
  answerDocs(new Request(`http://localhost/api/docs${path}`, init));

describe('the explorer', () => {
  it('loads scripts, styles and fonts from its own paths only, and all of them are there', async () => {
    const page = await (await ask('')).text();
    const style = await (await ask('/explorer.css')).text();
    const named = [...`${page}${style}`.matchAll(/(?:src|href)="([^"]+)"|url\(([^)]+)\)/g)].map(
      (match) => match[1] ?? match[2] ?? '',
    );
    for (const path of named) expect(path).toMatch(/^\//);
    for (const path of named.filter((one) => isDocsPath(one)))
      expect((await ask(path.slice('/api/docs'.length))).status).toBe(200);
  });

  it('allows no inline script and no other origin', async () => {
    const { headers } = await ask('');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self';");
    expect(policy).not.toMatch(/https?:|\*/);
    expect(await (await ask('')).text()).not.toMatch(/<script>|<script [^>]*>[^<]|\son\w+=/);
  });

  it('sends a file once per version', async () => {
    const first = await ask('/swagger-ui.css');
    const etag = first.headers.get('etag') as string;
    const again = await ask('/swagger-ui.css', { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
  });

  it.each(['/..', '/../../package.json', '/%2e%2e/x', '/constructor', '/__proto__', '/x'])(
    'has nothing at %s',
    async (path) => {
      const answer = await ask(path);
      expect([404, 200]).toContain(answer.status);
      expect(await answer.text()).not.toContain('"dependencies"');
    },
  );

  it('refuses other methods with Allow', async () => {
    const refused = await ask('', { method: 'POST' });
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});
