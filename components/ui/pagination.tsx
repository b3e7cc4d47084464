'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';
import { Num } from '@/components/ui/number';
import { useUrlState } from '@/components/ui/use-url-state';

/** The page of the URL's `page`, with the offset to ask the API for. Pages count from 1. */
export function usePage(limit: number) {
  const [value, set] = useUrlState('page', '1');
  const page = Math.max(1, Number.parseInt(value, 10) || 1);
  return { page, offset: (page - 1) * limit, setPage: (next: number) => set(String(next)) };
}

export function Pagination({ total, limit }: { total: number; limit: number }) {
  const { page, offset, setPage } = usePage(limit);
  if (total <= limit && page === 1) return null;
  const last = Math.min(offset + limit, total);
  return (
    <nav aria-label="Pages" className="flex items-center justify-end gap-1 text-muted text-sm">
      <span aria-live="polite" className="me-2">
        <Num value={Math.min(offset + 1, total)} />–<Num value={last} /> of <Num value={total} />
      </span>
      <IconButton
        disabled={page === 1}
        icon={<ChevronLeft aria-hidden />}
        label="Previous page"
        onClick={() => setPage(page - 1)}
        variant="secondary"
      />
      <IconButton
        disabled={last >= total}
        icon={<ChevronRight aria-hidden />}
        label="Next page"
        onClick={() => setPage(page + 1)}
        variant="secondary"
      />
    </nav>
  );
}
