import * as c from '@/lib/accounts/auth.contract';
import { changePassword } from '@/lib/accounts/change-password';
import { clearSessionCookie } from '@/lib/accounts/cookie';
import { login } from '@/lib/accounts/login';
import { logout, sessionIdOf } from '@/lib/accounts/logout';
import { readProfile, updateProfile } from '@/lib/accounts/profile';
import { readSession } from '@/lib/accounts/read-session';
import { refresh } from '@/lib/accounts/refresh';
import { forgotPassword, resetPassword } from '@/lib/accounts/reset-password';
import { signup } from '@/lib/accounts/signup';
import { resendVerification, verifyEmail } from '@/lib/accounts/verify-email';
import { bind, bindPublic } from '@/lib/core/bind';
import { reply } from '@/lib/core/endpoint';

export const authRoutes = [
  bindPublic(c.signup, async ({ body }) => reply(201, await signup(body))),
  bindPublic(c.login, async ({ body, request }) => {
    const { answer, cookie } = await login(body, request);
    return reply(200, answer, { cookies: [cookie] });
  }),
  bindPublic(c.logout, async ({ request }) => {
    const sessionId = await sessionIdOf(request.raw.headers);
    if (sessionId) await logout(sessionId);
    return reply(200, { message: 'Logged out successfully' }, { cookies: [clearSessionCookie()] });
  }),
  bindPublic(c.refresh, async ({ body }) =>
    reply(200, { session: await refresh(body.refresh_token) }),
  ),
  bindPublic(c.getSession, async ({ request }) =>
    reply(200, await readSession(request.raw.headers)),
  ),
  bindPublic(c.postSession, async ({ request }) =>
    reply(200, await readSession(request.raw.headers)),
  ),
  bindPublic(c.verifyEmail, async ({ body }) =>
    reply(200, { message: 'Your email address is confirmed', user: await verifyEmail(body.token) }),
  ),
  bindPublic(c.resendVerification, async ({ body }) => {
    await resendVerification(body.email);
    return reply(200, { message: 'If this address waits to be confirmed, a mail is on its way' });
  }),
  bindPublic(c.forgotPassword, async ({ body }) => {
    await forgotPassword(body.email);
    return reply(200, { message: 'If this address has an account, a mail is on its way' });
  }),
  bindPublic(c.resetPassword, async ({ body }) => {
    await resetPassword(body.token, body.password);
    return reply(200, { message: 'Your password was changed. Sign in with it.' });
  }),
  bind(c.changePassword, async (ctx, { body, request }) => {
    await changePassword(ctx, body, request.ip);
    return reply(200, { message: 'Your password was changed. Your other sessions were ended.' });
  }),
  bind(c.getProfile, async (ctx) => reply(200, { user: await readProfile(ctx) })),
  bind(c.updateProfile, async (ctx, { body }) =>
    reply(200, { user: await updateProfile(ctx, body) }),
  ),
];
