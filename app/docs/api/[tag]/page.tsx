import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { Method } from '@/components/docs/method';
import { OperationSection } from '@/components/docs/operation';
import { codeOf, toElements } from '@/components/docs/prose';
import { apiReference } from '@/lib/api/docs/reference';
import { env } from '@/lib/core/env';
import { exampleBlocks } from '@/lib/docs/reference/examples';
import type { Operation } from '@/lib/docs/reference/operations';
import { codeElement, renderMarkdown } from '@/lib/docs/render';

type Props = { params: Promise<{ tag: string }> };

async function find({ params }: Props) {
  const { tag } = await params;
  return apiReference().tags.find(({ slug }) => slug === tag) ?? notFound();
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { name, slug, description } = await find(props);
  const url = `${env().baseUrl}/docs/api/${slug}`;
  return {
    title: `${name}, API reference`,
    description,
    alternates: { canonical: url, types: { 'text/markdown': `${url}.md` } },
  };
}

const trees = new Map<string, ReturnType<typeof renderMarkdown>['tree']>();

/** Descriptions are Markdown; each text is read once. */
function prose(text: string): ReactNode {
  let tree = trees.get(text);
  if (!tree) {
    tree = renderMarkdown(text).tree;
    trees.set(text, tree);
  }
  return toElements(tree, env().baseUrl);
}

const figures = new WeakMap<Operation, ReturnType<typeof codeElement>>();

function example(operation: Operation): ReactNode {
  const figure = figures.get(operation) ?? codeElement(exampleBlocks(operation));
  figures.set(operation, figure);
  return codeOf(figure, env().baseUrl);
}

export default async function TagPage(props: Props) {
  const tag = await find(props);
  return (
    <article className="mx-auto max-w-[72rem]">
      <header className="pb-8">
        <p className="pb-1 text-accent-ink text-sm">API reference</p>
        <h1 className="text-balance font-strong text-2xl tracking-tight">{tag.name}</h1>
        <p className="pt-2 text-lg text-muted">{tag.description}</p>
        <nav aria-label="Operations" className="mt-6 rounded-lg border">
          <ul className="divide-y text-sm">
            {tag.operations.map(({ id, method, path, summary }) => (
              <li key={id}>
                <a
                  className="grid grid-cols-[3.75rem_minmax(0,1fr)] items-baseline gap-x-2 px-3 py-1.5 hover:bg-hover md:grid-cols-[3.75rem_minmax(0,1fr)_minmax(0,1fr)]"
                  href={`#${id}`}
                >
                  <Method method={method} />
                  <code className="break-all">{path}</code>
                  <span className="col-start-2 text-muted md:col-start-3">{summary}</span>
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      {tag.operations.map((operation) => (
        <OperationSection
          example={example(operation)}
          key={operation.id}
          operation={operation}
          prose={prose}
        />
      ))}
      <p className="border-t pt-4 text-faint text-sm">
        <a className="underline underline-offset-3" href={`/docs/api/${tag.slug}.md`}>
          This page as Markdown
        </a>
      </p>
    </article>
  );
}
