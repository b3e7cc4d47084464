import type { Execution } from '@fleetprompt/sdk';
import type { Command } from '../command';
import { exitOf, report } from './execute';
import { LIMIT, show } from './listing';

const STATUS = { status: { value: 'status', says: 'Only those in this status' } };

export const executions: Command[] = [
  {
    name: 'executions:list',
    aliases: ['executions'],
    options: { ...LIMIT, ...STATUS, agent: { value: 'id', says: 'Only those of an agent' } },
    says: 'List executions',
    run(context) {
      const { given, client } = context;
      const status = given.text('status') as Execution['status'] | undefined;
      const list = client().listExecutions({ agent_id: given.text('agent'), status });
      return show(context, list, {
        ID: ({ id }) => id,
        STATUS: ({ status }) => status,
        AGENT: ({ agent_name, kind }) => agent_name ?? kind,
        CREDITS: ({ credits }) => credits,
        CREATED: ({ created_at }) => created_at,
      });
    },
  },
  {
    name: 'executions:get',
    args: ['<execution-id>'],
    options: { wait: { says: 'Wait for its end' } },
    says: 'Show an execution',
    async run(context) {
      const { terminal, given, client, json, signal } = context;
      const [id = ''] = given.args;
      const call = given.on('wait')
        ? client().waitForExecution(id, { signal })
        : client().getExecution(id, { signal });
      const execution = await terminal.during('Loading …', call);
      if (json) terminal.json(execution);
      else {
        terminal.out(`Execution ID: ${execution.id}\nStatus: ${execution.status}`);
        if (execution.completed_at) report(context, execution);
      }
      return given.on('wait') ? exitOf(execution) : 0;
    },
  },
  {
    name: 'executions:cancel',
    args: ['<execution-id>'],
    says: 'Cancel an execution',
    async run({ terminal, given, client, json }) {
      const execution = await client().executions.cancel(given.args[0] as string);
      if (json) terminal.json(execution);
      else terminal.out(`✓ Cancelled: ${execution.status}`);
      return 0;
    },
  },
  {
    name: 'logs',
    args: ['<execution-id>'],
    options: { follow: { short: 'f', says: 'Go on until the execution has ended' } },
    says: 'Show the log of an execution',
    async run({ terminal, given, client, json, signal }) {
      const [id = ''] = given.args;
      const { executions } = client();
      const lines = given.on('follow')
        ? executions.followLogs(id, { signal })
        : executions.logs(id, {}, { signal });
      for await (const line of lines) {
        if (json) terminal.jsonLine(line);
        else {
          const color =
            line.level === 'error' ? 'red' : line.level === 'warning' ? 'yellow' : 'gray';
          terminal.out(
            `${terminal.color('gray', line.timestamp)} ${terminal.color(color, line.level)} ${line.message}`,
          );
        }
      }
      return 0;
    },
  },
];
