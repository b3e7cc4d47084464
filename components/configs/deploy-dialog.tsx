'use client';

import { CalendarClock, Workflow } from 'lucide-react';
import { Fragment, useId, useState } from 'react';
import type { Brings } from '@/components/configs/brings';
import { explain, Refused } from '@/components/configs/refused';
import type { ConfigDeployment } from '@/components/deployments/model';
import { Button } from '@/components/ui/button';
import { RadioGroup } from '@/components/ui/choice';
import { Dialog } from '@/components/ui/dialog';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { toast } from '@/components/ui/toast';

const NEW = 'new';

/** Puts the saved version of a config into service: under a deployment that is there, or a new one. */
export function DeployDialog({
  config,
  brings,
  deployments,
  onDone,
  onOpenChange,
}: {
  config: { id: string; name: string; version: number };
  brings: Brings;
  deployments: readonly ConfigDeployment[];
  onDone: (deployment: ConfigDeployment) => void;
  onOpenChange: (open: boolean) => void;
}) {
  const form = useId();
  const [chosen, setChosen] = useState(deployments[0]?.id ?? NEW);
  const [name, setName] = useState(deployments.length === 0 ? config.name : '');
  const [problem, setProblem] = useState<string | null>(null);
  const [refused, setRefused] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const [made, setMade] = useState<string | null>(null);

  async function submit(event: React.FormEvent) {
    event.preventDefault();
    if (chosen === NEW && !name.trim()) return setProblem('Give it a name.');
    setBusy(true);
    setRefused([]);
    try {
      // A second try does not make a second deployment.
      let id = chosen === NEW ? made : chosen;
      if (!id) {
        const body = { name: name.trim(), config_id: config.id };
        ({ id } = await api<ConfigDeployment>('/api/deployments', { method: 'POST', body }));
        setMade(id);
      }
      const deployment = await api<ConfigDeployment>(`/api/deployments/${id}`, {
        method: 'PUT',
        body: { status: 'running' },
      });
      toast.success(`${deployment.name} is in service`);
      onDone(deployment);
      onOpenChange(false);
    } catch (cause) {
      setRefused(explain(cause));
    }
    setBusy(false);
  }
  return (
    <Dialog
      description={`Version ${config.version} goes into service, and stays until another one is deployed.`}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button form={form} loading={busy} type="submit" variant="primary">
            {chosen === NEW ? 'Deploy' : 'Update'}
          </Button>
        </>
      }
      onOpenChange={onOpenChange}
      open
      title={`Deploy ${config.name}`}
    >
      <form className="flex flex-col gap-5" id={form} method="post" noValidate onSubmit={submit}>
        <Bringing brings={brings} />
        {deployments.length > 0 && (
          <RadioGroup
            label="Where"
            onValueChange={setChosen}
            options={[
              ...deployments
                .slice(0, 8)
                .map(({ id, name: label, status, config_version: has }) => ({
                  value: id,
                  label,
                  hint: has === null ? `${told(status)}.` : `${told(status)}, version ${has}.`,
                })),
              { value: NEW, label: 'A new deployment' },
            ]}
            value={chosen}
          />
        )}
        {chosen === NEW && (
          <Field error={problem} label="Name of the deployment">
            <Input
              autoComplete="off"
              maxLength={255}
              onChange={(event) => {
                setName(event.target.value);
                setProblem(null);
              }}
              placeholder="production"
              value={name}
            />
          </Field>
        )}
        <Refused sentences={refused} />
      </form>
    </Dialog>
  );
}

const told = (status: string) =>
  status === 'running' ? 'In service' : status.charAt(0).toUpperCase() + status.slice(1);

function Bringing({ brings: { workflows, jobs } }: { brings: Brings }) {
  if (workflows.length + jobs.length === 0)
    return (
      <p className="text-muted text-sm">
        It has neither workflows nor jobs: nothing will run. Its OpenAPI document needs no
        deployment.
      </p>
    );
  return (
    <ul aria-label="What goes into service" className="flex flex-col gap-1.5 text-sm">
      {workflows.slice(0, 10).map(({ name, starts }) => (
        <li className="flex items-start gap-2" key={name}>
          <Workflow aria-hidden className="mt-0.5 size-4 shrink-0 text-faint" />
          <span className="min-w-0 break-words">
            <span className="font-strong">{name}</span>{' '}
            <span className="text-muted">
              {starts.length === 0 && 'runs when it is executed'}
              {starts.map(({ how, what }, at) => (
                <Fragment key={`${how} ${what}`}>
                  {at === 0 ? 'starts ' : ', '}
                  {how} {what && <code>{what}</code>}
                </Fragment>
              ))}
            </span>
          </span>
        </li>
      ))}
      {jobs.slice(0, 10).map(({ name, schedule }) => (
        <li className="flex items-start gap-2" key={name}>
          <CalendarClock aria-hidden className="mt-0.5 size-4 shrink-0 text-faint" />
          <span className="min-w-0 break-words">
            <span className="font-strong">{name}</span>{' '}
            <span className="text-muted">
              {schedule ? (
                <>
                  runs at <code>{schedule}</code>
                </>
              ) : (
                'runs once, at once'
              )}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
