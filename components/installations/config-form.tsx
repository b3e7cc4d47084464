'use client';

import { useMemo, useState } from 'react';
import type { Installation } from '@/components/installations/model';
import { Button } from '@/components/ui/button';
import { ApiError, api } from '@/components/ui/fetcher';
import { draftOf, type Problems, problemsOf, readDraft } from '@/components/ui/schema-form/draft';
import { fieldsOf } from '@/components/ui/schema-form/fields';
import { SchemaForm } from '@/components/ui/schema-form/schema-form';
import { toast } from '@/components/ui/toast';

type Failure = { message: string | null; requestId?: string; fields: Problems };

/** What the installer filled in; secrets that are stored stay where they are left empty. */
export function ConfigForm({
  installation,
  onSaved,
}: {
  installation: Installation;
  onSaved: (next: Installation) => void;
}) {
  const { id, config_schema: schema, config, secrets } = installation;
  const fields = useMemo(() => fieldsOf(schema), [schema]);
  const [draft, setDraft] = useState(() => draftOf(fields, config));
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>({ message: null, fields: {} });
  const [attempt, setAttempt] = useState(0);
  const refuse = (next: Failure) => {
    setFailure(next);
    setAttempt((before) => before + 1);
  };
  async function save(event: React.FormEvent) {
    event.preventDefault();
    if (busy) return;
    const read = readDraft(fields, draft, secrets);
    if ('problems' in read) return refuse({ message: null, fields: read.problems });
    setBusy(true);
    try {
      const next = await api<Installation>(`/api/v1/installations/${id}`, {
        method: 'PATCH',
        body: { config: read.value },
      });
      setFailure({ message: null, fields: {} });
      setDraft(draftOf(fields, next.config));
      toast.success('The configuration is saved');
      onSaved(next);
    } catch (error) {
      const known = error instanceof ApiError ? error : null;
      const wrong = known?.code === 'VALIDATION_FAILED' ? problemsOf(fields, known.fields) : {};
      const message = known?.message ?? 'Something went wrong in this page. Reload it.';
      refuse({
        message: Object.keys(wrong).length > 0 ? null : message,
        fields: wrong,
        requestId: known?.requestId,
      });
    }
    setBusy(false);
  }
  return (
    <form className="flex flex-col gap-5" method="post" noValidate onSubmit={save}>
      <SchemaForm
        attempt={attempt}
        draft={draft}
        fields={fields}
        idPrefix="config"
        kept={secrets}
        message={failure.message}
        onDraftChange={setDraft}
        problems={failure.fields}
        requestId={failure.requestId}
      />
      <div className="flex justify-end">
        <Button loading={busy} type="submit" variant="primary">
          Save configuration
        </Button>
      </div>
    </form>
  );
}
