import { Mailbox } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import type { Searched } from '@/app/search-params';
import { MailBody } from '@/components/accounts/mail-body';
import { Refresher } from '@/components/accounts/refresher';
import { Callout } from '@/components/ui/callout';
import { cn } from '@/components/ui/cn';
import { EmptyState } from '@/components/ui/empty-state';
import { Wordmark } from '@/components/ui/logo';
import { PageHeader } from '@/components/ui/page';
import { Time } from '@/components/ui/time';
import { env } from '@/lib/core/env';
import { listOutbox, type OutboxEntry, type OutboxMail, readOutbox } from '@/lib/core/mail/outbox';
import { mailMode } from '@/lib/core/mail/settings';

// Mails hold links that sign people in: nothing of them leaves as a referrer.
export const metadata: Metadata = {
  title: 'Outbox',
  referrer: 'no-referrer',
  robots: { index: false },
};

/** Development only: the mails that would have gone out over SMTP. */
export default async function OutboxPage({ searchParams }: Searched) {
  if (env().mode === 'production') notFound();
  const { mail: wanted } = await searchParams;
  const entries = await listOutbox(100);
  const id = typeof wanted === 'string' ? wanted : entries[0]?.id;
  const mail = id ? await readOutbox(id) : null;
  const chosen = typeof wanted === 'string';
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-page flex-col gap-6 px-4 py-6 sm:px-8">
      <Link className="self-start rounded-lg" href="/">
        <Wordmark />
      </Link>
      <PageHeader
        description="Mail of this development server, newest first. Nothing here was sent to anyone."
        title="Outbox"
      />
      {mailMode() === 'smtp' && (
        <Callout title="Mail goes to real inboxes" tone="warn">
          An SMTP server is set, so new mail is sent over it and does not appear here.
        </Callout>
      )}
      {entries.length === 0 ? (
        <Nothing />
      ) : (
        <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] items-start gap-6 md:grid-cols-[19rem_minmax(0,1fr)]">
          <List className={chosen ? 'max-md:hidden' : ''} current={mail?.id} entries={entries} />
          <div className={chosen ? '' : 'max-md:hidden'}>
            {mail ? <Opened mail={mail} /> : <Gone />}
          </div>
        </div>
      )}
      <Refresher seconds={3} />
    </main>
  );
}

function List({
  entries,
  current,
  className,
}: {
  entries: OutboxEntry[];
  current?: string;
  className: string;
}) {
  return (
    <nav aria-label="Mails" className={className}>
      <ul className="flex flex-col gap-px">
        {entries.map((entry) => (
          <li key={entry.id}>
            <Link
              aria-current={entry.id === current ? 'true' : undefined}
              className={cn(
                'flex flex-col gap-0.5 rounded-lg px-3 py-2 text-sm hover:bg-hover',
                entry.id === current && 'md:bg-pressed',
              )}
              href={`/outbox?mail=${entry.id}`}
              scroll={false}
            >
              <span className="flex items-baseline justify-between gap-3">
                <span className="truncate font-strong">{entry.subject}</span>
                <Time at={entry.date} className="shrink-0 text-muted text-xs" />
              </span>
              <span className="truncate text-muted">{entry.to.join(', ')}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Opened({ mail }: { mail: OutboxMail }) {
  return (
    <article className="min-w-0 overflow-hidden rounded-lg border bg-surface">
      <header className="flex flex-col gap-1 border-b px-4 py-3 sm:px-5">
        <Link
          className="mb-1 self-start text-accent-ink text-sm underline-offset-4 hover:underline md:hidden"
          href="/outbox"
        >
          All mails
        </Link>
        <h2 className="break-words font-strong text-base">{mail.subject}</h2>
        <p className="flex flex-wrap justify-between gap-x-4 text-muted text-sm">
          <span className="min-w-0 break-words">To {mail.to.join(', ')}</span>
          <Time at={mail.date} exact />
        </p>
      </header>
      <MailBody html={mail.html} key={mail.id} subject={mail.subject} text={mail.text} />
    </article>
  );
}

function Gone() {
  return (
    <Callout title="There is no such mail" tone="warn">
      It was deleted from the outbox folder.{' '}
      <Link className="underline underline-offset-4" href="/outbox">
        Show all mails
      </Link>
    </Callout>
  );
}

function Nothing() {
  return (
    <EmptyState
      action={
        <Link className="text-accent-ink text-sm underline underline-offset-4" href="/sign-up">
          Sign up to see the first one
        </Link>
      }
      icon={<Mailbox />}
      title="No mail yet"
    >
      Without an SMTP server, mail is written to a folder and shown here: confirmations, password
      links and invitations. The worker writes it, so a mail appears within a second or two. Set
      SMTP_URL to send for real.
    </EmptyState>
  );
}
