import { hkdfSync } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { env } from '@/lib/core/env';

/** Seconds an access token lasts; its session may end earlier and ends it too. */
export const ACCESS_SECONDS = 3600;

const ISSUER = 'fleetprompt';
let derived: { secret: string; key: Uint8Array } | undefined;

/** A key of its own for access tokens, so that AUTH_SECRET itself never signs two kinds of things. */
function signingKey(): Uint8Array {
  const secret = env().AUTH_SECRET;
  if (derived?.secret !== secret)
    derived = {
      secret,
      key: new Uint8Array(hkdfSync('sha256', secret, '', 'fleetprompt access token', 32)),
    };
  return derived.key;
}

export interface AccessClaims {
  userId: string;
  sessionId: string;
  organizationId: string;
}

/** A signed JWT for `seconds`. The role is not in it: it is read from members at each request. */
export function issueAccessToken(claims: AccessClaims, seconds = ACCESS_SECONDS): Promise<string> {
  return new SignJWT({ sid: claims.sessionId, org: claims.organizationId })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(ISSUER)
    .setSubject(claims.userId)
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
    .sign(signingKey());
}

/** The claims of a token that we signed, or why it is refused. */
export async function readAccessToken(
  token: string,
): Promise<AccessClaims | 'invalid' | 'expired'> {
  try {
    const { payload } = await jwtVerify(token, signingKey(), {
      issuer: ISSUER,
      algorithms: ['HS256'],
    });
    const { sub, sid, org } = payload;
    if (typeof sub !== 'string' || typeof sid !== 'string' || typeof org !== 'string')
      return 'invalid';
    return { userId: sub, sessionId: sid, organizationId: org };
  } catch (error) {
    return error instanceof errors.JWTExpired ? 'expired' : 'invalid';
  }
}
