'use client';

import { Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { useId, useState } from 'react';
import type { Review } from '@/components/marketplace/model';
import { Stars } from '@/components/marketplace/rating';
import { Button } from '@/components/ui/button';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import { Menu } from '@/components/ui/menu';
import { Badge } from '@/components/ui/status';
import { Textarea } from '@/components/ui/textarea';
import { Time } from '@/components/ui/time';
import { toast } from '@/components/ui/toast';

export function ReviewItem({
  review,
  path,
  mayAnswer,
  onEdit,
  onDelete,
  onChange,
}: {
  review: Review;
  /** The API's address of the package's reviews. */
  path: string;
  mayAnswer: boolean;
  onEdit: () => void;
  onDelete: () => void;
  onChange: () => void;
}) {
  const [answering, setAnswering] = useState(false);
  const { answer } = review;
  return (
    <li className="flex flex-col gap-2 p-4">
      <div className="flex items-start gap-3">
        <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2.5 gap-y-1">
          <Stars value={review.rating} />
          {review.title && <h3 className="min-w-0 break-words font-strong">{review.title}</h3>}
          {review.own && <Badge>Yours</Badge>}
        </div>
        {review.own && (
          <Menu
            align="end"
            groups={[
              {
                items: [
                  { label: 'Edit', icon: <Pencil />, onSelect: onEdit },
                  { label: 'Delete', icon: <Trash2 />, danger: true, onSelect: onDelete },
                ],
              },
            ]}
            label="Your review"
            trigger={<IconButton icon={<Ellipsis aria-hidden />} label="Your review" size="sm" />}
          />
        )}
      </div>
      {review.body && <p className="whitespace-pre-line break-words text-muted">{review.body}</p>}
      <p className="text-faint text-xs">
        {review.author}, <Time at={review.created_at} />
      </p>
      {answer && !answering && (
        <div className="mt-1 rounded-lg border bg-sunken p-3 text-sm">
          <p className="mb-1 text-faint text-xs">
            {answer.author} answered <Time at={answer.created_at} />
          </p>
          <p className="whitespace-pre-line break-words">{answer.body}</p>
        </div>
      )}
      {answering ? (
        <AnswerForm
          onClose={() => setAnswering(false)}
          onSaved={onChange}
          path={`${path}/${review.id}/answer`}
          text={answer?.body ?? ''}
        />
      ) : (
        mayAnswer && (
          <Button className="self-start" onClick={() => setAnswering(true)} size="sm">
            {answer ? 'Change answer' : 'Answer'}
          </Button>
        )
      )}
    </li>
  );
}

/** An emptied answer is taken back. */
function AnswerForm({
  path,
  text,
  onClose,
  onSaved,
}: {
  path: string;
  text: string;
  onClose: () => void;
  onSaved: () => void;
}) {
  const id = useId();
  const [body, setBody] = useState(text);
  const [busy, setBusy] = useState(false);
  async function save(event: React.FormEvent) {
    event.preventDefault();
    setBusy(true);
    try {
      const said = body.trim();
      if (said) await api(path, { method: 'PUT', body: { body: said } });
      else if (text) await api(path, { method: 'DELETE' });
      onSaved();
      onClose();
    } catch (error) {
      toast.error('The answer was not saved', error);
      setBusy(false);
    }
  }
  return (
    <form className="flex flex-col gap-2" method="post" onSubmit={save}>
      <Field id={id} label="Your answer">
        <Textarea
          autoFocus
          maxLength={5000}
          onChange={(event) => setBody(event.target.value)}
          required={false}
          value={body}
        />
      </Field>
      <div className="flex gap-2">
        <Button loading={busy} size="sm" type="submit" variant="primary">
          Publish answer
        </Button>
        <Button onClick={onClose} size="sm">
          Cancel
        </Button>
      </div>
    </form>
  );
}
