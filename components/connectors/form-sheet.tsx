'use client';

import { type ReactNode, Suspense, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Sheet } from '@/components/ui/sheet';
import { Skeleton } from '@/components/ui/skeleton';

/** A drawer around a form that is loaded when it opens. */
export function FormSheet({
  open,
  onOpenChange,
  title,
  description,
  submit,
  children,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: string;
  submit: string;
  children: (form: { formId: string; onBusyChange: (busy: boolean) => void }) => ReactNode;
}) {
  const formId = useId();
  const [busy, setBusy] = useState(false);
  const close = (next: boolean) => next || busy || onOpenChange(false);
  return (
    <Sheet
      description={description}
      footer={
        <>
          <Button onClick={() => close(false)}>Cancel</Button>
          <Button form={formId} loading={busy} type="submit" variant="primary">
            {submit}
          </Button>
        </>
      }
      onOpenChange={close}
      open={open}
      title={title}
    >
      {open && (
        <Suspense fallback={<Skeleton className="h-96" />}>
          {children({ formId, onBusyChange: setBusy })}
        </Suspense>
      )}
    </Sheet>
  );
}
