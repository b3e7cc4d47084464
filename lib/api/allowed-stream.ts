import { authenticate, liveSession } from '@/lib/accounts/authenticate';
import type { Ctx } from '@/lib/core/context';
import type { Auth } from '@/lib/core/endpoint';
import type { AppError } from '@/lib/core/errors';
import { allows, expandScopes, ROLE_SCOPES } from '@/lib/core/scopes';

const CHECK_MS = 2_000;

/**
 * The stream until `allowed` says no: whoever loses access while a stream is open is sent no more of it. A check
 * that throws (the database is away) ends nothing; the next one decides.
 */
export function allowedStream(
  body: ReadableStream<Uint8Array>,
  allowed: () => Promise<boolean>,
  everyMs = CHECK_MS,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let over = false;
  let timer: NodeJS.Timeout | undefined;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      timer = setInterval(async () => {
        if (over || (await allowed().catch(() => true))) return;
        if (over) return;
        over = true;
        clearInterval(timer);
        const error = { error: 'Your access has ended. Sign in again.', code: 'UNAUTHENTICATED' };
        controller.enqueue(
          new TextEncoder().encode(`event: error\ndata: ${JSON.stringify(error)}\n\n`),
        );
        controller.close();
        await reader.cancel().catch(() => {});
      }, everyMs);
      timer.unref();
    },
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (over) return;
        if (!done) return controller.enqueue(value);
        over = true;
        clearInterval(timer);
        controller.close();
      } catch (error) {
        over = true;
        clearInterval(timer);
        controller.error(error);
      }
    },
    cancel(reason) {
      over = true;
      clearInterval(timer);
      return reader.cancel(reason);
    },
  });
}

/**
 * Whether who began a stream could begin it now: the key or session lives, in the same organization, with the
 * scope. An access token that ran out meanwhile does not matter while its session lives.
 */
export async function stillAllowed(ctx: Ctx, headers: Headers, auth: Auth): Promise<boolean> {
  const { actor, organizationId } = ctx;
  const may = (scopes: readonly string[]) => !auth.includes(':') || allows(scopes, auth);
  if (actor.kind === 'user') {
    const session = await liveSession(actor.sessionId);
    if (session?.organizationId !== organizationId) return false;
    return may(expandScopes(ROLE_SCOPES[session.role]));
  }
  try {
    const who = await authenticate(headers, { mount: 'v1' });
    return who?.ctxParts.organizationId === organizationId && may(who.ctxParts.scopes);
  } catch (error) {
    if ((error as AppError).status === 401) return false;
    throw error;
  }
}
