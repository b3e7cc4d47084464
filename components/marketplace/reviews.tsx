'use client';

import { Star } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import useSWR, { useSWRConfig } from 'swr';
import type { May, Review, ReviewPage } from '@/components/marketplace/model';
import { ReviewItem } from '@/components/marketplace/review-item';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { api } from '@/components/ui/fetcher';
import { formatNumber } from '@/components/ui/format';
import { Section } from '@/components/ui/page';
import { Select } from '@/components/ui/select';
import { Skeleton, SkeletonText } from '@/components/ui/skeleton';
import { toast } from '@/components/ui/toast';

const ReviewDialog = lazy(() => import('@/components/marketplace/review-dialog'));

const PAGE = 10;
const sorts = [
  { value: 'newest', label: 'Newest' },
  { value: 'highest', label: 'Highest' },
  { value: 'lowest', label: 'Lowest' },
];

/** What installers say, their own review first to hand, and the publisher's answers. */
export function Reviews({ slug, may }: { slug: string; may: May }) {
  const [sort, setSort] = useState('newest');
  const [limit, setLimit] = useState(PAGE);
  const [writing, setWriting] = useState(false);
  const { mutate: mutateAny } = useSWRConfig();
  const path = `/api/v1/packages/${slug}/reviews`;
  const { data, error, mutate } = useSWR<ReviewPage>(`${path}?limit=${limit}&sort=${sort}`);
  const changed = () => {
    void mutate();
    void mutateAny((key) => typeof key === 'string' && key.startsWith('/api/v1/packages?'));
  };

  async function remove({ rating, title, body }: Review) {
    try {
      await api(path, { method: 'DELETE' });
      changed();
      toast.undo('Your review was deleted', () => {
        void api(path, { method: 'POST', body: { rating, title, body } }).then(changed, (cause) =>
          toast.error('It did not come back', cause),
        );
      });
    } catch (cause) {
      toast.error('Your review was not deleted', cause);
    }
  }

  const write = data && may.review && data.may_review && !data.own && (
    <Button icon={<Star aria-hidden />} onClick={() => setWriting(true)} size="sm">
      Write a review
    </Button>
  );
  return (
    <Section
      actions={
        <>
          {data && data.total > 1 && (
            <Select
              aria-label="Sort reviews"
              className="h-7! w-auto!"
              onValueChange={setSort}
              options={sorts}
              value={sort}
            />
          )}
          {write}
        </>
      }
      title="Reviews"
    >
      {error && !data ? (
        <ErrorState error={error} onRetry={() => mutate()} />
      ) : !data ? (
        <div aria-busy="true" className="flex flex-col gap-4 rounded-lg border p-4">
          <Skeleton className="h-5 w-40" />
          <SkeletonText lines={3} />
        </div>
      ) : data.total === 0 ? (
        <EmptyState icon={<Star />} title="No reviews yet">
          {data.may_answer
            ? 'What organizations say that installed your package stands here, and you can answer.'
            : data.may_review
              ? 'Yours would be the first. One sentence on what it did for you helps others most.'
              : 'Organizations that installed it can write one.'}
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-4">
          <Spread page={data} />
          <ul className="flex flex-col divide-y rounded-lg border bg-surface">
            {data.data.map((review) => (
              <ReviewItem
                key={review.id}
                mayAnswer={data.may_answer && may.review}
                onChange={changed}
                onDelete={() => void remove(review)}
                onEdit={() => setWriting(true)}
                path={path}
                review={review}
              />
            ))}
          </ul>
          {data.total > data.data.length && (
            <Button className="self-start" onClick={() => setLimit(limit + PAGE)} size="sm">
              Show more of {formatNumber(data.total)}
            </Button>
          )}
        </div>
      )}
      {writing && data && (
        <Suspense>
          <ReviewDialog
            onClose={() => setWriting(false)}
            onSaved={changed}
            own={data.own}
            path={path}
          />
        </Suspense>
      )}
    </Section>
  );
}

/** The mean, and how many gave each number of stars. */
function Spread({ page }: { page: ReviewPage }) {
  const most = Math.max(1, ...Object.values(page.ratings));
  return (
    <div className="flex flex-wrap items-center gap-x-8 gap-y-3 rounded-lg border bg-surface p-4">
      <p className="flex flex-col">
        <span className="num text-2xl">{page.rating?.toFixed(1) ?? '—'}</span>
        <span className="text-faint text-xs">
          of 5, in {formatNumber(page.total)} {page.total === 1 ? 'review' : 'reviews'}
        </span>
      </p>
      <ul className="flex min-w-48 flex-1 flex-col gap-1">
        {(['5', '4', '3', '2', '1'] as const).map((stars) => (
          <li className="flex items-center gap-2 text-xs" key={stars}>
            <span className="num w-3 text-muted">{stars}</span>
            <span className="sr-only">{stars === '1' ? 'star' : 'stars'}: </span>
            <span aria-hidden className="h-1.5 flex-1 overflow-hidden rounded-full bg-hover">
              <span
                className="block h-full rounded-full bg-warn"
                style={{ width: `${(100 * (page.ratings[stars] ?? 0)) / most}%` }}
              />
            </span>
            <span className="num w-6 text-end text-faint">{page.ratings[stars] ?? 0}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
