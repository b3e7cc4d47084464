// Not written out, so that nothing takes the text for an import of this page.
const library = 'node:crypto';

/** What a receiver does to be sure that a delivery is ours; whole, without a package. */
export const verifySnippet = `import { createHmac, timingSafeEqual } from '${library}';

// body: the raw text of the request, before any JSON.parse
export function verify(body: string, headers: Headers, secret: string) {
  const id = headers.get('webhook-id') ?? '';
  const at = headers.get('webhook-timestamp') ?? '';
  if (Math.abs(Date.now() / 1000 - Number(at)) > 300) return false;

  const key = secret.startsWith('whsec_')
    ? Buffer.from(secret.slice(6), 'base64')
    : Buffer.from(secret);
  const expected = createHmac('sha256', key)
    .update(\`\${id}.\${at}.\${body}\`)
    .digest();

  // Several signatures while a secret is being rotated
  return (headers.get('webhook-signature') ?? '').split(' ').some((one) => {
    const given = Buffer.from(one.replace(/^v1,/, ''), 'base64');
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}`;

export const exampleBody = `{
  "id": "0193…",
  "type": "agent.executed",
  "timestamp": "2026-01-15T10:00:00.000Z",
  "data": {
    "executionId": "0193…",
    "agentName": "Support triage",
    "status": "completed"
  }
}`;
