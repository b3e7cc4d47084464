import type { WorkflowRun } from '@fleetprompt/sdk';
import { type Command, EXIT } from '../command';
import { jsonObject } from '../given-json';
import { exitOf, inputOf, report } from './execute';
import { LIMIT, show } from './listing';

const RUN = { id: ({ id }: WorkflowRun) => id, state: ({ state }: WorkflowRun) => state };

export const workflows: Command[] = [
  {
    name: 'workflows:list',
    aliases: ['workflows'],
    options: LIMIT,
    says: 'List workflows',
    run: (context) =>
      show(context, context.client().workflows.list(), {
        ID: ({ id }) => id,
        NAME: ({ name }) => name,
        STATUS: ({ status }) => status,
        PUBLISHED: ({ publishedVersion }) => publishedVersion,
        UPDATED: ({ updatedAt }) => updatedAt,
      }),
  },
  {
    name: 'workflows:get',
    args: ['<workflow-id>'],
    says: 'Print a workflow with its definition as JSON',
    async run({ terminal, given, client }) {
      terminal.json(await client().workflows.get(given.args[0] as string));
      return 0;
    },
  },
  {
    name: 'workflows:create',
    args: ['<definition.json>'],
    options: { name: { value: 'name', says: "Instead of the definition's own" } },
    says: 'Create and publish a workflow from its definition',
    async run({ terminal, given, client, json }) {
      const definition = jsonObject(`@${given.args[0]}`, given.args[0] as string);
      const name = given.text('name');
      const made = await client().createWorkflow({ definition, ...(name && { name }) });
      if (json) terminal.json(made);
      else
        terminal.out(
          `${terminal.color('green', `✓ Created workflow: ${made.name}`)}\n  ID: ${made.id}`,
        );
      return 0;
    },
  },
  {
    name: 'workflows:validate',
    args: ['<definition.json>'],
    says: 'Tell what is wrong with a definition',
    async run({ terminal, given, client, json }) {
      const definition = jsonObject(`@${given.args[0]}`, given.args[0] as string);
      const { valid, problems, warnings } = await client().workflows.validate({ definition });
      if (json) terminal.json({ valid, problems, warnings });
      else {
        for (const { path, message } of problems) terminal.out(`✗ ${path}: ${message}`);
        for (const { path, message } of warnings) terminal.out(`! ${path}: ${message}`);
        if (valid) terminal.out(terminal.color('green', '✓ The definition is good.'));
      }
      return valid ? 0 : EXIT.failed;
    },
  },
  {
    name: 'run',
    aliases: ['workflows:run'],
    args: ['<workflow-id>'],
    options: {
      input: { value: 'json', short: 'i', says: 'Input as JSON string, or @file' },
      'no-wait': { says: 'Return once it is accepted' },
    },
    says: 'Run a workflow',
    async run(context) {
      const { terminal, given, client, json, signal } = context;
      const fleet = client();
      const input = inputOf(context);
      let run = await fleet.runWorkflow(given.args[0] as string, input, { signal });
      if (!json) terminal.out(`Run ID: ${run.id}\nStatus: ${run.status}`);
      if (!given.on('no-wait')) {
        run = await terminal.during('Running …', fleet.waitForRun(run.id, { signal }));
        if (!json) report(context, run);
      }
      if (json) terminal.json(run);
      return exitOf(run);
    },
  },
  {
    name: 'runs:list',
    aliases: ['runs'],
    options: { ...LIMIT, workflow: { value: 'id', says: 'Only those of a workflow' } },
    says: 'List runs of workflows',
    run: (context) =>
      show(context, context.client().runs.list({ workflow_id: context.given.text('workflow') }), {
        ID: RUN.id,
        STATE: RUN.state,
        WORKFLOW: ({ workflow_name, workflow_type }) => workflow_name ?? workflow_type,
        CREATED: ({ created_at }) => created_at,
      }),
  },
  {
    name: 'runs:get',
    args: ['<run-id>'],
    says: 'Show a run and its steps',
    async run({ terminal, given, client, json }) {
      const [id = ''] = given.args;
      const { runs } = client();
      const [run, steps] = await Promise.all([runs.get(id), runs.steps(id).toArray()]);
      if (json) terminal.json({ ...run, steps });
      else {
        terminal.out(`Run ID: ${run.id}\nStatus: ${run.state}`);
        for (const step of steps) terminal.out(`  ${step.status.padEnd(10)} ${step.name}`);
        if (run.error) terminal.out(`Error: ${run.error.message}`);
      }
      return 0;
    },
  },
  {
    name: 'runs:cancel',
    args: ['<run-id>'],
    says: 'Cancel a run',
    async run({ terminal, given, client, json }) {
      const run = await client().runs.cancel(given.args[0] as string);
      if (json) terminal.json(run);
      else terminal.out(`✓ Cancelled: ${run.status}`);
      return 0;
    },
  },
];
