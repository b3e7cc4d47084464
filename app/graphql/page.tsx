import type { Metadata } from 'next';
import Link from 'next/link';
import { Playground } from '@/components/graphql/playground';
import { buttonClass } from '@/components/ui/button-class';
import { Mark } from '@/components/ui/logo';
import { ThemeSwitch } from '@/components/ui/theme-switch';
import { currentCtx } from '@/lib/api/page-context';

export const metadata: Metadata = {
  title: 'GraphQL playground',
  description: 'Try the GraphQL API of FleetPrompt.',
};

/** Open to everyone: without a session it asks for a key. */
export default async function GraphQLPage() {
  const ctx = await currentCtx();
  return (
    <div className="flex min-h-dvh flex-col lg:h-dvh">
      <header className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 border-b bg-surface px-4 py-1">
        <Link aria-label="FleetPrompt" className="rounded-md" href="/">
          <Mark />
        </Link>
        <h1 className="font-strong">GraphQL playground</h1>
        <nav aria-label="GraphQL" className="ms-auto flex items-center gap-1">
          <Link
            className={buttonClass({ variant: 'ghost', size: 'sm' })}
            href="/docs/guides/graphql"
          >
            Guide
          </Link>
          <a
            className={buttonClass({ variant: 'ghost', size: 'sm' })}
            href="/api/v1/graphql/schema"
          >
            Schema as text
          </a>
          <ThemeSwitch className="max-sm:hidden" />
        </nav>
      </header>
      <Playground who={ctx?.actor.kind === 'user' ? ctx.actor.email : null} />
    </div>
  );
}
