import { lineDiff, pieces } from '@/components/configs/line-diff';
import { cn } from '@/components/ui/cn';

const looks = {
  same: { sign: ' ', word: '', look: '' },
  added: { sign: '+', word: 'Added', look: 'bg-good-soft text-good' },
  removed: { sign: '−', word: 'Removed', look: 'bg-bad-soft text-bad' },
};

/** What makes one text of another, line by line. */
export function DiffLines({
  before,
  after,
  label,
}: {
  before: string;
  after: string;
  /** What is compared, for screen readers. */
  label: string;
}) {
  if (before === after) return <p className="text-muted text-sm">They are the same.</p>;
  const lines = lineDiff(before, after);
  const added = lines.filter(({ kind }) => kind === 'added').length;
  const removed = lines.filter(({ kind }) => kind === 'removed').length;
  return (
    <section
      aria-label={label}
      className="max-h-96 overflow-auto rounded-lg border bg-sunken focus-visible:-outline-offset-2"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must take the keyboard
      tabIndex={0}
    >
      <p className="num sticky left-0 flex gap-3 border-b px-3 py-1 text-xs">
        <span className="text-good">+{added}</span>
        <span className="text-bad">−{removed}</span>
        <span className="text-faint">lines</span>
      </p>
      <ol className="min-w-max py-1 font-mono text-xs leading-5">
        {pieces(lines).map((piece, at) =>
          'skipped' in piece ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces never move
            <li className="px-3 py-0.5 text-faint" key={at}>
              {piece.skipped} {piece.skipped === 1 ? 'line' : 'lines'} alike
            </li>
          ) : (
            piece.lines.map(({ kind, text, before: was, after: is }) => (
              <li
                className={cn('flex gap-2 whitespace-pre px-3', looks[kind].look)}
                key={`${was} ${is}`}
              >
                <span className={cn('w-8 shrink-0 text-end', kind === 'same' && 'text-faint')}>
                  {is ?? was}
                </span>
                <span aria-hidden className="w-2 shrink-0">
                  {looks[kind].sign}
                </span>
                {looks[kind].word && <span className="sr-only">{looks[kind].word}: </span>}
                <span>{text}</span>
              </li>
            ))
          ),
        )}
      </ol>
    </section>
  );
}
