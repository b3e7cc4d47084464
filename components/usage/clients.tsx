import { Globe } from 'lucide-react';
import { EmptyState } from '@/components/ui/empty-state';
import { formatNumber } from '@/components/ui/format';
import { type Column, Table } from '@/components/ui/table';
import type { MetricsView } from '@/lib/usage/contract';

type Row = MetricsView['clients'][number];

const NAMES = { sdk: 'SDK', cli: 'Command line', browser: 'Browser', other: 'Other' } as const;

/** Who called the API, told by the User-Agent. */
export function Clients({ metrics }: { metrics: MetricsView }) {
  const total = Math.max(1, metrics.apiCalls);
  const columns: Column<Row>[] = [
    {
      key: 'client',
      header: 'Client',
      primary: true,
      cell: (row) => (
        <>
          {NAMES[row.client]} {row.version && <span className="num text-faint">{row.version}</span>}
        </>
      ),
    },
    {
      key: 'requests',
      header: 'Requests',
      width: '7rem',
      align: 'end',
      cell: (row) => formatNumber(row.requests),
    },
    {
      key: 'share',
      header: 'Share',
      width: '5rem',
      align: 'end',
      cell: (row) => `${Math.round((100 * row.requests) / total)} %`,
    },
    {
      key: 'errors',
      header: 'Errors',
      width: '5rem',
      align: 'end',
      cell: (row) => formatNumber(row.errors),
    },
  ];
  return (
    <Table
      caption="Requests by client"
      columns={columns}
      empty={
        <EmptyState icon={<Globe />} title="No requests in this period">
          Calls from the SDK, the command line and browsers are counted here by version.
        </EmptyState>
      }
      rowKey={(row) => `${row.client}/${row.version}`}
      rows={metrics.clients.slice(0, 10)}
    />
  );
}
