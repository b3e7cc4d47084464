import { Skeleton } from '@/components/ui/skeleton';

export function ListSkeleton() {
  return (
    <div className="p-2">
      <Skeleton className="h-8" />
      <div className="flex flex-col gap-3.5 px-2 pt-6">
        {['w-4/5', 'w-2/3', 'w-11/12', 'w-3/5', 'w-3/4'].map((width) => (
          <Skeleton className={`h-5 ${width}`} key={width} />
        ))}
      </div>
    </div>
  );
}

/** The chat's own shape: conversations, title, the place of messages and the composer. */
export function ChatSkeleton() {
  return (
    <div className="fills-window flex h-[calc(100dvh-3rem)] md:h-dvh">
      <div className="hidden w-66 shrink-0 border-e lg:block">
        <ListSkeleton />
      </div>
      <div className="flex min-w-0 flex-1 flex-col">
        <div className="flex h-12 items-center border-b px-5">
          <Skeleton className="h-4 w-40" />
        </div>
        <div className="min-h-0 flex-1" />
        <div className="mx-auto w-full max-w-[46rem] px-4 pb-4">
          <div className="h-[5.625rem] rounded-lg border border-edge bg-surface" />
        </div>
      </div>
    </div>
  );
}
