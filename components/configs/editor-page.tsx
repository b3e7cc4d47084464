'use client';

import dynamic from 'next/dynamic';
import { usePathname } from 'next/navigation';
import { useEffect, useState } from 'react';
import { EditorSkeleton } from '@/components/configs/editor-skeleton';
import type { Config, May } from '@/components/configs/model';
import type { Text } from '@/components/configs/use-draft';

// The language and the editor come when a config is opened, and only in the browser.
const Editor = dynamic(() => import('@/components/configs/editor'), {
  ssr: false,
  loading: EditorSkeleton,
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
  const [made, setMade] = useState(false);
  // The address changed when it was saved first; asked for again, it begins anew.
  useEffect(() => {
    if (!made || !path.endsWith('/configs/new')) return;
    setMade(false);
    setTimes((before) => before + 1);
  }, [made, path]);
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
        setMade(true);
      }}
    />
  );
}
