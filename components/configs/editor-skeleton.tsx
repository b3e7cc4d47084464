import { Skeleton } from '@/components/ui/skeleton';

const lines = ['w-40', 'w-72', 'w-64', 'w-80', 'w-56', 'w-12'];

/** The editor's shape: its header, lines of a document, and the panel beside it. */
export function EditorSkeleton() {
  return (
    <div aria-busy="true" className="fills-window flex h-[calc(100dvh-3rem)] flex-col md:h-dvh">
      <div className="flex h-12 shrink-0 items-center justify-between border-b px-4">
        <Skeleton className="h-5 w-56 max-w-full" />
        <Skeleton className="hidden h-8 w-40 rounded-lg sm:block" />
      </div>
      <div className="flex min-h-0 flex-1 flex-col md:flex-row">
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
      </div>
    </div>
  );
}
