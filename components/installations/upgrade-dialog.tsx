'use client';

import { useMemo, useState } from 'react';
import useSWR from 'swr';
import type { Installation, UpgradePlan } from '@/components/installations/model';
import { keyOf, UpgradeChanges } from '@/components/installations/upgrade-changes';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Checkbox } from '@/components/ui/choice';
import { Dialog } from '@/components/ui/dialog';
import { ErrorState } from '@/components/ui/error-state';
import { ApiError, api } from '@/components/ui/fetcher';
import { formatCredits } from '@/components/ui/format';
import { Section } from '@/components/ui/page';
import {
  type Draft,
  draftOf,
  type Problems,
  problemsOf,
  readDraft,
} from '@/components/ui/schema-form/draft';
import { fieldsOf } from '@/components/ui/schema-form/fields';
import { SchemaForm } from '@/components/ui/schema-form/schema-form';
import { SkeletonText } from '@/components/ui/skeleton';
import { toast } from '@/components/ui/toast';

type Permissions = UpgradePlan['permissions'];
const limit = (credits: number | null) =>
  credits === null ? 'no limit of its own' : `${formatCredits(credits)} credits`;

/** What the new version may do that the old one may not, in words. */
function demands({ added, max_credits: max }: Permissions): string[] {
  return [
    added.hosts.length > 0 && `Reach ${added.hosts.join(', ')}`,
    added.connectors.length > 0 && `Use your connectors: ${added.connectors.join(', ')}`,
    added.credentials.length > 0 && `Use credentials of ${added.credentials.join(', ')}`,
    max.before !== max.after &&
      `Spend ${limit(max.after)} a run, where it was ${limit(max.before)}`,
  ].filter((one) => one !== false);
}

/** The difference between the installed version and the newest, and the way to it. */
export default function UpgradeDialog({
  installation,
  onClose,
  onUpgraded,
}: {
  installation: Installation;
  onClose: () => void;
  onUpgraded: (next: Installation) => void;
}) {
  const path = `/api/v1/installations/${installation.id}`;
  const {
    data: plan,
    error,
    mutate,
  } = useSWR<UpgradePlan>(`${path}/upgrade-plan`, {
    revalidateOnFocus: false,
  });
  const fields = useMemo(
    () =>
      fieldsOf(plan?.config.schema).filter((field) =>
        plan?.config.missing.some(
          (name) => field.path === name || field.path.startsWith(`${name}.`),
        ),
      ),
    [plan],
  );
  const [draft, setDraft] = useState<Draft>({});
  const [replace, setReplace] = useState<ReadonlySet<string>>(new Set());
  const [consent, setConsent] = useState(false);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<{ message: string | null; fields: Problems; attempt: number }>(
    {
      message: null,
      fields: {},
      attempt: 0,
    },
  );
  const filled = { ...draftOf(fields), ...draft };
  const refuse = (message: string | null, of: Problems) =>
    setWrong(({ attempt }) => ({ message, fields: of, attempt: attempt + 1 }));

  async function upgrade() {
    if (!plan) return;
    const read = readDraft(fields, filled);
    if ('problems' in read) return refuse(null, read.problems);
    setBusy(true);
    try {
      const body = {
        version: plan.to,
        accept_permissions: consent || undefined,
        config: fields.length > 0 ? read.value : undefined,
        replace: plan.changes
          .filter((one) => replace.has(keyOf(one)))
          .map(({ kind, name }) => ({ kind, name })),
      };
      const next = await api<Installation>(`${path}/upgrade`, { method: 'POST', body });
      toast.success(`${next.name} is at version ${next.version}`);
      onUpgraded(next);
      onClose();
    } catch (cause) {
      const known = cause instanceof ApiError ? cause : null;
      const own = known ? problemsOf(fields, known.fields) : {};
      const message = known?.message ?? 'Something went wrong in this page. Reload it.';
      refuse(Object.keys(own).length > 0 ? null : message, own);
    }
    setBusy(false);
  }

  const needsConsent = plan?.permissions.needs_consent ?? false;
  const ready = plan && plan.problems.length === 0 && (!needsConsent || consent);
  return (
    <Dialog
      description="All or nothing, at once, and free. You can look at every change before."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button disabled={!ready} loading={busy} onClick={upgrade} variant="primary">
            {plan ? `Upgrade to ${plan.to}` : 'Upgrade'}
          </Button>
        </>
      }
      onOpenChange={(open) => open || busy || onClose()}
      open
      size="lg"
      title={`Upgrade ${installation.name}`}
    >
      {error && !plan ? (
        <ErrorState error={error} onRetry={() => mutate()} />
      ) : !plan ? (
        <div aria-busy="true">
          <SkeletonText lines={8} />
        </div>
      ) : (
        <div className="flex flex-col gap-6">
          {plan.problems.length > 0 && (
            <Callout title="This version cannot be installed here" tone="bad">
              {plan.problems.join(' ')}
            </Callout>
          )}
          <Section
            description={plan.sentences.join(' ')}
            title={
              <>
                From <span className="num">{plan.from}</span> to{' '}
                <span className="num">{plan.to}</span>
              </>
            }
          >
            {plan.changes.length > 0 && (
              <UpgradeChanges
                changes={plan.changes}
                onReplaceChange={setReplace}
                replace={replace}
              />
            )}
          </Section>
          {plan.warnings.length > 0 && (
            <Callout title="Know before you upgrade" tone="warn">
              {plan.warnings.join(' ')}
            </Callout>
          )}
          {needsConsent && (
            <Section title="It asks for more than before">
              <ul className="list-disc ps-5 text-sm">
                {demands(plan.permissions).map((demand) => (
                  <li key={demand}>{demand}</li>
                ))}
              </ul>
              <Checkbox
                checked={consent}
                label="Allow this to its agents"
                onCheckedChange={setConsent}
              />
            </Section>
          )}
          {(fields.length > 0 || wrong.message) && (
            <Section title={fields.length > 0 ? 'It needs from you' : undefined}>
              <SchemaForm
                attempt={wrong.attempt}
                draft={filled}
                fields={fields}
                idPrefix="upgrade"
                message={wrong.message}
                onDraftChange={setDraft}
                problems={wrong.fields}
              />
            </Section>
          )}
        </div>
      )}
    </Dialog>
  );
}
