import { Skeleton } from '@/components/ui/skeleton';

/** A page's title and a form of five fields that have not arrived. */
export function FormSkeleton({ title = true }: { title?: boolean }) {
  return (
    <div aria-busy="true" className="flex flex-col gap-6">
      {title && (
        <div className="flex flex-col gap-3">
          <Skeleton className="h-4 w-28" />
          <Skeleton className="h-6 w-56" />
          <Skeleton className="h-4 w-full max-w-96" />
        </div>
      )}
      {['h-8', 'h-8', 'h-8', 'h-48', 'h-32'].map((height, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: stand-ins have no identity
        <div className="flex flex-col gap-2" key={at}>
          <Skeleton className="h-4 w-24" />
          <Skeleton className={height} />
        </div>
      ))}
    </div>
  );
}
