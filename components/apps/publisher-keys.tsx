'use client';

import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import useSWR from 'swr';
import { AppsTabs } from '@/components/apps/apps-tabs';
import type { May, PublisherKey } from '@/components/apps/model';
import { Button } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState, StaleNote } from '@/components/ui/error-state';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { FormDialog } from '@/components/ui/form-dialog';
import { Id } from '@/components/ui/id';
import { Input } from '@/components/ui/input';
import { PageHeader } from '@/components/ui/page';
import { Status } from '@/components/ui/status';
import { type Column, Table } from '@/components/ui/table';
import { Textarea } from '@/components/ui/textarea';
import { Time } from '@/components/ui/time';
import { toast } from '@/components/ui/toast';

const PATH = '/api/publisher-keys?limit=100';
type Keys = { publisher_keys: PublisherKey[]; total: number };

const signing = `openssl genpkey -algorithm ed25519 -out publisher.pem
openssl pkey -in publisher.pem -pubout
openssl pkeyutl -sign -rawin -inkey publisher.pem -in my.apkg -out my.sig`;

/** The key itself, without the frame that PEM puts around it. */
const bare = (pem: string) => pem.replace(/-----[^-]+-----|\s/g, '');

function columns(may: May, revoke: (key: PublisherKey) => void): Column<PublisherKey>[] {
  return [
    {
      key: 'name',
      header: 'Key',
      primary: true,
      width: '26%',
      cell: (key) => <span className="font-strong">{key.name}</span>,
    },
    {
      key: 'status',
      header: 'Status',
      width: '8rem',
      cell: (key) => <Status state={key.revoked_at ? 'revoked' : 'active'} />,
    },
    {
      key: 'public',
      header: 'Public key',
      wholeLine: true,
      cell: (key) => <Id value={bare(key.public_key)} />,
    },
    {
      key: 'created',
      header: 'Registered',
      width: '8rem',
      cell: (key) => <Time at={key.created_at} className="text-muted" />,
    },
    ...(may.keys
      ? [
          {
            key: 'actions',
            header: 'Actions',
            width: '6rem',
            actions: true,
            cell: (key: PublisherKey) =>
              !key.revoked_at && (
                <Button
                  aria-label={`Revoke ${key.name}`}
                  onClick={() => revoke(key)}
                  size="sm"
                  variant="quiet"
                >
                  Revoke
                </Button>
              ),
          },
        ]
      : []),
  ];
}

/** Public keys that the organization's packages may be signed with. */
export function PublisherKeys({ first, may }: { first: Keys; may: May }) {
  const { data = first, error, mutate } = useSWR<Keys>(PATH, { fallbackData: first });
  const [adding, setAdding] = useState(false);
  const [revoking, setRevoking] = useState<PublisherKey | null>(null);
  const rows = data.publisher_keys;
  const changed = () => void mutate();
  const add = may.keys && (
    <Button icon={<Plus aria-hidden />} onClick={() => setAdding(true)} variant="primary">
      Register key
    </Button>
  );
  return (
    <>
      <PageHeader
        actions={rows.length > 0 && add}
        description="Packages signed with the private half are known to be yours."
        title="Publisher keys"
      />
      <AppsTabs current="/apps/keys" />
      <StaleNote error={error} onRetry={changed} />
      {rows.length === 0 && error ? (
        <ErrorState error={error} onRetry={changed} />
      ) : rows.length === 0 ? (
        <EmptyState
          action={add}
          example={<CodeBlock code={signing} title="Make a key, show its public half, sign" wrap />}
          icon={<KeyRound />}
          title="No publisher keys yet"
        >
          Register the public half of an Ed25519 key. A package that is sent with a signature is
          accepted only if one of your keys made it, and is checked again before each deployment.
        </EmptyState>
      ) : (
        <Table
          caption="Publisher keys, newest first"
          columns={columns(may, setRevoking)}
          rowKey={(key) => key.id}
          rows={rows}
        />
      )}
      <AddKey onAdded={changed} onOpenChange={setAdding} open={adding} />
      <ConfirmDialog
        confirmLabel="Revoke key"
        description="Nothing signed with it is accepted from now on, and versions that it signed cannot be deployed any more. This cannot be undone."
        onConfirm={async () => {
          await api(`/api/publisher-keys/${revoking?.id}`, { method: 'DELETE' });
          toast.success(`${revoking?.name} is revoked`);
          changed();
        }}
        onOpenChange={(open) => open || setRevoking(null)}
        open={revoking !== null}
        phrase={revoking?.name}
        title={`Revoke ${revoking?.name ?? 'this key'}?`}
      />
    </>
  );
}

const labels = { name: 'Name', public_key: 'Public key' };

function AddKey({
  open,
  onOpenChange,
  onAdded,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onAdded: () => void;
}) {
  return (
    <FormDialog
      description="Only the public half: the private one never leaves you."
      labels={labels}
      onOpenChange={onOpenChange}
      open={open}
      prefix="key-"
      required={['name', 'public_key']}
      send={async (body) => {
        await api('/api/publisher-keys', { method: 'POST', body });
        toast.success(`${body.name} is registered`);
        onAdded();
        onOpenChange(false);
      }}
      submit="Register key"
      title="Register a publisher key"
    >
      {(error) => (
        <>
          <Field error={error('name')} id="key-name" label={labels.name}>
            <Input autoComplete="off" maxLength={255} name="name" placeholder="Release key" />
          </Field>
          <Field
            error={error('public_key')}
            hint="Ed25519, as PEM, as “ssh-ed25519 …”, or as 32 bytes in base64 or hex"
            id="key-public_key"
            label={labels.public_key}
          >
            <Textarea maxLength={2000} mono name="public_key" spellCheck={false} />
          </Field>
        </>
      )}
    </FormDialog>
  );
}
