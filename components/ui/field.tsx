'use client';

import { OctagonAlert } from 'lucide-react';
import { createContext, type ReactNode, useContext, useId } from 'react';
import { cn } from '@/components/ui/cn';

type Wiring = { id: string; describedBy?: string; invalid: boolean; required: boolean };
const FieldContext = createContext<Wiring | null>(null);

/** Props that tie a control to its field's label, hint and error; explicit props win. */
export function useField(own: {
  id?: string;
  required?: boolean;
  'aria-describedby'?: string;
  'aria-invalid'?: boolean | 'true' | 'false' | 'grammar' | 'spelling';
}) {
  const field = useContext(FieldContext);
  return {
    id: own.id ?? field?.id,
    required: own.required ?? (field?.required || undefined),
    'aria-describedby': own['aria-describedby'] ?? field?.describedBy,
    'aria-invalid': own['aria-invalid'] ?? (field?.invalid || undefined),
  };
}

export function Label({ htmlFor, children }: { htmlFor?: string; children: ReactNode }) {
  return (
    <label className="font-strong text-sm" htmlFor={htmlFor}>
      {children}
    </label>
  );
}

/** One control with its label, hint and error. Fields are required unless `optional`. */
export function Field({
  label,
  hint,
  error,
  optional = false,
  action,
  id: given,
  className,
  children,
}: {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | null;
  optional?: boolean;
  /** A small link beside the label, such as "Forgot password?". */
  action?: ReactNode;
  id?: string;
  className?: string;
  children: ReactNode;
}) {
  const made = useId();
  const id = given ?? made;
  const describedBy =
    [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  return (
    <FieldContext value={{ id, describedBy, invalid: Boolean(error), required: !optional }}>
      <div className={cn('flex flex-col gap-1.5', className)}>
        <div className="flex items-baseline justify-between gap-3">
          <span className="flex items-baseline gap-1.5">
            <Label htmlFor={id}>{label}</Label>
            {optional && <span className="text-faint text-xs">Optional</span>}
          </span>
          {action && <span className="text-sm">{action}</span>}
        </div>
        {children}
        {error && (
          <p className="flex items-start gap-1.5 text-bad text-sm" id={`${id}-error`}>
            <OctagonAlert aria-hidden className="mt-0.75 size-3.5 shrink-0" />
            {error}
          </p>
        )}
        {hint && (
          <p className="text-faint text-sm" id={`${id}-hint`}>
            {hint}
          </p>
        )}
      </div>
    </FieldContext>
  );
}
