'use client';

import useSWR from 'swr';
import type { First } from '@/components/connectors/model';
import { ApiError, failure } from '@/components/ui/fetcher';
import type { Paged } from '@/lib/core/page';

/** A list that the API answers as a bare array: its total is in a header. */
async function bare<Row>(path: string): Promise<Paged<Row>> {
  let response: Response;
  try {
    response = await fetch(path, { headers: { accept: 'application/json' } });
  } catch {
    throw new ApiError('The server could not be reached. Check your connection.', 0, 'OFFLINE');
  }
  if (!response.ok) throw await failure(response);
  const data = (await response.json()) as Row[];
  const asked = new URLSearchParams(path.split('?')[1]);
  const number = (name: string) => Number(asked.get(name)) || 0;
  const total = Number(response.headers.get('x-total-count')) || data.length;
  return { data, total, limit: number('limit'), offset: number('offset') };
}

/**
 * One page of such a list; what failed is not passed off as there. What was saved or deleted shows at
 * once, before the list is read anew.
 */
export function useBareList<Row extends { id: string }>(path: string, first: First<Row> | null) {
  const fallbackData = path === first?.path ? first.page : undefined;
  const { data, error, mutate } = useSWR<Paged<Row>>(path, (key: string) => bare<Row>(key), {
    fallbackData,
  });
  const shown = (change: (rows: Row[]) => Row[]) =>
    void mutate((page = data) => {
      if (!page) return page;
      const rows = change(page.data);
      return { ...page, data: rows, total: page.total + rows.length - page.data.length };
    });
  return {
    data,
    error: error as Error | undefined,
    changed: () => void mutate(),
    saved: (row: Row) =>
      shown((rows) =>
        rows.some((it) => it.id === row.id)
          ? rows.map((it) => (it.id === row.id ? row : it))
          : [row, ...rows],
      ),
    removed: (id: string) => shown((rows) => rows.filter((it) => it.id !== id)),
  };
}
