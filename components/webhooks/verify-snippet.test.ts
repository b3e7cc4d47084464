import * as crypto from 'node:crypto';
import { expect, test } from 'vitest';
import { verifySnippet } from '@/components/webhooks/verify-snippet';
import { newSecret } from '@/lib/webhooks/sealed';
import { signatureHeaders } from '@/lib/webhooks/sign';

type Verify = (body: string, headers: Headers, secret: string) => boolean;

/** The snippet as a receiver would run it. */
function verifier(): Verify {
  const plain = verifySnippet
    .replace(/^import .*$/m, '')
    .replace('export function', 'return function')
    .replace('(body: string, headers: Headers, secret: string)', '(body, headers, secret)');
  return new Function('createHmac', 'timingSafeEqual', plain)(
    crypto.createHmac,
    crypto.timingSafeEqual,
  );
}

test('the code we give to receivers accepts our signatures and nothing else', () => {
  const verify = verifier();
  const body = '{"data":"é"}';
  const headers = (secrets: [string, ...string[]], at = new Date()) =>
    new Headers(
      signatureHeaders({ secrets, eventId: 'e', eventType: 'a.b', deliveryId: 'd', at, body }),
    );
  for (const secret of [newSecret(), 'a-secret-of-my-own']) {
    expect(verify(body, headers([secret]), secret)).toBe(true);
    expect(verify(body, headers([newSecret(), secret]), secret)).toBe(true);
    expect(verify(`${body} `, headers([secret]), secret)).toBe(false);
    expect(verify(body, headers([newSecret()]), secret)).toBe(false);
    expect(verify(body, headers([secret], new Date(Date.now() - 400_000)), secret)).toBe(false);
    expect(verify(body, new Headers(), secret)).toBe(false);
  }
});
