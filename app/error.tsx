'use client';

import { lazy, Suspense, useEffect } from 'react';
import type { Broken } from '@/components/shell/broken-page';
import { PlainFailure } from '@/components/shell/plain-failure';

// Loaded when something breaks: an error file's imports are part of every page's first load.
const BrokenPage = lazy(() =>
  import('@/components/shell/broken-page').catch(() => ({ default: PlainFailure })),
);

export default function ErrorPage(props: Broken) {
  const { error } = props;
  useEffect(() => console.error(error), [error]);
  return (
    <Suspense>
      <BrokenPage {...props} />
    </Suspense>
  );
}
