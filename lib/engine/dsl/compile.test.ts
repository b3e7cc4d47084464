import { expect, test } from 'vitest';
import { compile, type DslOptions, sentence } from './compile';

const told = (source: string, options: DslOptions = {}) =>
  compile(source, options).diagnostics.map(sentence);
const definition = (source: string, options: DslOptions = {}) => {
  const { diagnostics, workflows } = compile(source, options);
  expect(diagnostics).toEqual([]);
  return workflows[0]?.definition;
};

test('the smallest document asks a model with the input of the run', () => {
  expect(definition('workflow MyWorkflow {\n  step1: Agent("gpt-4")\n}')).toEqual({
    name: 'MyWorkflow',
    steps: [
      { id: 'step1', type: 'agent', config: { model: 'gpt-4', prompt: '{{ json(input) }}' } },
    ],
  });
});

test('triggers, settings, agents, activities, conditions and branches become one definition', () => {
  const source = `
workflow Triage {
  trigger event "ticket.created" if "data.priority > 1"
  trigger schedule "0 6 * * *" timezone "Europe/Zurich"
  timeout 2h
  max_credits 50
  concurrency { limit 5 key "input.customerId" }
  classify: Agent("Support triage") { input: { text: "workflow.input.body" } }
  steps {
    notify { activity "slack.send_message" input { channel: "#triage", text: steps.classify.output } if "steps.classify.output.urgent == true" timeout "30s" }
    if "steps.classify.output.refund" {
      refund { activity "stripe.create_invoice" credential "Stripe live" }
    } else if input.later {
      pause: delay { duration: 10m }
    } else {
      done: stop
    }
    for line in "input.lines" with { concurrency: 3 } { each: set { value: "{{ line }}" } } when "input.lines != null"
    both: parallel { branch left { l: set { a: 1 } } branch right { r: set { b: [1, 2.5, -3] } } }
  }
  retry { max_attempts 3 initial_interval "10s" backoff_multiplier 2.0 }
  output { text: "steps.classify.output" }
}`;
  expect(definition(source, { agentKind: () => 'agent' })).toEqual({
    name: 'Triage',
    triggers: [
      { type: 'event', event: 'ticket.created', filter: 'data.priority > 1' },
      { type: 'schedule', cron: '0 6 * * *', timezone: 'Europe/Zurich' },
    ],
    settings: {
      timeout: '2h',
      maxCredits: 50,
      concurrency: { limit: 5, key: 'input.customerId' },
      retry: { maxAttempts: 3, initialInterval: '10s', multiplier: 2 },
    },
    steps: [
      {
        id: 'classify',
        type: 'agent',
        config: { agentId: 'Support triage', input: { text: '{{ workflow.input.body }}' } },
      },
      {
        id: 'notify',
        type: 'connector',
        config: {
          connectorType: 'slack',
          action: 'send_message',
          channel: '#triage',
          text: '{{ steps.classify.output }}',
        },
        if: 'steps.classify.output.urgent == true',
        timeout: '30s',
      },
      {
        type: 'conditional',
        config: {
          condition: 'steps.classify.output.refund',
          // biome-ignore lint/suspicious/noThenProperty: the definition's own word; never awaited
          then: [
            {
              id: 'refund',
              type: 'connector',
              config: {
                connectorType: 'stripe',
                action: 'create_invoice',
                credentialId: 'Stripe live',
              },
            },
          ],
          else: [
            {
              type: 'conditional',
              config: {
                condition: 'input.later',
                // biome-ignore lint/suspicious/noThenProperty: the definition's own word; never awaited
                then: [{ id: 'pause', type: 'delay', config: { duration: '10m' } }],
                else: [{ id: 'done', type: 'stop' }],
              },
            },
          ],
        },
      },
      {
        type: 'loop',
        config: {
          items: 'input.lines',
          as: 'line',
          concurrency: 3,
          steps: [{ id: 'each', type: 'set', config: { value: '{{ line }}' } }],
        },
        if: 'input.lines != null',
      },
      {
        id: 'both',
        type: 'parallel',
        config: {
          branches: [
            { id: 'left', steps: [{ id: 'l', type: 'set', config: { a: 1 } }] },
            { id: 'right', steps: [{ id: 'r', type: 'set', config: { b: [1, 2.5, -3] } }] },
          ],
        },
      },
    ],
    output: { text: '{{ steps.classify.output }}' },
  });
});

test('variables of the document can be given anew, those of a workflow cannot', () => {
  const source =
    'var env = "staging"\nvariables { debug: false }\nworkflow A { variables { n: 2 } s: set { e: variables.env } }';
  expect(definition(source)).toMatchObject({
    vars: { env: '{{ input?.env ?? "staging" }}', debug: '{{ input?.debug ?? false }}', n: 2 },
    steps: [{ config: { e: '{{ variables.env }}' } }],
  });
});

test('declared agents and integrations stand behind the steps that name them', () => {
  const source = `
agent Writer { model "claude-sonnet-4" system_prompt "You write." max_tokens 500 }
integration Chat { type slack credential "Slack bot" }
workflow W {
  a: Agent("Writer") { prompt: "Write." }
  b { activity "Chat.send_message" input { channel: "#x", text: "hi" } }
}`;
  expect(definition(source)).toMatchObject({
    steps: [
      {
        config: {
          model: 'claude-sonnet-4',
          system: 'You write.',
          maxTokens: 500,
          prompt: 'Write.',
        },
      },
      { config: { connectorType: 'slack', credentialId: 'Slack bot', action: 'send_message' } },
    ],
  });
});

test('jobs are read with their schedule, task, queue and tries', () => {
  const { jobs, diagnostics } = compile(
    'job Nightly { schedule "0 2 * * *" task "report-generation" queue "default" retry { max_attempts 2 } }',
  );
  expect(diagnostics).toEqual([]);
  expect(jobs).toMatchObject([
    {
      name: 'Nightly',
      schedule: '0 2 * * *',
      task: 'report-generation',
      queue: 'default',
      maxRetries: 1,
    },
  ]);
});

test.each<[string, string[], DslOptions?]>([
  ['workflow A {\n a: \n}', ['parse error: unexpected token "}" at line 3']],
  ['workflow A {\n a: set { }', ['parse error: unexpected end at line 2']],
  ['hello', ['parse error: unexpected token "hello" at line 1']],
  ['workflow A { a: set { x: 1 § } }', ['parse error: unexpected character "§" at line 1']],
  [
    'workflow A {\n a: Agent("nobody")\n}',
    ['validation error: undefined agent type "nobody" at line 2'],
    { agentKind: () => null },
  ],
  [
    'workflow A { a: stop }\nworkflow A { a: stop }',
    ['validation error: duplicate workflow "A" at line 2'],
  ],
  [
    'workflow A {\n a: set { x: "{{ steps.later.output }}" }\n later: set { }\n}',
    ['validation error: '],
  ],
  ['workflow A {\n trigger schedule "never"\n a: stop\n}', ['validation error: ']],
  ['workflow A {\n a: set { }\n a: set { }\n}', ['validation error: ']],
  ['workflow A {\n a: stop("x")\n}', ['validation error: "stop" takes no argument at line 2']],
  ['workflow A {\n a: nonsense { }\n}', ['validation error: ']],
  [
    'job J { schedule "x" }',
    ['validation error: job "J" needs a task', 'validation error: bad schedule "x"'],
  ],
  ['exec { rm -rf / }', ['validation error: exec runs shell commands, which is not allowed']],
  [
    'workflow A { a: set { k: env(HOME) } }',
    ['validation error: environment variable "HOME" is not'],
  ],
  [
    'endpoint FETCH /x { handler: nobody }',
    ['validation error: unknown method "FETCH"', 'validation error: undefined function "nobody"'],
  ],
])('%j is told as it is wrong', (source, sentences, options = {}) => {
  const all = told(source, options);
  expect(all).toHaveLength(sentences.length);
  for (const [i, it] of sentences.entries()) expect(all[i]).toContain(it);
});

test('all mistakes of a document are told at once, each at its line', () => {
  const source =
    'workflow A {\n a: \n}\nworkflow B {\n x: set { a: }\n}\nfoo bar\nworkflow C { y: stop }';
  const { diagnostics, workflows } = compile(source);
  expect(diagnostics.map((it) => it.span.line)).toEqual(expect.arrayContaining([3, 5, 7]));
  expect(workflows.map((it) => it.name)).toContain('C');
});

test('an allowed variable of the environment is put in', () => {
  const env = (name: string) => (name === 'REGION' ? 'eu' : undefined);
  expect(definition('workflow A { a: set { r: env(REGION) } }', { env })).toMatchObject({
    steps: [{ config: { r: 'eu' } }],
  });
});

test('a document has at most 500 workflows and 500 jobs', () => {
  const many = (n: number, text: (i: number) => string) =>
    compile(Array.from({ length: n }, (_, i) => text(i)).join('\n'));
  const job = (i: number) => `job J${i} { task "x" }`;
  expect(many(500, job)).toMatchObject({ diagnostics: [], jobs: { length: 500 } });
  for (const text of [job, (i: number) => `workflow W${i} { a: stop }`])
    expect(many(501, text).diagnostics).toMatchObject([{ code: 'too_many', span: { line: 501 } }]);
});
