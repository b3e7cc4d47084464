'use client';

import { useState } from 'react';
import useSWR from 'swr';
import { deployPrice } from '@/components/apps/model';
import type { Sending } from '@/components/apps/use-deploy';
import { CURRENT } from '@/components/shell/current';
import { Button, ButtonLink } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Checkbox } from '@/components/ui/choice';
import { Disclosure } from '@/components/ui/disclosure';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Credits } from '@/components/ui/number';
import { Textarea } from '@/components/ui/textarea';

const MAX_BYTES = 100 * 1024 * 1024;

/** What a chosen file costs and how it is sent; what was wrong with it stands above. */
export default function DeployForm({
  file,
  problems,
  status,
  requestId,
  onSend,
}: {
  file: File;
  problems: readonly string[];
  /** HTTP status of the refusal, if there was one. */
  status: number;
  requestId?: string;
  onSend: (sending: Sending) => void;
}) {
  const [version, setVersion] = useState('');
  const [notes, setNotes] = useState('');
  const [signature, setSignature] = useState<File | null>(null);
  const [overwrite, setOverwrite] = useState(false);
  const { data: current } = useSWR<{ organization: { credits: number } }>(CURRENT);
  const big = file.size > MAX_BYTES;
  const price = deployPrice(file.size);
  const go = (deploy: boolean) =>
    onSend({ file, deploy, version: version.trim(), notes: notes.trim(), signature, overwrite });
  return (
    <form
      className="flex flex-col gap-4"
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        go(true);
      }}
    >
      {problems.length > 0 && (
        <div role="alert">
          <Callout
            action={
              status === 402 && (
                <ButtonLink href="/billing" size="sm">
                  Top up
                </ButtonLink>
              )
            }
            requestId={requestId}
            title={
              status === 402
                ? 'The balance does not cover it'
                : problems.length > 1
                  ? `${problems.length} things are wrong with this package`
                  : 'This package was not accepted'
            }
            tone="bad"
          >
            {problems.length === 1 ? (
              <p className="break-words">{problems[0]}</p>
            ) : (
              <ul className="list-disc break-words ps-4">
                {problems.map((problem) => (
                  <li key={problem}>{problem}</li>
                ))}
              </ul>
            )}
          </Callout>
        </div>
      )}
      {big && (
        <Callout title="This file is too large" tone="bad">
          A package has at most 100 MiB. Leave out what it does not need to run, and build it again.
        </Callout>
      )}
      <Disclosure
        open={status === 409}
        summary="Version, release notes and signature"
        trailing="Optional"
      >
        <div className="flex flex-col gap-4">
          <Field
            hint="Only where the manifest has none; else it must be the same."
            id="deploy-version"
            label="Version"
            optional
          >
            <Input
              autoComplete="off"
              className="max-w-40"
              maxLength={100}
              mono
              onChange={(event) => setVersion(event.target.value)}
              placeholder="1.0.0"
              value={version}
            />
          </Field>
          <Field id="deploy-notes" label="Release notes" optional>
            <Textarea
              maxLength={10_000}
              onChange={(event) => setNotes(event.target.value)}
              value={notes}
            />
          </Field>
          <Field
            hint="A detached Ed25519 signature over the file, made with a publisher key."
            id="deploy-signature"
            label="Signature"
            optional
          >
            <input
              className="text-muted text-sm file:me-3 file:h-8 file:rounded-lg file:border file:border-line file:bg-surface file:px-3 file:text-ink"
              id="deploy-signature"
              onChange={(event) => setSignature(event.target.files?.[0] ?? null)}
              type="file"
            />
          </Field>
          <Checkbox
            checked={overwrite}
            hint="Works while nobody has that version installed."
            label="Replace this version if there is one already"
            onCheckedChange={setOverwrite}
          />
        </div>
      </Disclosure>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-muted text-sm">
          Deploying costs <Credits value={price} />
          {current && (
            <>
              {' '}
              of your <Credits unit={false} value={current.organization.credits} />
            </>
          )}
          , paid when it succeeds.
        </p>
        <div className="flex gap-2">
          <Button disabled={big} onClick={() => go(false)}>
            Upload only
          </Button>
          <Button disabled={big} type="submit" variant="primary">
            Deploy
          </Button>
        </div>
      </div>
    </form>
  );
}
