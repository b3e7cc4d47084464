'use client';

import { FileText } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Dialog } from '@/components/ui/dialog';
import { ErrorState } from '@/components/ui/error-state';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Sketch } from '@/components/workflows/list/sketch';
import { BLANK, TEMPLATES } from '@/components/workflows/list/templates';
import type { Workflow } from '@/components/workflows/model';

/** A name and what to begin with; then the editor opens. */
export function NewWorkflow({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const router = useRouter();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState('blank');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const template = TEMPLATES.find(({ id }) => id === chosen);

  async function create(event: React.FormEvent) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      const { id } = await api<Workflow>('/api/v1/workflows', {
        method: 'POST',
        body: {
          name: name.trim() || template?.name || 'New workflow',
          description: template?.about,
          definition: template?.definition ?? BLANK,
          publish: false,
        },
      });
      router.push(`/workflows/${id}`);
    } catch (cause) {
      setError(cause);
      setBusy(false);
    }
  }
  const options = [
    {
      id: 'blank',
      name: 'From scratch',
      about: 'One step, the rest is yours.',
      needs: null,
      definition: BLANK,
    },
    ...TEMPLATES,
  ];
  return (
    <Dialog
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button form="new-workflow" loading={busy} type="submit" variant="primary">
            Create workflow
          </Button>
        </>
      }
      onOpenChange={onOpenChange}
      open={open}
      size="lg"
      title="New workflow"
    >
      <form className="flex flex-col gap-5" id="new-workflow" onSubmit={create}>
        {error !== null && <ErrorState error={error} title="It was not created" />}
        <Field id="new-workflow-name" label="Name" optional>
          <Input
            autoComplete="off"
            maxLength={255}
            onChange={(event) => setName(event.target.value)}
            placeholder={template?.name ?? 'New workflow'}
            required={false}
            value={name}
          />
        </Field>
        <fieldset className="grid gap-3 sm:grid-cols-2">
          <legend className="mb-2 font-strong text-sm">Begin with</legend>
          {options.map(({ id, name: title, about, needs, definition }) => (
            <label
              className={cn(
                'relative flex cursor-pointer gap-3 rounded-lg border p-3 transition-colors hover:border-edge has-focus-visible:outline-2 has-focus-visible:outline-ring',
                chosen === id && 'border-accent-ink! ring-1 ring-accent-ink',
              )}
              key={id}
            >
              <input
                checked={chosen === id}
                className="absolute inset-0 size-full cursor-pointer opacity-0"
                name="template"
                onChange={() => setChosen(id)}
                type="radio"
                value={id}
              />
              <Sketch definition={definition} />
              <span className="min-w-0 flex-1">
                <span className="block font-strong text-sm">{title}</span>
                <span className="block text-muted text-sm">{about}</span>
                {needs && (
                  <span className="mt-1 flex items-start gap-1.5 text-faint text-xs">
                    <FileText aria-hidden className="mt-0.5 size-3 shrink-0" />
                    {needs}
                  </span>
                )}
              </span>
            </label>
          ))}
        </fieldset>
      </form>
    </Dialog>
  );
}
