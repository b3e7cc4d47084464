/** The pages that mails and redirects of this room lead to. */
export const PAGES = {
  signIn: '/sign-in',
  verify: '/verify',
  forgotPassword: '/forgot-password',
  resetPassword: '/reset-password',
  invitation: '/invite',
} as const;
