import Link from 'next/link';

/** Where mail is while no SMTP server is set; nothing where mail is really sent. */
export function OutboxHint({ outbox }: { outbox: boolean }) {
  if (!outbox) return null;
  return (
    <span>
      This server keeps its mail in the{' '}
      <Link className="text-accent-ink underline underline-offset-4" href="/outbox">
        outbox
      </Link>
      .
    </span>
  );
}
