import Link from 'next/link';
import type { ReactNode } from 'react';
import { Wordmark } from '@/components/ui/logo';

/** The calm page around signing in and up: wordmark, one card, a line beneath. */
export function AuthFrame({
  title,
  description,
  children,
  footer,
}: {
  title: string;
  description?: ReactNode;
  children: ReactNode;
  /** "No account yet? Sign up" and the like. */
  footer?: ReactNode;
}) {
  return (
    <main className="on-sunken flex min-h-dvh flex-col items-center bg-sunken px-4 pt-[max(2rem,14dvh)] pb-8">
      <Link className="mb-6 rounded-lg" href="/">
        <Wordmark />
      </Link>
      <div className="w-full max-w-[23.5rem] rounded-lg border bg-surface p-6 sm:p-8">
        <h1 className="font-strong text-xl tracking-tight">{title}</h1>
        {description && <p className="mt-1 text-muted">{description}</p>}
        <div className="mt-6">{children}</div>
      </div>
      {footer && (
        <p className="mt-5 text-center text-muted text-sm [&_a]:text-accent-ink [&_a]:underline [&_a]:underline-offset-4">
          {footer}
        </p>
      )}
    </main>
  );
}
