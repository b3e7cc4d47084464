'use client';

import { Star } from 'lucide-react';
import { useId, useState } from 'react';
import { fieldError, ProblemSummary } from '@/components/accounts/problem-summary';
import { useSubmit } from '@/components/accounts/use-submit';
import type { Review } from '@/components/marketplace/model';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Dialog } from '@/components/ui/dialog';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import { toast } from '@/components/ui/toast';

const words = ['Does not work', 'Poor', 'Fair', 'Good', 'Excellent'];
const labels = { rating: 'Rating', title: 'Title', body: 'Review' };

/** Writes the organization's review, or changes its `own`. */
export default function ReviewDialog({
  path,
  own,
  onClose,
  onSaved,
}: {
  path: string;
  own: Review | null;
  onClose: () => void;
  onSaved: () => void;
}) {
  const form = useId();
  const [rating, setRating] = useState(own?.rating ?? 0);
  const { busy, problem, onSubmit, refuse } = useSubmit([], async ({ title, body }) => {
    if (rating === 0) refuse({ rating: 'is required: choose from one to five stars' });
    await api<Review>(path, {
      method: own ? 'PUT' : 'POST',
      body: { rating, title, body },
    });
    toast.success(own ? 'Your review is changed' : 'Your review is published');
    onSaved();
    onClose();
  });
  return (
    <Dialog
      description="It stands under your organization's name, for everyone in the marketplace."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button form={form} loading={busy} type="submit" variant="primary">
            {own ? 'Save review' : 'Publish review'}
          </Button>
        </>
      }
      onOpenChange={(open) => open || busy || onClose()}
      open
      title={own ? 'Change your review' : 'Write a review'}
    >
      <form className="flex flex-col gap-5" id={form} method="post" noValidate onSubmit={onSubmit}>
        <ProblemSummary labels={labels} prefix="review-" problem={problem} />
        <fieldset className="flex flex-col gap-2" id="review-rating" tabIndex={-1}>
          <legend className="mb-1.5 font-strong text-sm">Rating</legend>
          <div className="flex items-center gap-1">
            {words.map((word, index) => (
              <label
                className="relative grid size-8 cursor-pointer place-items-center rounded-md hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-ring"
                key={word}
              >
                <input
                  checked={rating === index + 1}
                  className="absolute inset-0 size-full cursor-pointer opacity-0"
                  name="stars"
                  onChange={() => setRating(index + 1)}
                  type="radio"
                  value={index + 1}
                />
                <Star
                  aria-hidden
                  className={cn('size-5 fill-current', index < rating ? 'text-warn' : 'text-line')}
                  strokeWidth={0}
                />
                <span className="sr-only">
                  {index + 1} of 5: {word}
                </span>
              </label>
            ))}
            <span aria-hidden className="ms-2 text-muted text-sm">
              {words[rating - 1]}
            </span>
          </div>
          {problem?.fields.rating && (
            <p className="text-bad text-sm">{fieldError(problem, 'rating', 'Rating')}</p>
          )}
        </fieldset>
        <Field
          error={fieldError(problem, 'title', labels.title)}
          id="review-title"
          label={labels.title}
          optional
        >
          <Input autoComplete="off" defaultValue={own?.title} maxLength={120} name="title" />
        </Field>
        <Field
          error={fieldError(problem, 'body', labels.body)}
          hint="What did it do for you, and what does it lack?"
          id="review-body"
          label={labels.body}
          optional
        >
          <Textarea defaultValue={own?.body} maxLength={5000} name="body" />
        </Field>
      </form>
    </Dialog>
  );
}
