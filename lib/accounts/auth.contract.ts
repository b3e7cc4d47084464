import { z } from 'zod';
import {
  Email,
  LinkToken,
  Message,
  OrganizationName,
  Password,
  PersonName,
  RoleSchema,
  Time,
  UserShape,
} from '@/lib/accounts/contract';
import { endpoint } from '@/lib/core/endpoint';

const tag = 'Authentication';

export const SessionTokens = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  expires_in: z.number().int(),
});

const SignedIn = z.object({
  user: UserShape,
  organization: z.object({ id: z.uuid(), name: z.string() }),
  role: RoleSchema,
  session: SessionTokens,
});

export const login = endpoint({
  id: 'login',
  method: 'POST',
  path: '/api/auth/login',
  auth: 'public',
  tag,
  summary: 'Sign in with email and password',
  description:
    'Answers tokens and sets the session cookie. `rememberMe` keeps the session 30 days instead of one.',
  limit: 'sign-in',
  body: z.strictObject({
    email: Email,
    password: z.string().min(1).max(200),
    rememberMe: z.boolean().default(false),
  }),
  responses: { 200: SignedIn },
  errors: ['INVALID_CREDENTIALS', 'EMAIL_NOT_VERIFIED', 'RATE_LIMITED'],
  example: { body: { email: 'user@example.com', password: 'password123', rememberMe: false } },
});

export const signup = endpoint({
  id: 'signup',
  method: 'POST',
  path: '/api/auth/signup',
  auth: 'public',
  tag,
  summary: 'Create an account with an organization',
  description: 'The answer is the same whether or not the address has an account; the mail tells.',
  limit: 'sign-in',
  body: z.strictObject({
    email: Email,
    password: Password,
    organizationName: OrganizationName.optional(),
    name: PersonName.optional(),
  }),
  responses: {
    201: z.object({
      message: z.string(),
      user: z.object({ id: z.uuid(), email: z.string() }),
    }),
  },
  example: {
    body: { email: 'newuser@example.com', password: 'password123', organizationName: 'My Company' },
  },
});

export const logout = endpoint({
  id: 'logout',
  method: 'POST',
  path: '/api/auth/logout',
  auth: 'public',
  tag,
  summary: 'End the session',
  description:
    'Ends the session of the cookie or access token: the token, the cookie and its refresh token all stop working. Answers the same when it was over already.',
  responses: { 200: Message },
});

export const refresh = endpoint({
  id: 'refreshSession',
  method: 'POST',
  path: '/api/auth/refresh',
  auth: 'public',
  tag,
  summary: 'Exchange a refresh token',
  description: 'A refresh token works once; using it again ends the session.',
  limit: 'sign-in',
  body: z.strictObject({ refresh_token: LinkToken }),
  responses: { 200: z.object({ session: SessionTokens }) },
  errors: ['UNAUTHENTICATED'],
  example: { body: { refresh_token: 'zq0uCYJ3DPHXYG0LTmY0gRzJ3cHfQJ9QfSgMDEo_7dY' } },
});

const SessionInfo = z.union([
  z.object({
    user: UserShape,
    organization: z.object({ id: z.uuid(), name: z.string(), credits: z.number() }),
    role: RoleSchema,
    expires: Time,
  }),
  z.strictObject({}),
]);

const session = {
  path: '/api/auth/session',
  auth: 'public',
  tag,
  summary: 'Read the present session',
  description: 'Without a session: 200 and an empty object.',
  limit: 'none',
  responses: { 200: SessionInfo },
} as const;

export const getSession = endpoint({ ...session, id: 'getSession', method: 'GET' });

/** next-auth's client posts here to have the session read again. */
export const postSession = endpoint({
  ...session,
  id: 'updateSession',
  method: 'POST',
  body: z.record(z.string(), z.unknown()),
  bodyOptional: true,
});

export const verifyEmail = endpoint({
  id: 'verifyEmail',
  method: 'POST',
  path: '/api/auth/verify',
  auth: 'public',
  tag,
  summary: 'Confirm an email address',
  limit: 'sign-in',
  body: z.strictObject({ token: LinkToken }),
  responses: {
    200: z.object({ message: z.string(), user: z.object({ id: z.uuid(), email: z.string() }) }),
  },
  errors: ['TOKEN_INVALID'],
  example: { body: { token: 'zq0uCYJ3DPHXYG0LTmY0gRzJ3cHfQJ9QfSgMDEo_7dY' } },
});

export const resendVerification = endpoint({
  id: 'resendVerification',
  method: 'POST',
  path: '/api/auth/resend-verification',
  auth: 'public',
  tag,
  summary: 'Send the verification mail again',
  limit: 'sign-in',
  body: z.strictObject({ email: Email }),
  responses: { 200: Message },
  example: { body: { email: 'user@example.com' } },
});

export const forgotPassword = endpoint({
  id: 'forgotPassword',
  method: 'POST',
  path: '/api/auth/forgot-password',
  auth: 'public',
  tag,
  summary: 'Ask for a link to set a new password',
  limit: 'sign-in',
  body: z.strictObject({ email: Email }),
  responses: { 200: Message },
  example: { body: { email: 'user@example.com' } },
});

export const resetPassword = endpoint({
  id: 'resetPassword',
  method: 'POST',
  path: '/api/auth/reset-password',
  auth: 'public',
  tag,
  summary: 'Set a new password with a link',
  description: 'Ends every session of the account.',
  limit: 'sign-in',
  body: z.strictObject({ token: LinkToken, password: Password }),
  responses: { 200: Message },
  errors: ['TOKEN_INVALID'],
  example: {
    body: { token: 'zq0uCYJ3DPHXYG0LTmY0gRzJ3cHfQJ9QfSgMDEo_7dY', password: 'password123' },
  },
});

export const changePassword = endpoint({
  id: 'changePassword',
  method: 'POST',
  path: '/api/auth/password',
  auth: 'session',
  tag,
  summary: 'Change the password',
  description: 'Ends every other session of the account.',
  body: z.strictObject({ current_password: z.string().min(1).max(200), new_password: Password }),
  responses: { 200: Message },
  errors: ['RATE_LIMITED'],
  example: { body: { current_password: 'password123', new_password: 'correct horse battery' } },
});

const Profile = z.object({ user: UserShape });

export const getProfile = endpoint({
  id: 'getProfile',
  method: 'GET',
  path: '/api/auth/profile',
  auth: 'session',
  tag,
  summary: 'Read your profile',
  responses: { 200: Profile },
  errors: ['NOT_FOUND'],
});

export const updateProfile = endpoint({
  id: 'updateProfile',
  method: 'PATCH',
  path: '/api/auth/profile',
  auth: 'session',
  tag,
  summary: 'Change your profile',
  body: z.strictObject({ name: PersonName.nullable() }),
  responses: { 200: Profile },
  errors: ['NOT_FOUND'],
  example: { body: { name: 'Ada Lovelace' } },
});

export { SignedIn };
