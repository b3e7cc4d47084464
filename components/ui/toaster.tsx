'use client';

import { lazy, Suspense, useEffect, useState } from 'react';
import { useTheme } from '@/components/ui/theme';

const Toasts = lazy(async () => ({ default: (await import('sonner')).Toaster }));

/** The place of toasts; fetched when the page has nothing better to do. */
export function Toaster() {
  const [theme] = useTheme();
  const [ready, setReady] = useState(false);
  useEffect(() => {
    if (!window.requestIdleCallback) return setReady(true);
    const handle = window.requestIdleCallback(() => setReady(true), { timeout: 3000 });
    return () => window.cancelIdleCallback(handle);
  }, []);
  if (!ready) return null;
  return (
    <Suspense>
      <Toasts
        gap={8}
        offset={16}
        position="bottom-right"
        style={{ fontFamily: 'var(--font-sans)' }}
        theme={theme}
        toastOptions={{
          unstyled: true,
          classNames: {
            toast:
              'flex w-full items-start gap-2.5 rounded-lg border bg-surface p-3 text-sm text-ink shadow-float',
            content: 'min-w-0 flex-1',
            title: 'font-strong',
            description: 'whitespace-pre-line break-words text-muted',
            icon: 'mt-0.5 shrink-0 text-muted [&_svg]:size-4',
            success: '[&_[data-icon]]:text-good',
            error: '[&_[data-icon]]:text-bad',
            actionButton:
              'h-7 shrink-0 rounded-md border bg-surface px-2 text-sm hover:bg-hover active:bg-pressed',
          },
        }}
      />
    </Suspense>
  );
}
