import { lineDiff, textOf } from '@/components/installations/line-diff';
import type { FieldChange } from '@/components/installations/model';
import { cn } from '@/components/ui/cn';
import { nameOf } from '@/components/ui/schema-form/fields';

const looks = {
  same: 'text-muted',
  added: 'bg-good-soft text-good',
  removed: 'bg-bad-soft text-bad',
};
const signs = { same: ' ', added: '+', removed: '−' };
const said = { same: '', added: 'Added: ', removed: 'Removed: ' };

/** One field's text before and after, as the lines that came and went. */
export function FieldDiff({ change }: { change: FieldChange }) {
  const label = nameOf(change.field);
  return (
    <figure className="overflow-hidden rounded-lg border">
      <figcaption className="border-b bg-sunken px-3 py-1 text-faint text-xs">{label}</figcaption>
      <section
        aria-label={`Changes of ${label.toLowerCase()}`}
        className="max-h-72 overflow-auto py-1 focus-visible:-outline-offset-2"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must take the keyboard
        tabIndex={0}
      >
        {lineDiff(textOf(change.before), textOf(change.after)).map(({ kind, text }, index) => (
          <p
            className={cn(
              'flex whitespace-pre-wrap break-words px-3 font-mono text-xs leading-5',
              looks[kind],
            )}
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text never move
            key={index}
          >
            <span aria-hidden className="w-4 shrink-0 select-none">
              {signs[kind]}
            </span>
            <span className="min-w-0">
              {said[kind] && <span className="sr-only">{said[kind]}</span>}
              {text || ' '}
            </span>
          </p>
        ))}
      </section>
    </figure>
  );
}
