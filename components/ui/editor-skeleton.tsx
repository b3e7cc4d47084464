import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';
import { Skeleton } from '@/components/ui/skeleton';

const lines = ['w-40', 'w-72', 'w-64', 'w-80', 'w-56', 'w-12'];

/** A text editor's shape: its header, lines of a document, and the panel beside or beneath it. */
export const TextEditorSkeleton = () => (
  <Frame
    body="flex-col md:flex-row"
    head={
      <div className="flex h-12 shrink-0 items-center justify-between border-b px-4">
        <Skeleton className="h-5 w-56 max-w-full" />
        <Skeleton className="hidden h-8 w-40 rounded-lg sm:block" />
      </div>
    }
  >
    <div className="flex flex-1 flex-col gap-2 p-5 ps-12">
      {lines.map((width) => (
        <Skeleton className={`h-3.5 max-w-full ${width}`} key={width} />
      ))}
    </div>
    <div className="flex flex-1 flex-col gap-3 border-t p-4 md:w-104 md:flex-none md:border-s md:border-t-0">
      <Skeleton className="h-8 rounded-lg" />
      <Skeleton className="h-5 w-48" />
      <Skeleton className="h-5 w-64" />
      <Skeleton className="h-5 w-56" />
    </div>
  </Frame>
);

/** A canvas's shape: its header with faces, steps under each other, and the panel. */
export const CanvasSkeleton = () => (
  <Frame
    head={
      <div className="flex h-21 shrink-0 flex-col justify-between border-b px-4 pt-3 pb-2">
        <Skeleton className="h-6 w-64 max-w-full" />
        <Skeleton className="h-5 w-48" />
      </div>
    }
  >
    <div className="flex flex-1 flex-col items-center gap-11 pt-6">
      <Skeleton className="h-11 w-62 rounded-full" />
      {[0, 1, 2].map((step) => (
        <Skeleton className="h-14 w-62 rounded-lg" key={step} />
      ))}
    </div>
    <div className="hidden w-96 flex-col gap-4 border-s p-4 md:flex">
      <Skeleton className="h-8 rounded-lg" />
      <Skeleton className="h-5 w-40" />
      <Skeleton className="h-8 rounded-lg" />
      <Skeleton className="h-8 rounded-lg" />
    </div>
  </Frame>
);

const Frame = ({
  head,
  body,
  children,
}: {
  head: ReactNode;
  /** How the two parts of the body stand. */
  body?: string;
  children: ReactNode;
}) => (
  <div aria-busy="true" className="fills-window flex h-[calc(100dvh-3rem)] flex-col md:h-dvh">
    {head}
    <div className={cn('flex min-h-0 flex-1', body)}>{children}</div>
  </div>
);
