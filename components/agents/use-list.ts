'use client';

import useSWR, { useSWRConfig } from 'swr';
import type { Paged } from '@/lib/core/page';

/**
 * One page of a list by its address. While another page loads the rows before stay in sight, but
 * when it fails they are not passed off as its own: `data` is then undefined.
 */
export function useList<Row>(
  path: string,
  first: { path: string; page: Paged<Row> } | null,
  refreshInterval?: (page: Paged<Row> | undefined) => number,
) {
  const fallbackData = path === first?.path ? first.page : undefined;
  const { data, error, mutate } = useSWR<Paged<Row>>(path, { fallbackData, refreshInterval });
  const { cache } = useSWRConfig();
  const own = (cache.get(path)?.data as Paged<Row> | undefined) ?? fallbackData;
  return { data: error ? own : data, error: error as Error | undefined, mutate };
}
