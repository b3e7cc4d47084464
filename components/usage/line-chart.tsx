'use client';

import { lazy, Suspense, useEffect, useState } from 'react';
import { cn } from '@/components/ui/cn';
import { Skeleton } from '@/components/ui/skeleton';

const Plot = lazy(() => import('@/components/usage/line-plot'));

export type Series = {
  key: string;
  label: string;
  tone: 'accent' | 'bad' | 'muted';
  /** A guess rather than a record. */
  dashed?: boolean;
  /** Fills the ground below the line. */
  area?: boolean;
};

export type Point = { label: string; values: Record<string, number | null> };

/** Lines over days: drawn when the browser has the code for it, with the same figures as a table for screen readers. */
export function LineChart({
  caption,
  points,
  series,
  format,
  className = 'h-60',
}: {
  caption: string;
  points: readonly Point[];
  series: readonly Series[];
  /** A figure as text, for the axis, the tooltip and the table. */
  format: (value: number) => string;
  /** Its height. */
  className?: string;
}) {
  // Only a browser knows the width: until then the skeleton keeps the place.
  const [seen, setSeen] = useState(false);
  useEffect(() => setSeen(true), []);
  const waiting = <Skeleton className="size-full" />;
  return (
    <figure>
      <div aria-hidden="true" className={cn('w-full', className)}>
        {seen ? (
          <Suspense fallback={waiting}>
            <Plot format={format} points={points} series={series} />
          </Suspense>
        ) : (
          waiting
        )}
      </div>
      <figcaption className="sr-only">
        <table>
          <caption>{caption}</caption>
          <thead>
            <tr>
              <th scope="col">Day</th>
              {series.map((one) => (
                <th key={one.key} scope="col">
                  {one.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {points.map((point) => (
              <tr key={point.label}>
                <th scope="row">{point.label}</th>
                {series.map((one) => {
                  const value = point.values[one.key];
                  return <td key={one.key}>{typeof value === 'number' ? format(value) : '—'}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </figcaption>
    </figure>
  );
}
