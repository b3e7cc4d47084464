'use client';

import { useRouter } from 'next/navigation';
import { mutate } from 'swr';
import { ask } from '@/components/accounts/ask';
import { SubmitButton } from '@/components/accounts/submit-button';
import { CURRENT } from '@/components/shell/current';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { fieldError, ProblemSummary } from '@/components/ui/problem-summary';
import { toast } from '@/components/ui/toast';
import { useSubmit } from '@/components/ui/use-submit';

export function OrganizationForm({
  name,
  mayChange,
  askWhom,
}: {
  name: string;
  mayChange: boolean;
  askWhom: { admins: string[] };
}) {
  const router = useRouter();
  const { busy, problem, onSubmit } = useSubmit(['name'], async (values) => {
    await api('/api/organizations/current', { method: 'PATCH', body: { name: values.name } });
    toast.success('Organization renamed');
    await mutate(CURRENT);
    router.refresh();
  });
  return (
    <form className="flex flex-col gap-4" method="post" noValidate onSubmit={onSubmit}>
      <ProblemSummary labels={{ name: 'Name' }} prefix="organization-" problem={problem} />
      <Field
        error={fieldError(problem, 'name', 'Name')}
        hint={mayChange ? undefined : `Owners and admins can rename it. ${ask(askWhom.admins)}.`}
        id="organization-name"
        label="Name"
      >
        <Input
          autoComplete="off"
          defaultValue={name}
          maxLength={100}
          name="name"
          readOnly={!mayChange}
        />
      </Field>
      {mayChange && (
        <div className="flex justify-end">
          <SubmitButton loading={busy} variant="primary">
            Save name
          </SubmitButton>
        </div>
      )}
    </form>
  );
}
