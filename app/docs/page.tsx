import type { Metadata } from 'next';
import Link from 'next/link';
import { codeOf } from '@/components/docs/prose';
import { buttonClass } from '@/components/ui/button-class';
import { env } from '@/lib/core/env';
import { quickCode } from '@/lib/docs/home';
import { docPages } from '@/lib/docs/pages';
import { codeElement } from '@/lib/docs/render';
import { SECTIONS } from '@/lib/docs/sections';

export function generateMetadata(): Metadata {
  return {
    title: { absolute: 'FleetPrompt docs' },
    description: 'How to build, deploy, run and pay for fleets of AI agents.',
    alternates: { canonical: `${env().baseUrl}/docs` },
  };
}

const MOST = 6;

export default function DocsHome() {
  const pages = docPages();
  const start = pages.find(({ section }) => section === 'start');
  return (
    <article className="mx-auto max-w-[64rem]">
      <header className="grid gap-8 pb-12 lg:grid-cols-2 lg:items-center">
        <div>
          <h1 className="text-balance font-strong text-2xl tracking-tight">
            FleetPrompt documentation
          </h1>
          <p className="pt-3 text-lg text-muted">
            Build agents, put them into durable workflows, run them from your own product, and know
            what each run cost.
          </p>
          <p className="flex flex-wrap gap-2 pt-5">
            {start && (
              <Link
                className={buttonClass({ variant: 'primary', size: 'lg' })}
                href={pages.find(({ slug }) => slug === 'quickstart')?.href ?? start.href}
                prefetch={false}
              >
                Start in five minutes
              </Link>
            )}
            <Link
              className={buttonClass({ variant: 'secondary', size: 'lg' })}
              href="/docs/api"
              prefetch={false}
            >
              API reference
            </Link>
          </p>
        </div>
        <div className="min-w-0">{codeOf(codeElement(quickCode), env().baseUrl)}</div>
      </header>
      <div className="grid gap-x-10 gap-y-8 border-t pt-8 sm:grid-cols-2 lg:grid-cols-3">
        {SECTIONS.map(({ slug, title }) => {
          const listed = pages.filter(({ section }) => section === slug);
          if (listed.length === 0) return null;
          return (
            <section aria-labelledby={slug} key={slug}>
              <h2 className="scroll-mt-20 pb-2 font-strong text-lg" id={slug}>
                {title}
              </h2>
              <ul className="flex flex-col gap-2">
                {listed.slice(0, listed.length > MOST + 2 ? MOST : listed.length).map((page) => (
                  <li key={page.href}>
                    <Link className="group block" href={page.href} prefetch={false}>
                      <span className="text-accent-ink text-sm group-hover:underline">
                        {page.title}
                      </span>
                      <span className="block text-muted text-xs">{page.description}</span>
                    </Link>
                  </li>
                ))}
                {listed.length > MOST + 2 && (
                  <li className="text-faint text-xs">
                    and {listed.length - MOST} more in the navigation
                  </li>
                )}
              </ul>
            </section>
          );
        })}
      </div>
    </article>
  );
}
