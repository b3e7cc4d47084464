'use client';

import { useRef } from 'react';
import { chooseLanguage, useLanguage } from '@/components/docs/language';

/** The languages of one example. Choosing one chooses it everywhere, and this place stays where it is. */
export function CodeTabs({
  id,
  languages,
}: {
  /** of the example; its panes are `id-language` */
  id: string;
  languages: readonly { value: string; label: string }[];
}) {
  const list = useRef<HTMLDivElement>(null);
  const wanted = useLanguage();
  const current = languages.find(({ value }) => value === wanted) ?? languages[0];

  function choose(language: string) {
    const top = () => list.current?.getBoundingClientRect().top ?? 0;
    const before = top();
    chooseLanguage(language);
    window.scrollBy({ top: top() - before, behavior: 'instant' });
  }
  function move(event: React.KeyboardEvent) {
    const at = current ? languages.indexOf(current) : 0;
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    const next = to === undefined ? undefined : languages.at(to % languages.length);
    if (!next) return;
    event.preventDefault();
    choose(next.value);
    document.getElementById(`${id}-tab-${next.value}`)?.focus();
  }

  return (
    <div
      aria-label="Language"
      className="flex h-full gap-3"
      onKeyDown={move}
      ref={list}
      role="tablist"
      tabIndex={-1}
    >
      {languages.map(({ value, label }) => (
        <button
          aria-controls={`${id}-${value}`}
          aria-selected={value === current?.value}
          className="docs-tab focus-visible:-outline-offset-2"
          data-tab={value}
          id={`${id}-tab-${value}`}
          key={value}
          onClick={() => choose(value)}
          role="tab"
          tabIndex={value === current?.value ? 0 : -1}
          type="button"
        >
          {label}
        </button>
      ))}
    </div>
  );
}
