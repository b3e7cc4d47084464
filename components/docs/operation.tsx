import { ChevronRight, Link as LinkIcon } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Fields } from '@/components/docs/fields';
import { Method } from '@/components/docs/method';
import type { Field } from '@/lib/docs/reference/fields';
import type { Answer, Operation } from '@/lib/docs/reference/operations';

type Prose = (text: string) => ReactNode;

function Part({ title, fields, prose }: { title: string; fields: readonly Field[]; prose: Prose }) {
  if (fields.length === 0) return null;
  return (
    <div className="pt-6">
      <h3 className="pb-2 font-strong text-base">{title}</h3>
      <Fields fields={fields} prose={prose} />
    </div>
  );
}

function Who({ auth, scope }: Operation) {
  if (auth === 'public') return <>Anyone may call it</>;
  if (auth === 'session') return <>Needs a signed-in person</>;
  if (!scope) return <>Needs a key or a session</>;
  return (
    <>
      Needs <code className="rounded-sm bg-hover px-1 text-ink">{scope}</code>
    </>
  );
}

function AnswerPart({ answer, prose }: { answer: Answer; prose: Prose }) {
  const { status, description, type, types, fields } = answer;
  const form = type ?? types.join(', ');
  const head = (
    <>
      <span className="num font-strong text-good">{status}</span>
      <span>{description}</span>
      {form && <span className="text-muted">{form}</span>}
      {type && types.includes('text/event-stream') && (
        <span className="text-muted">or a stream of events</span>
      )}
    </>
  );
  if (fields.length === 0)
    return <p className="flex flex-wrap items-baseline gap-2 border-t py-2.5 text-sm">{head}</p>;
  return (
    <details className="group border-t text-sm">
      <summary className="flex flex-wrap items-baseline gap-2 py-2.5">
        <ChevronRight
          aria-hidden
          className="size-3.5 self-center text-faint transition-transform group-open:rotate-90"
        />
        {head}
      </summary>
      <div className="pb-2 ps-5.5">
        <Fields fields={fields} prose={prose} />
      </div>
    </details>
  );
}

/** One operation: what it takes and answers, and an example beside it. */
export function OperationSection({
  operation,
  prose,
  example,
}: {
  operation: Operation;
  prose: Prose;
  example: ReactNode;
}) {
  const { id, method, path, summary, description, params, query, body, answers, errors } =
    operation;
  return (
    <section
      aria-labelledby={id}
      className="border-t py-10 xl:grid xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)] xl:gap-10"
    >
      <div className="min-w-0">
        <h2 className="group scroll-mt-20 font-strong text-xl tracking-tight" id={id}>
          {summary}
          <a aria-label={`Link to “${summary}”`} className="docs-anchor" href={`#${id}`}>
            <LinkIcon aria-hidden className="inline size-3.5" />
          </a>
        </h2>
        <p className="flex flex-wrap items-baseline gap-2 pt-2 text-sm">
          <Method method={method} />
          <code className="break-all">{path}</code>
        </p>
        <p className="pt-1 text-muted text-sm">
          <Who {...operation} />
          {operation.deprecated && '. Deprecated'}
        </p>
        {description && <div className="docs-prose pt-3">{prose(description)}</div>}
        <Part fields={params} prose={prose} title="Path parameters" />
        <Part fields={query} prose={prose} title="Query parameters" />
        <Part
          fields={body?.fields ?? []}
          prose={prose}
          title={body?.form ? 'Form' : body?.required === false ? 'Body (optional)' : 'Body'}
        />
        <div className="pt-6">
          <h3 className="pb-2 font-strong text-base">Answers</h3>
          {answers.map((answer) => (
            <AnswerPart answer={answer} key={answer.status} prose={prose} />
          ))}
          {errors.map(({ status, code, message }) => (
            <p className="flex flex-wrap items-baseline gap-2 border-t py-2.5 text-sm" key={code}>
              <span className="num font-strong text-bad">{status}</span>
              <code className="text-xs">{code}</code>
              <span className="text-muted">{message}</span>
            </p>
          ))}
          <p className="border-t py-2.5 text-faint text-sm">
            <Link className="underline underline-offset-3" href="/docs/api#errors" prefetch={false}>
              Errors that every operation can give
            </Link>
          </p>
        </div>
      </div>
      <div className="min-w-0 pt-6 xl:pt-0">
        <div className="sticky top-20">{example}</div>
      </div>
    </section>
  );
}
