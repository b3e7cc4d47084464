'use client';

import { Star } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import type { Review } from '@/components/marketplace/model';
import { cn } from '@/components/ui/cn';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { FormDialog } from '@/components/ui/form-dialog';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import { toast } from '@/components/ui/toast';

type Send = ComponentProps<typeof FormDialog>['send'];

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
  const [rating, setRating] = useState(own?.rating ?? 0);
  const send: Send = async ({ title, body }, refuse) => {
    if (rating === 0) refuse({ rating: 'is required: choose from one to five stars' });
    await api<Review>(path, {
      method: own ? 'PUT' : 'POST',
      body: { rating, title, body },
    });
    toast.success(own ? 'Your review is changed' : 'Your review is published');
    onSaved();
    onClose();
  };
  return (
    <FormDialog
      description="It stands under your organization's name, for everyone in the marketplace."
      labels={labels}
      onOpenChange={(open) => open || onClose()}
      open
      prefix="review-"
      send={send}
      submit={own ? 'Save review' : 'Publish review'}
      title={own ? 'Change your review' : 'Write a review'}
    >
      {(error) => (
        <>
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
                    className={cn(
                      'size-5 fill-current',
                      index < rating ? 'text-warn' : 'text-line',
                    )}
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
            {error('rating') && <p className="text-bad text-sm">{error('rating')}</p>}
          </fieldset>
          <Field error={error('title')} id="review-title" label={labels.title} optional>
            <Input autoComplete="off" defaultValue={own?.title} maxLength={120} name="title" />
          </Field>
          <Field
            error={error('body')}
            hint="What did it do for you, and what does it lack?"
            id="review-body"
            label={labels.body}
            optional
          >
            <Textarea defaultValue={own?.body} maxLength={5000} name="body" />
          </Field>
        </>
      )}
    </FormDialog>
  );
}
