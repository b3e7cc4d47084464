'use client';

import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { FACES, type Face } from '@/components/configs/side-panel';

/** The face of the panel, told in the address without asking the server anew. */
export function useFace() {
  const asked = useSearchParams().get('tab');
  const [face, setFace] = useState<Face>(
    () => FACES.find(({ value }) => value === asked)?.value ?? 'tree',
  );
  const set = (next: Face) => {
    setFace(next);
    const query = new URLSearchParams(window.location.search);
    if (next === 'tree') query.delete('tab');
    else query.set('tab', next);
    const text = query.toString();
    const { pathname } = window.location;
    window.history.replaceState(null, '', text ? `${pathname}?${text}` : pathname);
  };
  return [face, set] as const;
}
