import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { authenticate } from '@/lib/accounts/authenticate';
import { type Ctx, makeCtx } from '@/lib/core/context';
import { isAppError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';

/** The signed-in person's context for a server component, or null. Once per request. */
export const currentCtx = cache(async (): Promise<Ctx | null> => {
  const jar = await cookies();
  const cookie = jar
    .getAll()
    .map((c) => `${c.name}=${c.value}`)
    .join('; ');
  if (!cookie) return null;
  try {
    const who = await authenticate(new Headers({ cookie }), { mount: 'api' });
    return who && makeCtx({ ...who.ctxParts, requestId: newId() });
  } catch (error) {
    if (isAppError(error) && error.status === 401) return null;
    throw error;
  }
});

/** The context of a page that needs a person: others go to sign in and come back. */
export async function pageCtx(): Promise<Ctx> {
  const ctx = await currentCtx();
  if (ctx) return ctx;
  const path = (await headers()).get('x-path') ?? '/';
  redirect(path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`);
}
