'use client';

import { useRef, useState } from 'react';
import { ApiError } from '@/components/ui/fetcher';

export type Problem = {
  message: string | null;
  code: string;
  requestId?: string;
  /** Name of the control → what is wrong with it, without the label: "is required". */
  fields: Record<string, string>;
  /** Counts failures, so that each one takes the focus anew. */
  attempt: number;
};

/** When to come back, as the reader's clock shows it. */
function tryAgain(seconds: number) {
  const at = new Date(Date.now() + seconds * 1000);
  const clock = at.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
  const minutes = Math.ceil(seconds / 60);
  const span =
    seconds < 60 ? `${seconds} seconds` : minutes === 1 ? '1 minute' : `${minutes} minutes`;
  return `Too many attempts. Try again in ${span}, at ${clock}.`;
}

function read(error: unknown): Omit<Problem, 'attempt'> {
  if (!(error instanceof ApiError))
    return {
      message: 'Something went wrong in this page. Reload it.',
      code: 'UNKNOWN',
      fields: {},
    };
  const { code, requestId, retryAfter } = error;
  if (error.status === 429 && retryAfter)
    return { message: tryAgain(retryAfter), code, fields: {} };
  const fields = code === 'VALIDATION_FAILED' ? error.fields : {};
  if (Object.keys(fields).length > 0) return { message: null, code, fields };
  return {
    message: error.message,
    code,
    requestId: error.status >= 500 ? requestId : undefined,
    fields,
  };
}

/**
 * Runs a form: empty `required` controls are told at once, a second submit while one is under way is
 * dropped, and a failure becomes a `Problem`. `send` gets the trimmed values; passwords stay as typed.
 */
export function useSubmit(
  required: readonly string[],
  send: (values: Record<string, string>, form: HTMLFormElement) => Promise<void>,
) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const running = useRef(false);
  const attempts = useRef(0);

  const show = (what: Omit<Problem, 'attempt'>) => {
    attempts.current += 1;
    setProblem({ ...what, attempt: attempts.current });
  };
  /** Throws: stops `send` with messages of one's own about some controls. */
  const refuse = (fields: Record<string, string>): never => {
    throw new ApiError('validation failed', 400, 'VALIDATION_FAILED', fields);
  };

  async function onSubmit(event: React.FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (running.current) return;
    const form = event.currentTarget;
    const values: Record<string, string> = {};
    for (const [name, value] of new FormData(form)) {
      if (typeof value === 'string') values[name] = /password/i.test(name) ? value : value.trim();
    }
    const empty = required.filter((name) => !values[name]);
    if (empty.length > 0)
      return show({
        message: null,
        code: 'VALIDATION_FAILED',
        fields: Object.fromEntries(empty.map((name) => [name, 'is required'])),
      });
    running.current = true;
    setBusy(true);
    try {
      await send(values, form);
      setProblem(null);
    } catch (error) {
      show(read(error));
    } finally {
      running.current = false;
      setBusy(false);
    }
  }

  return { busy, problem, onSubmit, refuse, clear: () => setProblem(null) };
}
