'use client';

import { lazy, Suspense } from 'react';
import { SkeletonText } from '@/components/ui/skeleton';

const JsonTreeView = lazy(() => import('@/components/ui/json-tree-view'));

/** Any JSON as a tree with search and copy, loaded when it is first shown. */
export function JsonTree(props: { value: unknown; label: string }) {
  return (
    <Suspense fallback={<SkeletonText className="rounded-lg border bg-sunken p-3" lines={5} />}>
      <JsonTreeView {...props} />
    </Suspense>
  );
}
