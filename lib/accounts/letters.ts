import { z } from 'zod';
import { PAGES } from '@/lib/accounts/pages';
import { env } from '@/lib/core/env';

/** What a mail of this room is about; the token is the secret part of its link. */
export const Letter = z.discriminatedUnion('about', [
  z.object({ about: z.literal('verify_email'), token: z.string() }),
  z.object({ about: z.literal('reset_password'), token: z.string() }),
  z.object({ about: z.literal('account_exists') }),
  z.object({ about: z.literal('password_changed') }),
  z.object({
    about: z.literal('invitation'),
    token: z.string(),
    organization: z.string(),
    inviter: z.string(),
    role: z.string(),
  }),
]);

export type Letter = z.infer<typeof Letter>;

export interface Written {
  subject: string;
  paragraphs: string[];
  button?: { label: string; url: string };
  /** what to do when it was not the reader */
  footer?: string;
}

/** Links use the configured origin, never the Host that a request named. */
const link = (path: string, token?: string) =>
  `${env().baseUrl}${path}${token ? `?token=${encodeURIComponent(token)}` : ''}`;

/** The words of a mail. */
export function write(letter: Letter): Written {
  switch (letter.about) {
    case 'verify_email':
      return {
        subject: 'Confirm your email address',
        paragraphs: [
          'Welcome to FleetPrompt. Confirm your address to sign in.',
          'The link works once, for 24 hours.',
        ],
        footer: 'If you did not sign up, ignore this mail.',
        button: { label: 'Confirm email address', url: link(PAGES.verify, letter.token) },
      };
    case 'reset_password':
      return {
        subject: 'Set a new password',
        paragraphs: [
          'Someone asked for a new password for your account. Setting one signs you out everywhere.',
          'The link works once, for one hour.',
        ],
        footer: 'If it was not you, ignore this mail: nothing changes.',
        button: { label: 'Set a new password', url: link(PAGES.resetPassword, letter.token) },
      };
    case 'account_exists':
      return {
        subject: 'You have an account already',
        paragraphs: [
          'Someone tried to sign up with your address, which has an account already.',
          'Sign in as usual, or ask for a new password there.',
        ],
        footer: 'If it was not you, nothing needs to be done.',
        button: { label: 'Sign in', url: link(PAGES.signIn) },
      };
    case 'password_changed':
      return {
        subject: 'Your password was changed',
        paragraphs: [
          'The password of your account was changed, and your other sessions were ended.',
          'If it was not you, set a new password now.',
        ],
        button: { label: 'Set a new password', url: link(PAGES.forgotPassword) },
      };
    case 'invitation':
      return {
        subject: `Join ${letter.organization} on FleetPrompt`,
        paragraphs: [
          `${letter.inviter} invites you to ${letter.organization} as ${letter.role}.`,
          'The link works once, for seven days.',
        ],
        button: { label: 'Accept invitation', url: link(PAGES.invitation, letter.token) },
      };
  }
}
