import { Skeleton } from '@/components/ui/skeleton';
import { Table } from '@/components/ui/table';

/** A list that has not arrived: its filters, its header, and rows of the real height. */
export function ListSkeleton({
  caption,
  headers,
}: {
  caption: string;
  headers: readonly string[];
}) {
  return (
    <div className="flex flex-col gap-4">
      <div className="flex gap-2">
        <Skeleton className="h-8 w-full sm:w-64" />
        <Skeleton className="h-8 w-28" />
      </div>
      <Table
        caption={caption}
        columns={headers.map((header, at) => ({
          key: header,
          header,
          cell: () => null,
          primary: at === 0,
          width: at === 0 ? '32%' : undefined,
        }))}
        rowKey={() => ''}
        rows={undefined}
      />
    </div>
  );
}
