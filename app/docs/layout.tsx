import type { Metadata } from 'next';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { DocsFrame } from '@/components/docs/frame';
import { SettleOrigins } from '@/components/docs/origin';
import { settleOrigins } from '@/components/docs/settle-origins';
import { SESSION_COOKIE } from '@/lib/accounts/cookie';
import { TAGS } from '@/lib/api/openapi/tags';
import { siteMap } from '@/lib/docs/site';
import '@/components/docs/docs.css';

export const metadata: Metadata = {
  title: { default: 'FleetPrompt docs', template: '%s · FleetPrompt docs' },
  description: 'How to build, deploy, run and pay for fleets of AI agents.',
};

export default async function DocsLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  const signedIn = (await cookies()).has(SESSION_COOKIE);
  return (
    <DocsFrame sections={siteMap(Object.keys(TAGS))} signedIn={signedIn}>
      {children}
      <SettleOrigins />
      <script
        // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, no input
        dangerouslySetInnerHTML={{ __html: settleOrigins }}
        nonce={nonce}
        suppressHydrationWarning
      />
    </DocsFrame>
  );
}
