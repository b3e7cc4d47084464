import type { Operation } from '@/lib/docs/reference/operations';
import sdk from '@/lib/docs/reference/sdk-methods.json';
import {
  addressOf,
  answersJson,
  credentialOf,
  literal,
  STYLES,
  streams,
  type Values,
} from '@/lib/docs/reference/values';

const METHODS: Record<string, string> = sdk.methods;
const js = (value: unknown, depth = 0) => literal(value, STYLES.ts, depth, true);

/** Methods that do more than call their operation: what they are given. */
const OTHERWISE: Record<string, (values: Values) => string> = {
  executeAgent: ({ params, body }) =>
    `executeAgent(${js(params.id)}, ${js((body as { input?: unknown })?.input ?? {})})`,
  createWorkflowRun: ({ body }) => {
    const { workflow_id, input = {} } = body as { workflow_id: string; input?: unknown };
    return `runWorkflow(${js(workflow_id)}, ${js(input)})`;
  },
  streamEvents: () => 'events.stream()',
};

const UPLOADS: Record<string, string> = { uploadPackage: 'upload', deployPackage: 'deploy' };

/** Integers stay numbers in the parameters of a path. */
const given = ({ params }: Operation, values: Values): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values.params).map(([name, value]) => {
      const number = params.find((one) => one.name === name)?.type === 'integer';
      return [name, number ? Number(value) : value];
    }),
  );

function callOf(operation: Operation, values: Values): { kind: string; call: string } {
  const { id } = operation;
  const other = OTHERWISE[id];
  if (other) return { kind: streams(operation) ? 'stream' : 'call', call: other(values) };
  const params = given(operation, values);
  const [, kind, name, takes] = /^(\w+) ([\w.]+)\((.*)\)$/.exec(METHODS[id] ?? '') ?? [];
  if (kind && name) {
    const args = (takes ?? '').split(', ').filter(Boolean);
    const values_ = args.map((arg) => {
      if (arg === 'query') return Object.keys(values.query).length > 0 ? js(values.query) : '';
      if (arg === 'body') return values.body === undefined ? '' : js(values.body);
      return js(params[arg] ?? Object.values(params)[0]);
    });
    return { kind, call: `${name}(${values_.filter(Boolean).join(', ')})` };
  }
  const parts = {
    ...(Object.keys(params).length > 0 && { params }),
    ...(Object.keys(values.query).length > 0 && { query: values.query }),
    ...(values.body !== undefined && { body: values.body }),
  };
  if (streams(operation)) return { kind: 'stream', call: `stream('${id}', ${js(parts)})` };
  return { kind: 'call', call: `call('${id}', ${js(parts)})` };
}

/** The SDK's own method where there is one, else its way to any operation, else plain fetch. */
export function typescriptExample(operation: Operation, values: Values, base: string): string {
  const credential = credentialOf(operation);
  if (!credential || sdk.unknown.includes(operation.id))
    return fetchExample(operation, values, base);
  const head = [
    "import FleetPromptClient from '@fleetprompt/sdk';",
    '',
    'const client = new FleetPromptClient({',
    ...(credential === 'FLEETPROMPT_API_KEY' ? [] : [`  apiKey: process.env.${credential},`]),
    `  baseURL: '${base}/api/v1',`,
    '});',
    '',
  ];
  const upload = UPLOADS[operation.id];
  if (upload)
    return [
      "import { openAsBlob } from 'node:fs';",
      ...head,
      "const file = await openAsBlob('agent.apkg');",
      `const result = await client.apps.${upload}(${js(values.params.id)}, { file });`,
      'console.log(result);',
    ].join('\n');
  const { kind, call } = callOf(operation, values);
  const line =
    kind === 'list' || kind === 'stream'
      ? [`for await (const one of client.${call}) {`, '  console.log(one);', '}']
      : answersJson(operation)
        ? [`const result = await client.${call};`, 'console.log(result);']
        : [`await client.${call};`];
  return [...head, ...line].join('\n');
}

/** Written into examples, not called here. */
const FETCH = 'fetch';

function fetchExample(operation: Operation, values: Values, base: string): string {
  const credential = credentialOf(operation);
  const headers = [
    ...(credential ? [`Authorization: \`Bearer \${process.env.${credential}}\``] : []),
    ...(values.body === undefined ? [] : ["'Content-Type': 'application/json'"]),
  ];
  const init = [
    ...(operation.method === 'GET' ? [] : [`  method: '${operation.method}',`]),
    ...(headers.length > 0 ? [`  headers: { ${headers.join(', ')} },`] : []),
    ...(values.body === undefined ? [] : [`  body: JSON.stringify(${js(values.body, 1)}),`]),
  ];
  const address = addressOf(base, operation, values);
  const given = init.length === 0 ? '' : `, {\n${init.join('\n')}\n}`;
  const shown = answersJson(operation) ? 'await response.json()' : 'await response.text()';
  return `const response = await ${FETCH}('${address}'${given});\nconsole.log(response.status, ${shown});`;
}
