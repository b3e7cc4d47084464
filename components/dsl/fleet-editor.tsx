'use client';

import dynamic from 'next/dynamic';
import { Skeleton } from '@/components/ui/skeleton';

/**
 * An editor of the config language: colours, completion, problems in place, folding, search. It fills its
 * parent, and is loaded when it is first shown.
 */
export const FleetEditor = dynamic(() => import('@/components/dsl/code-editor'), {
  ssr: false,
  loading: () => (
    <div aria-busy="true" className="flex flex-col gap-2 p-4">
      {['w-48', 'w-72', 'w-64', 'w-32'].map((width) => (
        <Skeleton className={`h-4 max-w-full ${width}`} key={width} />
      ))}
    </div>
  ),
});
