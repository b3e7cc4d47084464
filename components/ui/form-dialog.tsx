'use client';

import { type ReactNode, useId } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { fieldError, ProblemSummary } from '@/components/ui/problem-summary';
import { useSubmit } from '@/components/ui/use-submit';

/**
 * A dialog that is one form. It stays while `send` runs and after it fails; `send` closes it. Controls have
 * the ids `prefix` + name, and `labels` names those that can be wrong.
 */
export function FormDialog({
  open,
  onOpenChange,
  title,
  description,
  size,
  submit,
  prefix,
  labels = {},
  required = [],
  send,
  children,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  size?: 'sm' | 'md' | 'lg';
  /** The button that sends it: "Create app". */
  submit: string;
  prefix: string;
  labels?: Record<string, string>;
  /** Names of controls that must not be empty. */
  required?: readonly string[];
  /** Gets the trimmed values; `refuse` stops it with messages of one's own about some controls. */
  send: (
    values: Record<string, string>,
    refuse: (fields: Record<string, string>) => never,
  ) => Promise<void>;
  /** `error` tells what is wrong with a control. */
  children: (error: (name: string) => string | null) => ReactNode;
}) {
  const form = useId();
  const { busy, problem, onSubmit, refuse, clear } = useSubmit(required, (values) =>
    send(values, refuse),
  );
  const close = (next: boolean) => {
    if (busy) return;
    clear();
    onOpenChange(next);
  };
  return (
    <Dialog
      description={description}
      footer={
        <>
          <Button onClick={() => close(false)}>Cancel</Button>
          <Button form={form} loading={busy} type="submit" variant="primary">
            {submit}
          </Button>
        </>
      }
      onOpenChange={close}
      open={open}
      size={size}
      title={title}
    >
      <form className="flex flex-col gap-5" id={form} method="post" noValidate onSubmit={onSubmit}>
        <ProblemSummary labels={labels} prefix={prefix} problem={problem} />
        {children((name) => fieldError(problem, name, labels[name] ?? name))}
      </form>
    </Dialog>
  );
}
