import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Field } from '@/lib/docs/reference/fields';

const FEW = 12;

function Values({ values }: { values: readonly string[] }) {
  const shown = values.slice(0, FEW);
  return (
    <p className="pt-1 text-muted">
      {values.length === 1 ? 'Always ' : 'One of '}
      {shown.map((value, i) => (
        <span key={value}>
          {i > 0 && ', '}
          <code className="rounded-sm bg-hover px-1 text-ink">{value}</code>
        </span>
      ))}
      {values.length > FEW && ' …'}
    </p>
  );
}

/** Parameters or fields, with what they hold folded away beneath. */
export function Fields({
  fields,
  prose,
}: {
  fields: readonly Field[];
  /** a description's Markdown as elements */
  prose: (text: string) => ReactNode;
}) {
  return (
    <ul className="divide-y border-t text-sm">
      {fields.map((field) => (
        <li className="py-2.5" key={field.name}>
          <p className="flex flex-wrap items-baseline gap-x-2">
            <code className="break-all font-strong">{field.name}</code>
            <span className="text-muted">{field.type}</span>
            {field.required && <span className="text-warn">required</span>}
            {field.bounds.length > 0 && (
              <span className="text-faint text-xs">{field.bounds.join(', ')}</span>
            )}
          </p>
          {field.description && <div className="pt-0.5 text-muted">{prose(field.description)}</div>}
          {field.values && <Values values={field.values} />}
          {field.fields && (
            <details className="group mt-2 rounded-lg border">
              <summary className="flex items-center gap-1 rounded-lg px-3 py-1.5 text-muted hover:text-ink">
                <ChevronRight
                  aria-hidden
                  className="size-3.5 transition-transform group-open:rotate-90"
                />
                What is in <code>{field.name}</code>
              </summary>
              <div className="px-3">
                <Fields fields={field.fields} prose={prose} />
              </div>
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}
