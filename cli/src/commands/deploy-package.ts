import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { FleetPromptClient, PackageDeployment } from '@fleetprompt/sdk';
import { type Context, EXIT, UsageError } from '../command';

interface Packed {
  name: string;
  file: string;
  bytes: Buffer;
}

/** Sends a package, then shows its five steps as they go. */
export async function deployPackage(context: Context, from: string | Packed): Promise<number> {
  const { terminal, given, client, json, signal } = context;
  const fleet = client();
  const packed =
    typeof from === 'string' ? { name: '', file: basename(from), bytes: readFileSync(from) } : from;
  const app = await appOf(fleet, given.text('app') ?? packed.name);
  const signature = given.text('signature');
  const upload = {
    file: new File([new Uint8Array(packed.bytes)], packed.file),
    version: given.text('version'),
    releaseNotes: given.text('notes'),
    forceOverwrite: given.on('overwrite'),
    ...(signature && { signature: new Blob([new Uint8Array(readFileSync(signature))]) }),
  };
  const sending = fleet.apps.deploy(app, upload, { signal });
  const accepted = await terminal.during(`Sending ${packed.file} …`, sending);
  const { id } = accepted.deployment;
  if (given.on('no-wait')) {
    if (json) terminal.json(accepted);
    else terminal.out(`Deployment ID: ${id}\nStatus: ${accepted.deployment.status}`);
    return 0;
  }
  if (!json) terminal.out(`Deployment ID: ${id}`);
  return watch(context, fleet, id);
}

/** The app of this id or name; one is made for a name that none has. */
async function appOf(fleet: FleetPromptClient, wanted: string): Promise<string> {
  if (!wanted) throw new UsageError('Which agent app? Give --app with its id or name.');
  for await (const { id, name } of fleet.apps.list({ search: wanted }))
    if (id === wanted || name === wanted) return id;
  if (/^[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}$/i.test(wanted)) return wanted;
  return (await fleet.apps.create({ name: wanted })).id;
}

async function watch(context: Context, fleet: FleetPromptClient, id: string): Promise<number> {
  const { terminal, json, signal } = context;
  const shown = new Map<string, string>();
  let last: PackageDeployment | undefined;
  for await (const deployment of fleet.deployments.stream(id, { signal })) {
    last = deployment;
    if (json) continue;
    for (const { name, status, error } of deployment.progress.steps) {
      if (status === 'pending' || shown.get(name) === status) continue;
      shown.set(name, status);
      const [mark, color] = MARKS[status];
      terminal.out(
        `  ${terminal.color(color, mark)} ${name}: ${status}${error ? `: ${error}` : ''}`,
      );
    }
  }
  if (json) terminal.json(last);
  else if (last?.status === 'completed') {
    terminal.out(terminal.color('green', `✓ Deployed ${last.name} ${last.version}`));
    for (const agent of last.result?.agents ?? [])
      terminal.out(`  Agent: ${agent.name} ${agent.id}`);
    for (const warning of last.result?.warnings ?? []) terminal.note(`  ! ${warning}`);
  } else
    terminal.note(
      terminal.color('red', `✗ ${last?.error ?? `The deployment is ${last?.status}.`}`),
    );
  return last?.status === 'completed' ? 0 : EXIT.failed;
}

const MARKS = {
  pending: ['·', 'gray'],
  processing: ['…', 'cyan'],
  completed: ['✓', 'green'],
  failed: ['✗', 'red'],
  cancelled: ['✗', 'yellow'],
} as const;
