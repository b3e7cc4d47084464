'use client';

import dynamic from 'next/dynamic';
import { Skeleton } from '@/components/ui/skeleton';

export const loading = () => (
  <div aria-busy="true" className="flex flex-col gap-2 p-4">
    {['w-48', 'w-72', 'w-64'].map((width) => (
      <Skeleton className={`h-4 max-w-full ${width}`} key={width} />
    ))}
  </div>
);

/** The editor, loaded when it is first shown. */
export const Code = dynamic(() => import('@/components/graphql/code'), { ssr: false, loading });
