import type { ReactNode } from 'react';
import { ButtonLink } from '@/components/ui/button';
import { Page, PageHeader } from '@/components/ui/page';

/**
 * The page for an address that names nothing the reader may see. `what` is the thing, `why` the first sentence
 * on what may have happened to it, and `to` where there are others; `more` is a second place.
 */
export function NotFoundPage({
  what,
  why = 'It was deleted, or it belongs to another organization.',
  shared = true,
  to,
  more,
}: {
  what: string;
  why?: ReactNode;
  /** Whether it lives in one organization, which the reader may have to switch to. */
  shared?: boolean;
  to: { href: string; label: string };
  more?: { href: string; label: string };
}) {
  return (
    <Page width="form">
      <PageHeader
        actions={
          <>
            {more && <ButtonLink href={more.href}>{more.label}</ButtonLink>}
            <ButtonLink href={to.href} variant="primary">
              {to.label}
            </ButtonLink>
          </>
        }
        description={
          <>
            {why}
            {shared && ' Switch organization if a colleague sent you this link.'}
          </>
        }
        title={`There is ${what}`}
      />
    </Page>
  );
}
