import * as c from '@/lib/accounts/auth.contract';
import { login } from '@/lib/accounts/login';
import { bindPublic } from '@/lib/core/bind';
import { reply } from '@/lib/core/endpoint';

export const authRoutes = [
  bindPublic(c.login, async ({ body, request }) => {
    const { answer, cookie } = await login(body, request);
    return reply(200, answer, { cookies: [cookie] });
  }),
];
