import { type Completion, snippetCompletion } from '@codemirror/autocomplete';
import type { Named, Names } from '@/components/dsl/names';
import { type Place, placeAt } from '@/components/dsl/place';
import { keyOf, references } from '@/components/dsl/references';
import { DECLARE, IN_CALL, STEP } from '@/components/dsl/snippets';
import {
  ACTIVITY,
  AGENT,
  ATTRIBUTES,
  CONCURRENCY,
  ENDPOINT,
  INTEGRATION,
  JOB,
  METHODS,
  MODIFIERS,
  RETRY,
  SETTINGS,
  TRIGGERS,
  TYPES,
} from '@/components/dsl/words';
import type { Document } from '@/lib/engine/dsl/ast';
import { CONFIGS } from '@/lib/engine/step-configs';
import { STEP_TYPES, stepType } from '@/lib/engine/step-types';

export type Found = { from: number; options: Completion[] };

const listed = (words: Record<string, string>, type: string): Completion[] =>
  Object.entries(words).map(([label, detail]) => ({ label, detail, type }));
const keys = (words: Record<string, string>, after = ' '): Completion[] =>
  Object.entries(words).map(([label, detail]) => ({
    label,
    detail,
    type: 'property',
    apply: label + after,
  }));
const plain = (words: readonly string[], type: string): Completion[] =>
  words.map((label) => ({ label, type }));
const named = (all: readonly Named[], type: string): Completion[] =>
  all.map(({ value, note }) => ({ label: value, detail: note?.slice(0, 60), type }));

/** What can be written at a place of a document. `document` is its tree as last read. */
export function completionsAt(
  source: string,
  at: number,
  document: Document,
  names: Names,
): Found | null {
  const place = placeAt(source, at);
  if (!place) return null;
  const options = place.quoted
    ? quotedOptions(place, document, names)
    : bareOptions(place, document, names);
  if (!options || options.options.length === 0) return null;
  return options;
}

function quotedOptions(place: Place, document: Document, names: Names): Found | null {
  const { frame, from } = place;
  const found = (options: Completion[]): Found => ({ from, options });
  const key = keyOf(place);
  if (frame.kind === 'args' && frame.of === 'Agent') return found(agents(document, names));
  if (frame.kind === 'activity' && key === 'activity')
    return found([
      { label: 'http.request', detail: 'Sends an HTTP request', type: 'function' },
      ...integrationActions(document, names),
      ...named(names.actions, 'function'),
      ...workflowsOf(document, names).map((one) => ({ ...one, label: `workflow.${one.label}` })),
      ...names.agents.map(({ value, note }) => ({
        label: `agent.${value}`,
        detail: note,
        type: 'class',
      })),
    ]);
  if (frame.kind === 'job' && key === 'task')
    return found([...named(names.tasks, 'function'), ...workflowsOf(document, names)]);
  if (frame.kind === 'agent' && key === 'model') return found(named(names.models, 'class'));
  if (frame.kind === 'agent' && key === 'agent') return found(named(names.agents, 'class'));
  if (frame.kind === 'integration' && key === 'type')
    return found(named(names.connectorTypes, 'class'));
  if (frame.kind === 'call' && key === 'event') return found(named(names.events, 'constant'));
  if (frame.kind === 'call' && key === 'workflowId') return found(workflowsOf(document, names));
  if (frame.kind === 'workflow' && key === 'event') return found(named(names.events, 'constant'));
  return references(place, document);
}

const agents = ({ declarations }: Document, { agents: known, models }: Names): Completion[] => [
  ...declarations.flatMap((it) =>
    it.kind === 'agent'
      ? [{ label: it.name.value, detail: 'Of this document', type: 'class', boost: 2 }]
      : [],
  ),
  ...named(known, 'class'),
  ...models.map(({ value, note }) => ({ label: value, detail: note ?? 'Model', type: 'constant' })),
];

const workflowsOf = ({ declarations }: Document, { workflows }: Names): Completion[] => {
  const own = declarations.flatMap((it) => (it.kind === 'workflow' ? [it.name.value] : []));
  return [
    ...own.map((label) => ({ label, detail: 'Of this document', type: 'namespace', boost: 1 })),
    ...named(
      workflows.filter(({ value }) => !own.includes(value)),
      'namespace',
    ),
  ];
};

/** Actions under the names that the document's integrations give to connectors. */
const integrationActions = ({ declarations }: Document, { actions }: Names): Completion[] =>
  declarations.flatMap((it) => {
    if (it.kind !== 'integration') return [];
    const given = it.props.find(({ key }) => key === 'type')?.value;
    const type = given && 'value' in given ? String(given.value) : it.name.value;
    return actions
      .filter(({ value }) => value.startsWith(`${type}.`))
      .map(({ value, note }) => ({
        label: it.name.value + value.slice(type.length),
        detail: note?.slice(0, 60),
        type: 'function',
        boost: 1,
      }));
  });

function bareOptions(place: Place, document: Document, names: Names): Found | null {
  const { frame, before, from } = place;
  const found = (options: Completion[]): Found => ({ from, options });
  const last = before.at(-1)?.image ?? '';
  const steps = ['workflow', 'steps'].includes(frame.kind);
  if (last === '.') return references(place, document);
  if (last === 'trigger' && frame.kind === 'workflow') return found(listed(TRIGGERS, 'keyword'));
  if (last === 'endpoint' && frame.kind === 'top') return found(plain(METHODS, 'constant'));
  if (frame.kind === 'entity')
    return last === ':' || last === '['
      ? found([...plain(TYPES, 'type'), ...entities(document)])
      : found(plain(ATTRIBUTES, 'property'));
  if (frame.kind === 'endpoint') {
    const key = keyOf(place);
    if (key === 'returns' || key === 'body') return found(entities(document));
    if (key === 'handler') return found(functions(document));
    if (key === 'auth') return found(plain(['required', 'apiKey', 'none'], 'constant'));
  }
  if (frame.kind === 'integration' && keyOf(place) === 'type')
    return found(named(names.connectorTypes, 'class'));
  if (steps && last === ':') return found(types());
  if (['if', 'while', 'in', 'when', 'case'].includes(last)) return references(place, document);
  if (last === ':' && ['call', 'input', 'object'].includes(frame.kind))
    return references(place, document);
  switch (frame.kind) {
    case 'top':
      return found(DECLARE);
    case 'workflow':
      return found([...STEP, ...keys(SETTINGS), ...keys(MODIFIERS)]);
    case 'steps':
      return found([...STEP, ...keys(MODIFIERS)]);
    case 'switch':
      return found([
        snippetCompletion('case "#{condition}" {\n\t#{}\n}', { label: 'case', type: 'keyword' }),
        snippetCompletion('default {\n\t#{}\n}', { label: 'default', type: 'keyword' }),
      ]);
    case 'activity':
      return found(keys({ ...ACTIVITY, ...MODIFIERS }));
    case 'input':
      return found(inputsOf(frame.of, document, names));
    case 'call':
      return found(configOf(frame.of));
    case 'retry':
      return found(keys(RETRY));
    case 'concurrency':
      return found(keys(CONCURRENCY));
    case 'job':
      return found(keys(JOB));
    case 'endpoint':
      return found(keys(ENDPOINT, ': '));
    case 'agent':
      return found(keys(AGENT));
    case 'integration':
      return found(keys(INTEGRATION));
    default:
      return null;
  }
}

const entities = ({ declarations }: Document): Completion[] =>
  declarations.flatMap((it) =>
    it.kind === 'entity' ? [{ label: it.name.value, detail: 'Entity', type: 'type' }] : [],
  );
const functions = ({ declarations }: Document): Completion[] =>
  declarations.flatMap((it) =>
    it.kind === 'function' ? [{ label: it.name.value, detail: 'Function', type: 'function' }] : [],
  );

/** Types of steps behind `name:`. */
const types = (): Completion[] => [
  snippetCompletion('Agent("#{name}")', {
    label: 'Agent',
    detail: 'Asks an agent or a model',
    type: 'class',
    boost: 3,
  }),
  ...Object.entries(STEP_TYPES)
    .filter(([type, { kind }]) => kind !== 'container' && type !== 'agent')
    .map(([type, { about }]) =>
      snippetCompletion(`${type} { ${IN_CALL[type] ?? '#{}'} }`, {
        label: type,
        detail: about,
        type: 'function',
      }),
    ),
];

/** The keys of a step's config, as its schema says them. */
function configOf(callee: string): Completion[] {
  const type = callee === 'Agent' ? 'agent' : stepType(callee, {});
  const schema = type && CONFIGS[type];
  if (!schema || !('shape' in schema)) return [];
  const shape = Object.keys(schema.shape as object);
  const own = callee === 'Agent' ? ['agentId', 'model'] : ['then', 'else', 'steps'];
  return shape
    .filter((key) => !own.includes(key))
    .map((label) => ({ label, type: 'property', apply: `${label}: ` }));
}

function inputsOf(activity: string, { declarations }: Document, { actions }: Names): Completion[] {
  if (activity === 'http.request')
    return configOf('http_request').filter(({ label }) => label !== 'credentialId');
  const [kind = '', ...rest] = activity.split('.');
  const integration = declarations.find(
    (it) => it.kind === 'integration' && it.name.value === kind,
  );
  const given =
    integration && 'props' in integration
      ? integration.props.find(({ key }) => key === 'type')?.value
      : undefined;
  const type = given && 'value' in given ? String(given.value) : kind;
  const action = actions.find(({ value }) => value === [type, ...rest].join('.'));
  return (action?.fields ?? []).map(({ value, note }) => ({
    label: value,
    detail: note?.slice(0, 60),
    type: 'property',
    apply: `${value}: `,
  }));
}
