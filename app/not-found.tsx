import type { Metadata } from 'next';
import { buttonClass } from '@/components/ui/button-class';
import { Wordmark } from '@/components/ui/logo';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-form flex-col justify-center gap-6 px-6">
      <Wordmark />
      <div>
        <p className="num text-faint text-sm">404</p>
        <h1 className="mt-1 font-strong text-xl tracking-tight">There is nothing here</h1>
        <p className="mt-1 text-muted">
          The address is wrong, what it named was deleted, or it belongs to another organization.
          Switch organization if a colleague sent you this link.
        </p>
      </div>
      <div className="flex gap-2">
        {/* Plain links: this file's imports are part of every page's first load. */}
        <a className={buttonClass({ variant: 'primary' })} href="/">
          Go to chat
        </a>
        <a className={buttonClass()} href="/agents">
          See agents
        </a>
      </div>
    </main>
  );
}
