import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { beforePaint } from '@/components/ui/before-paint';
import { Toaster } from '@/components/ui/toaster';
import '@/app/globals.css';

export const metadata: Metadata = {
  title: { default: 'FleetPrompt', template: '%s · FleetPrompt' },
  description: 'Build, deploy, run and pay for fleets of AI agents.',
  icons: { icon: { url: '/favicon.svg', type: 'image/svg+xml' } },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fdfdfd' },
    { media: '(prefers-color-scheme: dark)', color: '#0f1213' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  return (
    <html
      className={`${GeistSans.variable} ${GeistMono.variable} font-sans`}
      lang="en"
      suppressHydrationWarning
    >
      <head>
        <script
          // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, no input
          dangerouslySetInnerHTML={{ __html: beforePaint }}
          nonce={nonce}
          suppressHydrationWarning
        />
      </head>
      <body>
        {children}
        <Toaster />
      </body>
    </html>
  );
}
