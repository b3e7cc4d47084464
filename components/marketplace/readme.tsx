'use client';

import { lazy, Suspense } from 'react';
import { SkeletonText } from '@/components/ui/skeleton';

// The renderer that answers in a chat get: no HTML, pictures as links, nothing is fetched.
const Markdown = lazy(() => import('@/components/chat/markdown'));

/** A publisher's markdown, its renderer fetched when there is some. */
export function Readme({ text }: { text: string }) {
  return (
    <Suspense fallback={<SkeletonText lines={6} />}>
      <Markdown text={text} />
    </Suspense>
  );
}
