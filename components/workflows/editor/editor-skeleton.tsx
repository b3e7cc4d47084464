import { Skeleton } from '@/components/ui/skeleton';

/** The editor's shape: its header, a canvas with steps, and the panel. */
export function EditorSkeleton() {
  return (
    <div aria-busy="true" className="fills-window flex h-[calc(100dvh-3rem)] flex-col md:h-dvh">
      <div className="flex h-21 shrink-0 flex-col justify-between border-b px-4 pt-3 pb-2">
        <Skeleton className="h-6 w-64 max-w-full" />
        <Skeleton className="h-5 w-48" />
      </div>
      <div className="flex min-h-0 flex-1">
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
      </div>
    </div>
  );
}
