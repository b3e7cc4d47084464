import type { Metadata } from 'next';
import Link from 'next/link';
import { toElements } from '@/components/docs/prose';
import { buttonClass } from '@/components/ui/button-class';
import { apiReference } from '@/lib/api/docs/reference';
import { env } from '@/lib/core/env';
import { renderMarkdown } from '@/lib/docs/render';

export function generateMetadata(): Metadata {
  return {
    title: 'API reference',
    description: 'Every operation of the REST API: what it takes, answers and refuses.',
    alternates: { canonical: `${env().baseUrl}/docs/api` },
  };
}

const heading = 'scroll-mt-20 pb-3 font-strong text-xl tracking-tight';

export default function ApiPage() {
  const { introduction, tags, errors } = apiReference();
  const origin = env().baseUrl;
  const prose = (text: string) => toElements(renderMarkdown(text).tree, origin);
  return (
    <article className="mx-auto max-w-[64rem]">
      <header className="pb-6">
        <p className="pb-1 text-accent-ink text-sm">API reference</p>
        <h1 className="font-strong text-2xl tracking-tight">The REST API</h1>
        <p className="pt-2 text-lg text-muted">
          Every operation, from the declarations that the server enforces. The examples are run by
          our tests.
        </p>
        <p className="flex flex-wrap gap-2 pt-4">
          <a className={buttonClass({ variant: 'primary' })} href="/api/docs">
            Try it in the explorer
          </a>
          <a className={buttonClass({ variant: 'secondary' })} href="/api/v1/openapi">
            OpenAPI 3.1
          </a>
          <a className={buttonClass({ variant: 'secondary' })} href="/api/v1/openapi?version=3.0">
            OpenAPI 3.0
          </a>
        </p>
      </header>
      <div className="docs-prose">
        {prose(`The base URL is \`http://localhost:4000/api/v1\`.\n\n${introduction}`)}
      </div>
      <section aria-labelledby="resources" className="pt-10">
        <h2 className={heading} id="resources">
          Resources
        </h2>
        <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
          {tags.map(({ name, slug, description, operations }) => (
            <li key={slug}>
              <Link
                className="block h-full rounded-lg border p-3 hover:bg-hover"
                href={`/docs/api/${slug}`}
                prefetch={false}
              >
                <span className="flex items-baseline justify-between gap-2">
                  <span className="font-strong">{name}</span>
                  <span className="num text-faint text-xs">{operations.length}</span>
                </span>
                <span className="block pt-1 text-muted text-sm">{description}</span>
              </Link>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="errors" className="pt-10">
        <h2 className={heading} id="errors">
          Errors that every operation can give
        </h2>
        {/* biome-ignore lint/a11y/useSemanticElements: a scrolling box, not fields of a form */}
        <div
          aria-label="Errors"
          className="docs-table"
          role="group"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must take the keyboard
          tabIndex={0}
        >
          <table>
            <thead>
              <tr>
                <th>Status</th>
                <th>Code</th>
                <th>What it means</th>
              </tr>
            </thead>
            <tbody>
              {errors.map(({ status, code, message }) => (
                <tr key={code}>
                  <td className="num">{status}</td>
                  <td>
                    <code>{code}</code>
                  </td>
                  <td>{message}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
    </article>
  );
}
