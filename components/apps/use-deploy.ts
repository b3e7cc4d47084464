'use client';

import { useEffect, useRef, useState } from 'react';
import { mutate } from 'swr';
import type { z } from 'zod';
import { sendForm } from '@/components/apps/send-file';
import { CURRENT } from '@/components/shell/current';
import { ApiError } from '@/components/ui/fetcher';
import type { Accepted } from '@/lib/deployments/contract';

export type Sending = {
  file: File;
  deploy: boolean;
  version: string;
  notes: string;
  signature: File | null;
  overwrite: boolean;
};

export type DeployState =
  | { step: 'idle' }
  | { step: 'chosen'; file: File; problems: readonly string[]; requestId?: string; status: number }
  | { step: 'sending'; file: File; share: number }
  | { step: 'deployed'; file: File; deploymentId: string }
  | { step: 'stored'; file: File; version: string; warnings: readonly string[] };

/** Every sentence of a refusal: a package's problems come as a list, credits with their amounts. */
export function sentencesOf(error: unknown): string[] {
  if (!(error instanceof ApiError)) return ['Something went wrong in this page. Reload it.'];
  if (Array.isArray(error.details)) return error.details.map(String);
  const fields = Object.entries(error.fields).map(([name, text]) => `${name}: ${text}`);
  if (fields.length > 0) return fields;
  if (error.status === 413)
    return ['This server takes smaller files only. Deploy it from a terminal: fleet deploy.'];
  return [error.message];
}

/** A file on its way: chosen, sent, then deployed or stored. */
export function useDeploy(appId: string, onSent: () => void) {
  const [state, setState] = useState<DeployState>({ step: 'idle' });
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);

  async function send({ file, deploy, version, notes, signature, overwrite }: Sending) {
    const form = new FormData();
    // Small fields first: the server reads the form as it comes.
    if (version) form.append('version', version);
    if (notes) form.append('release_notes', notes);
    if (overwrite) form.append('force_overwrite', 'true');
    if (signature) form.append('signature', signature);
    form.append('file', file);
    const control = new AbortController();
    stop.current = control;
    setState({ step: 'sending', file, share: 0 });
    const how = {
      signal: control.signal,
      onProgress: (share: number) => setState({ step: 'sending', file, share }),
    };
    const path = `/api/agent-apps/${appId}/packages`;
    try {
      if (deploy) {
        const answer = await sendForm<z.output<typeof Accepted>>(`${path}/deploy`, form, how);
        setState({ step: 'deployed', file, deploymentId: answer.deployment.id });
        void mutate(CURRENT);
      } else {
        const answer = await sendForm<{ package: { version: string }; warnings: string[] }>(
          path,
          form,
          how,
        );
        const { warnings } = answer;
        setState({ step: 'stored', file, version: answer.package.version, warnings });
      }
      onSent();
    } catch (error) {
      if (control.signal.aborted)
        return setState({ step: 'chosen', file, problems: [], status: 0 });
      const known = error instanceof ApiError ? error : null;
      setState({
        step: 'chosen',
        file,
        problems: sentencesOf(error),
        status: known?.status ?? 0,
        requestId: known && known.status >= 500 ? known.requestId : undefined,
      });
    }
  }

  return {
    state,
    send,
    choose: (file: File) => setState({ step: 'chosen', file, problems: [], status: 0 }),
    watch: (file: File, deploymentId: string) => setState({ step: 'deployed', file, deploymentId }),
    stop: () => stop.current?.abort(),
    reset: () => setState({ step: 'idle' }),
  };
}
