'use client';

import { Check, X } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { ApiError, api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { Kbd } from '@/components/ui/kbd';
import { draftOf, type Problems, problemsOf, readDraft } from '@/components/ui/schema-form/draft';
import { fieldsOf } from '@/components/ui/schema-form/fields';
import { SchemaForm } from '@/components/ui/schema-form/schema-form';
import { Textarea } from '@/components/ui/textarea';
import { toast } from '@/components/ui/toast';
import type { ApprovalView } from '@/lib/approvals/contract';

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);

/**
 * The form, a comment and the two buttons. A and R approve and reject when no text is being typed; ⌘ or Ctrl
 * with Enter approves from within a field.
 */
export function DecideForm({
  approval,
  onDecided,
}: {
  approval: ApprovalView;
  onDecided: (approval: ApprovalView) => void;
}) {
  const fields = useMemo(() => {
    const all = fieldsOf(approval.form ?? {});
    // The database keeps no order of properties: what must be filled in comes first.
    return all.some(({ group }) => group)
      ? all
      : all.toSorted((a, b) => Number(b.required) - Number(a.required));
  }, [approval.form]);
  const [draft, setDraft] = useState(() => draftOf(fields));
  const [comment, setComment] = useState('');
  const [problems, setProblems] = useState<Problems>({});
  const [message, setMessage] = useState<{ text: string; requestId?: string } | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState<'approve' | 'reject' | null>(null);
  const form = useRef<HTMLFormElement>(null);

  async function decide(verb: 'approve' | 'reject') {
    if (busy) return;
    const read = verb === 'approve' ? readDraft(fields, draft) : { value: {} };
    setMessage(null);
    setProblems('problems' in read ? read.problems : {});
    if ('problems' in read) return setAttempt((n) => n + 1);
    setBusy(verb);
    try {
      const body = { ...(comment.trim() && { comment: comment.trim() }), data: read.value };
      const decided = await api<ApprovalView>(`/api/v1/approvals/${approval.id}/${verb}`, {
        method: 'POST',
        body,
      });
      const open = decided.status === 'pending';
      toast.success(
        verb === 'reject' ? 'Rejected' : open ? 'Approved; others are still asked' : 'Approved',
      );
      onDecided(decided);
    } catch (cause) {
      const error = cause as ApiError;
      const details = error instanceof ApiError ? error.fields : {};
      const { data, ...rest } = details;
      setProblems(problemsOf(fields, rest, 'data.'));
      setMessage({ text: data ? `The form ${data}` : error.message, requestId: error.requestId });
      setAttempt((n) => n + 1);
    }
    setBusy(null);
  }
  const latest = useRef(decide);
  latest.current = decide;

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const inside = form.current?.contains(event.target as Node);
      if ((event.metaKey || event.ctrlKey) && event.key === 'Enter' && inside) {
        event.preventDefault();
        void latest.current('approve');
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey || event.shiftKey || event.repeat) return;
      if (isTyping(event.target) || document.querySelector('dialog[open]')) return;
      const verb = { a: 'approve', r: 'reject' }[event.key] as 'approve' | 'reject' | undefined;
      if (!verb) return;
      event.preventDefault();
      void latest.current(verb);
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);

  return (
    <form
      className="flex flex-col gap-5"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void decide('approve');
      }}
      ref={form}
    >
      {(fields.length > 0 || message) && (
        <SchemaForm
          attempt={attempt}
          draft={draft}
          fields={fields}
          idPrefix={`approval-${approval.id.slice(-6)}`}
          message={message?.text}
          onDraftChange={setDraft}
          problems={problems}
          requestId={message?.requestId}
        />
      )}
      <Field label="Comment" optional>
        <Textarea
          maxLength={2000}
          onChange={(event) => setComment(event.target.value)}
          placeholder="Why, for whoever reads it later"
          value={comment}
        />
      </Field>
      <div className="flex flex-wrap items-center gap-2">
        <Button
          icon={<Check aria-hidden />}
          loading={busy === 'approve'}
          type="submit"
          variant="primary"
        >
          Approve
        </Button>
        <Button
          icon={<X aria-hidden />}
          loading={busy === 'reject'}
          onClick={() => void decide('reject')}
          variant="quiet"
        >
          Reject
        </Button>
        <span className="ms-auto text-faint text-xs max-sm:hidden">
          <Kbd>A</Kbd> approve <Kbd>R</Kbd> reject <Kbd>J</Kbd> <Kbd>K</Kbd> next and previous
        </span>
      </div>
    </form>
  );
}
