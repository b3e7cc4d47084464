'use client';

import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';

/** Names of events that one's own programs tell, as `order.created`; the API says whether they can be such. */
export function OwnEvents({
  names,
  onAdd,
  onRemove,
}: {
  names: readonly string[];
  onAdd: (name: string) => void;
  onRemove: (name: string) => void;
}) {
  const [text, setText] = useState('');
  const name = text.trim();
  const add = () => {
    if (!name) return;
    onAdd(name);
    setText('');
  };
  return (
    <div className="flex flex-col gap-2 border-t pt-3">
      <Field
        hint="As your programs tell them with POST /api/v1/events; order.* stands for all that begin so."
        label="Events of your own"
        optional
      >
        <div className="flex gap-2">
          <Input
            autoCapitalize="off"
            autoComplete="off"
            maxLength={100}
            mono
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              // Enter adds the name; it does not save the webhook.
              event.preventDefault();
              add();
            }}
            placeholder="order.created"
            spellCheck={false}
            value={text}
          />
          <Button disabled={!name} icon={<Plus aria-hidden />} onClick={add}>
            Add
          </Button>
        </div>
      </Field>
      {names.length > 0 && (
        <ul aria-label="Events of your own" className="flex flex-wrap gap-2">
          {names.map((one) => (
            <li
              className="inline-flex min-w-0 items-center gap-1 rounded-md border bg-sunken ps-2 font-mono text-xs"
              key={one}
            >
              <span className="truncate">{one}</span>
              <IconButton
                icon={<X aria-hidden />}
                label={`Remove ${one}`}
                onClick={() => onRemove(one)}
                size="sm"
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
