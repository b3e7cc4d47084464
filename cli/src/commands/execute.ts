import { type Execution, FleetPromptError } from '@fleetprompt/sdk';
import { type Context, EXIT, UsageError } from '../command';
import { jsonObject } from '../given-json';

export async function execute(context: Context): Promise<number> {
  const { terminal, given, client, json, signal } = context;
  const [id = ''] = given.args;
  const input = inputOf(context);
  const fleet = client();
  if (given.on('stream')) return streamed(context, id, input);
  const start = fleet.executeAgent(id, input, { wait: 0, signal });
  let execution = await terminal.during('Executing agent …', start);
  if (!json) {
    terminal.note(terminal.color('green', '✓ Execution started'));
    terminal.out(`Execution ID: ${execution.id}`);
    terminal.out(`Status: ${execution.status}`);
  }
  if (!given.on('no-wait')) {
    const end = fleet.waitForExecution(execution.id, { signal });
    execution = await terminal.during('Waiting for completion …', end);
    if (!json) report(context, execution);
  }
  if (json) terminal.json(execution);
  return exitOf(execution);
}

/** The input of an execution: `--message`, or `--input` as JSON. */
export function inputOf({ given }: Context): Record<string, unknown> {
  const [message, input] = [given.text('message'), given.text('input')];
  if (message !== undefined && input !== undefined)
    throw new UsageError('Give --message or --input, not both.');
  if (message !== undefined) return { message };
  return input === undefined ? {} : jsonObject(input, '--input');
}

type Ended = Pick<Execution, 'status' | 'error'> & { output?: unknown };

export function report({ terminal }: Context, { status, output, error }: Ended): void {
  if (status === 'completed') {
    terminal.note(terminal.color('green', '✓ Execution completed'));
    terminal.out('\nOutput:');
    terminal.out(JSON.stringify(output, null, 2));
  } else
    terminal.note(
      terminal.color('red', `✗ Execution ${status}${error ? `: ${error.message}` : ''}`),
    );
}

export const exitOf = ({ status }: { status: string }): number =>
  status === 'failed' || status === 'cancelled' ? EXIT.failed : 0;

async function streamed(context: Context, id: string, input: Record<string, unknown>) {
  const { terminal, client, json, signal } = context;
  let wrote = false;
  for await (const event of client().streamAgent(id, input, { signal })) {
    if (json) terminal.jsonLine({ type: event.type, data: event.data });
    else if (event.type === 'text') {
      terminal.piece(event.data.text);
      wrote = true;
    }
    if (event.type !== 'done') continue;
    if (wrote) terminal.piece('\n');
    if (!json && event.data.status !== 'completed') report(context, event.data);
    return exitOf(event.data);
  }
  throw new FleetPromptError('STREAM_BROKEN', 'The stream ended before the execution did.');
}
