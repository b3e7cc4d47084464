import { type Command, EXIT } from '../command';
import { jsonObject } from '../given-json';
import { LIMIT, show } from './listing';

export const jobs: Command[] = [
  {
    name: 'jobs:list',
    aliases: ['jobs'],
    options: { ...LIMIT, queue: { value: 'name', says: 'Only those of a queue' } },
    says: 'List jobs',
    run: (context) =>
      show(context, context.client().jobs.list({ queue: context.given.text('queue') }), {
        ID: ({ id }) => id,
        TYPE: ({ task_type }) => task_type,
        STATUS: ({ status }) => status,
        QUEUE: ({ queue }) => queue,
        ATTEMPT: ({ attempt }) => attempt,
      }),
  },
  {
    name: 'jobs:get',
    args: ['<job-id>'],
    says: 'Print a job as JSON',
    async run({ terminal, given, client }) {
      terminal.json(await client().jobs.get(given.args[0] as string));
      return 0;
    },
  },
  {
    name: 'jobs:submit',
    args: ['<task-type>'],
    options: {
      payload: { value: 'json', short: 'p', says: 'Payload as JSON string, or @file' },
      queue: { value: 'name', says: 'The queue it waits in' },
      follow: { short: 'f', says: 'Show its log until its end' },
    },
    says: 'Submit a job',
    async run({ terminal, given, client, json, signal }) {
      const { jobs } = client();
      const payload = given.text('payload');
      const queue = given.text('queue');
      const job = await jobs.submit({
        task_type: given.args[0] as string,
        ...(payload !== undefined && { payload: jsonObject(payload, '--payload') }),
        ...(queue !== undefined && { queue }),
      });
      if (!given.on('follow')) {
        if (json) terminal.json(job);
        else terminal.out(`Job ID: ${job.id}\nStatus: ${job.status}`);
        return 0;
      }
      for await (const event of jobs.stream(job.id, { signal })) {
        if (json) terminal.jsonLine(event);
        else if (event.type === 'log') terminal.out(`${event.data.level} ${event.data.message}`);
        else if (event.type === 'done') terminal.out(`Status: ${event.data.status}`);
        if (event.type === 'done') return event.data.status === 'completed' ? 0 : EXIT.failed;
      }
      return EXIT.failed;
    },
  },
  {
    name: 'jobs:retry',
    args: ['<job-id>'],
    says: 'Try a failed job again',
    async run({ terminal, given, client, json }) {
      const job = await client().jobs.retry(given.args[0] as string);
      if (json) terminal.json(job);
      else terminal.out(`✓ ${job.status}`);
      return 0;
    },
  },
  {
    name: 'jobs:cancel',
    args: ['<job-id>'],
    says: 'Cancel a job',
    async run({ terminal, given, client, json }) {
      const [id = ''] = given.args;
      await client().jobs.cancel(id);
      if (json) terminal.json({ id, cancelled: true });
      else terminal.out('✓ Job cancelled');
      return 0;
    },
  },
];
