import { type ReactNode, useId } from 'react';
import { CodeTabs } from '@/components/docs/code-tabs';
import { CopyCode } from '@/components/docs/copy-code';

export interface Pane {
  language: string;
  label: string;
  code: ReactNode;
}

/** An example in one language or several; which is shown is for the styles to say, see docs.css. */
export function Code({ title, panes }: { title: string; panes: readonly Pane[] }) {
  const id = useId();
  const several = panes.length > 1;
  return (
    <figure className="docs-code" data-has={panes.map(({ language }) => language).join(' ')}>
      <div className="docs-code-bar">
        {several ? (
          <CodeTabs
            id={id}
            languages={panes.map(({ language, label }) => ({ value: language, label }))}
          />
        ) : (
          <figcaption className="truncate font-mono text-faint text-xs">{title}</figcaption>
        )}
        <CopyCode />
      </div>
      {panes.map(({ language, code }, i) => (
        <div
          {...(several
            ? { role: 'tabpanel', 'aria-labelledby': `${id}-tab-${language}` }
            : { role: 'group', 'aria-label': title })}
          className="overflow-x-auto focus-visible:-outline-offset-2"
          data-first={i === 0 ? '' : undefined}
          data-pane={language}
          id={`${id}-${language}`}
          key={language}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must take the keyboard
          tabIndex={0}
        >
          <pre>
            <code>{code}</code>
          </pre>
        </div>
      ))}
    </figure>
  );
}
