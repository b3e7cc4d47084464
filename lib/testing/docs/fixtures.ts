import { agent } from '@/lib/testing/docs/fixtures/agent';
import { buyer } from '@/lib/testing/docs/fixtures/buyer';
import { mcpServer } from '@/lib/testing/docs/fixtures/mcp-server';
import { operator } from '@/lib/testing/docs/fixtures/operator';
import { smtp } from '@/lib/testing/docs/fixtures/smtp';
import { discord, slack, stripe } from '@/lib/testing/docs/fixtures/vendors';
import type { Reader, ServedDocs } from '@/lib/testing/docs/served';

export interface Prepared {
  /** given to the page's code */
  env?: Record<string, string>;
  /** what the stand-in has got so far */
  received?(): unknown[];
  close?(): Promise<void>;
}

/** Prepares something for one program of a page, in the organization that it runs in. */
export type Fixture = (
  reader: Reader,
  at: {
    docs: ServedDocs;
    /** the program's working folder */
    folder: string;
  },
) => Promise<Prepared>;

/** What a page's `needs` may name. */
export const fixtures = {
  agent,
  buyer,
  discord,
  'mcp-server': mcpServer,
  operator,
  slack,
  smtp,
  stripe,
} satisfies Record<string, Fixture>;

export type FixtureName = keyof typeof fixtures;
