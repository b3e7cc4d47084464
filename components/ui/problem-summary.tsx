'use client';

import { FormErrors } from '@/components/ui/form-errors';
import type { Problem } from '@/components/ui/use-submit';

/** What failed, above a form. `labels` names its controls, whose ids are `prefix` + name. */
export function ProblemSummary({
  problem,
  labels,
  prefix,
}: {
  problem: Problem | null;
  labels: Record<string, string>;
  prefix: string;
}) {
  if (!problem) return null;
  return (
    <FormErrors
      fields={Object.entries(problem.fields).map(([name, message]) => ({
        id: prefix + name,
        label: labels[name] ?? name,
        message,
      }))}
      key={problem.attempt}
      message={problem.message}
      requestId={problem.requestId}
    />
  );
}

/** The message of one control as a sentence: "Password is required". */
export function fieldError(problem: Problem | null, name: string, label: string): string | null {
  const message = problem?.fields[name];
  return message ? `${label} ${message}.` : null;
}
