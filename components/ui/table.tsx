import Link from 'next/link';
import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';
import { Skeleton } from '@/components/ui/skeleton';

export type Column<Row> = {
  key: string;
  header: ReactNode;
  cell: (row: Row) => ReactNode;
  /** `end` for figures. */
  align?: 'start' | 'end';
  /** CSS width; columns without one share the rest. */
  width?: string;
  /** The row's name: becomes its link, and the heading of its card on a phone. */
  primary?: boolean;
  /** Left out of the cards on phones. */
  wideOnly?: boolean;
  /** Takes a whole line of the card on phones, for controls and long texts. */
  wholeLine?: boolean;
  /** Column of buttons or menus: no visible header, above the row's link. */
  actions?: boolean;
};

/**
 * A list as a table with 36 px rows and a header that stays; under 640 px each row becomes a
 * card of name and value, so that nothing scrolls sideways. Page it: draw at most 100 rows.
 */
export function Table<Row>({
  caption,
  columns,
  rows,
  rowKey,
  rowHref,
  loading,
  empty,
  stickyTop = 'top-0',
}: {
  /** What the table lists, for screen readers. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[] | undefined;
  rowKey: (row: Row) => string;
  rowHref?: (row: Row) => string;
  /** Number of skeleton rows to draw while `rows` is undefined; 8 unless told. */
  loading?: number;
  empty?: ReactNode;
  stickyTop?: string;
}) {
  if (rows && rows.length === 0 && empty) return <>{empty}</>;
  return (
    <table
      aria-busy={!rows || undefined}
      className="block w-full table-fixed border-separate border-spacing-0 text-sm sm:table"
    >
      <caption className="sr-only">{caption}</caption>
      <thead className="hidden sm:table-header-group">
        <tr>
          {columns.map((column) => (
            <th
              className={cn(
                'sticky z-10 h-8 border-b bg-canvas px-3 font-normal text-faint text-xs first:ps-2 last:pe-2',
                stickyTop,
                column.align === 'end' ? 'text-end' : 'text-start',
              )}
              key={column.key}
              scope="col"
              style={{ width: column.width }}
            >
              {column.actions ? <span className="sr-only">{column.header}</span> : column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="block sm:table-row-group">
        {rows
          ? rows.map((row) => (
              <tr className={rowClass} key={rowKey(row)}>
                {columns.map((column) => (
                  <Cell column={column} href={rowHref?.(row)} key={column.key}>
                    {column.cell(row)}
                  </Cell>
                ))}
              </tr>
            ))
          : Array.from({ length: loading ?? 8 }, (_, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: stand-ins have no identity
              <tr className={rowClass} key={index}>
                {columns.map((column, at) => (
                  <Cell column={column} key={column.key}>
                    {!column.actions && (
                      <Skeleton
                        className={cn(
                          'my-1 h-3',
                          column.align === 'end' ? 'ms-auto w-12' : at === 0 ? 'w-40' : 'w-20',
                        )}
                      />
                    )}
                  </Cell>
                ))}
              </tr>
            ))}
      </tbody>
    </table>
  );
}

const rowClass =
  'group/row relative grid grid-cols-2 border-b py-2 transition-colors hover:bg-hover focus-within:bg-hover sm:table-row sm:border-0 sm:py-0';

function Cell<Row>({
  column,
  href,
  children,
}: {
  column: Column<Row>;
  href?: string;
  children: ReactNode;
}) {
  const linked = column.primary && href;
  return (
    <td
      className={cn(
        'h-9 items-center gap-3 px-3 first:ps-2 last:pe-2 sm:table-cell sm:border-b sm:py-0 sm:align-middle',
        'max-sm:h-auto max-sm:min-h-7 max-sm:px-2',
        column.wideOnly ? 'max-sm:hidden' : 'max-sm:flex',
        column.wholeLine && 'max-sm:col-span-2',
        column.align === 'end' && 'num sm:text-end',
        column.actions && 'relative z-1 max-sm:absolute! max-sm:top-2 max-sm:right-0 sm:text-end',
        column.primary && 'max-sm:col-span-2 max-sm:min-h-8 max-sm:pe-12!',
      )}
    >
      {!column.primary && !column.actions && (
        <span className="w-15 shrink-0 truncate font-sans text-faint text-xs sm:hidden">
          {column.header}
        </span>
      )}
      <span
        className={cn(
          'block min-w-0',
          !column.actions && 'truncate',
          column.actions && 'sm:flex sm:justify-end',
        )}
      >
        {linked ? (
          <Link
            className="outline-none after:absolute after:inset-0 after:content-[''] focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-ring"
            href={href}
            prefetch={false}
          >
            {children}
          </Link>
        ) : (
          children
        )}
      </span>
    </td>
  );
}
