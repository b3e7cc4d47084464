'use client';

import dynamic from 'next/dynamic';
import { usePathname } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import type { Config, May } from '@/components/configs/model';
import type { Text } from '@/components/configs/use-draft';
import { TextEditorSkeleton } from '@/components/ui/editor-skeleton';

// The language and the editor come when a config is opened, and only in the browser.
const Editor = dynamic(() => import('@/components/configs/editor'), {
  ssr: false,
  loading: TextEditorSkeleton,
});

export function EditorPage({
  first,
  begin,
  ...rest
}: {
  /** Null for one that is still to be made. */
  first: Config | null;
  /** What a new one begins with. */
  begin: Text;
  /** Where drafts are kept in this browser: person and organization. */
  keep: string;
  may: May;
}) {
  const path = usePathname();
  const [times, setTimes] = useState(0);
  const moved = useRef(false);
  // The address changes when it is saved first; asked for again, the page begins anew.
  useEffect(() => {
    const fresh = path.endsWith('/configs/new');
    if (fresh && moved.current) setTimes((before) => before + 1);
    moved.current = !fresh;
  }, [path]);
  return (
    <Editor
      {...rest}
      begin={begin}
      first={first}
      key={times}
      onMade={(id) => {
        const query = new URLSearchParams(window.location.search);
        query.delete('sample');
        const text = query.toString();
        // Not a navigation: the caret and the steps back stay.
        window.history.replaceState(null, '', `/configs/${id}${text && `?${text}`}`);
      }}
    />
  );
}
