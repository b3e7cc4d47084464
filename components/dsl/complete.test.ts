import { expect, test } from 'vitest';
import { read } from '@/components/dsl/check';
import { completionsAt } from '@/components/dsl/complete';
import { namesOf } from '@/components/dsl/names';

const names = namesOf({
  agents: { data: [{ slug: 'triage', name: 'Triage' }] },
  models: { data: [{ name: 'sandbox', label: 'Sandbox' }] },
  connectors: [
    {
      type: 'slack',
      name: 'Slack',
      actions: [
        {
          name: 'send_message',
          description: 'Sends a message.',
          inputSchema: { properties: { channel: {}, text: {} } },
        },
      ],
    },
  ],
  workflows: [{ name: 'Elsewhere' }],
  tasks: { types: [{ type: 'report-generation', description: 'A report.' }] },
  events: [{ type: 'ticket.created', description: 'A ticket.' }],
});

/** What is offered where `|` stands, and what it takes the place of. */
function at(marked: string) {
  const place = marked.indexOf('|');
  const source = marked.replace('|', '');
  const found = completionsAt(source, place, read(source).document, names);
  const labels = found?.options.map(({ label }) => label) ?? [];
  return { labels, over: found ? source.slice(found.from, place) : null };
}

test('declarations are offered where one can stand', () => {
  expect(at('wo|').labels).toEqual(expect.arrayContaining(['workflow', 'job', 'endpoint']));
  expect(at('workflow A { a: set { x: 1 } }\n|').labels).toContain('workflow');
  expect(at('// a wo|').labels).toEqual([]);
});

test('the organization’s agents and the document’s stand behind Agent', () => {
  const doc = (caret: string) =>
    `agent Writer { model "sandbox" }\nworkflow A { a: Agent("${caret}") }`;
  expect(at(doc('|')).labels).toEqual(['Writer', 'triage', 'sandbox']);
  expect(at(doc('tri|')).over).toBe('tri');
});

test('an activity offers connectors, and its input the fields of that action', () => {
  const found = at('integration Chat { type slack }\nworkflow A { a { activity "|" } }').labels;
  expect(found).toEqual(
    expect.arrayContaining([
      'http.request',
      'slack.send_message',
      'Chat.send_message',
      'workflow.A',
    ]),
  );
  expect(at('workflow A { a { activity "slack.send_message" input { ch|').labels).toEqual([
    'channel',
    'text',
  ]);
  expect(
    at('integration Chat { type slack }\nworkflow A { a { activity "Chat.send_message" input { |')
      .labels,
  ).toContain('channel');
  expect(at('workflow A { a { activity "http.request" input { |').labels).toContain('url');
});

test('a step reads the steps before it, variables and what is gone through, not itself', () => {
  const doc = (caret: string) =>
    `var region = "eu"\nworkflow A {\n  one: set { x: 1 }\n  for line in "input.lines" {\n    two: set { y: ${caret} }\n  }\n  three: set { z: 1 }\n}`;
  const { labels, over } = at(doc('steps.o|'));
  expect(labels).toEqual(expect.arrayContaining(['steps.one.output', 'variables.region', 'line']));
  expect(labels).not.toContain('steps.two.output');
  expect(labels).not.toContain('steps.three.output');
  expect(over).toBe('steps.o');
  expect(at(doc('"In {{ va|')).over).toBe('va');
  expect(at(doc('"A plain te|')).labels).toEqual([]);
});

test('steps, their types and their config are offered where they belong', () => {
  expect(at('workflow A { | }').labels).toEqual(expect.arrayContaining(['if', 'trigger', 'steps']));
  expect(at('workflow A { a: |').labels).toEqual(
    expect.arrayContaining(['Agent', 'set', 'http_request', 'approval']),
  );
  expect(at('workflow A { a: approval { | }').labels).toEqual(
    expect.arrayContaining(['title', 'assignees']),
  );
  expect(at('workflow A { if input.x { b: set { x: 1 } |').labels).toContain('when');
  expect(at('workflow A { retry { |').labels).toContain('max_attempts');
  expect(at('workflow A { trigger |').labels).toEqual(['manual', 'schedule', 'event', 'webhook']);
  expect(at('workflow A { trigger event "|').labels).toEqual(['ticket.created']);
  expect(at('workflow A { trigger event "x" if "data.a" b { |').labels).toContain('activity');
  expect(at('workflow A { switch { |').labels).toEqual(['case', 'default']);
  expect(at('workflow A { switch { case "input.x" { |').labels).toContain('if');
});

test('jobs, endpoints and entities have words of their own', () => {
  expect(at('job A { task "|').labels).toContain('report-generation');
  expect(at('job A { sch|').labels).toContain('schedule');
  expect(at('endpoint |').labels).toContain('GET');
  const api = 'entity User { id: uuid }\nfunction getUser(id) {}\nendpoint GET /users/{id} { ';
  expect(at(`${api}returns: |`).labels).toEqual(['User']);
  expect(at(`${api}handler: |`).labels).toEqual(['getUser']);
  expect(at(`${api}|`).labels).toContain('returns');
  expect(at('entity User { id: |').labels).toContain('uuid');
});

test('far down a long document the place is found as quickly, and as well', () => {
  const long = Array.from({ length: 1000 }, (_, i) => `job J${i} {\n  task "x"\n}\n`).join('');
  const { labels, over } = at(`${long}workflow A {\n  one: set { x: 1 }\n  two: Agent("tri|`);
  expect(labels).toContain('triage');
  expect(over).toBe('tri');
});
