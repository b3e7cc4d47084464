import { type Completion, snippetCompletion } from '@codemirror/autocomplete';
import { CONTROLS, DECLARATIONS } from '@/components/dsl/words';

const BODIES: Record<keyof typeof DECLARATIONS, string> = {
  workflow: 'workflow #{Name} {\n\t#{}\n}',
  job: 'job #{Name} {\n\tschedule "#{0 2 * * *}"\n\ttask "#{task}"\n\tpayload { #{} }\n}',
  agent: 'agent #{Name} {\n\tmodel "#{model}"\n\tsystem_prompt "#{You answer shortly.}"\n}',
  integration: 'integration #{Name} {\n\ttype #{slack}\n}',
  entity: 'entity #{Name} {\n\tid: uuid\n\t#{}\n}',
  endpoint: 'endpoint #{GET} #{/things} { auth: required returns: #{Thing} }',
  function: 'function #{name}(#{id}) {}',
  event: 'event #{Name} {\n\t#{}\n}',
  variables: 'variables {\n\t#{name}: #{"value"}\n}',
  var: 'var #{name} = #{"value"}',
};

/** Whole declarations, with their names to be filled in. */
export const DECLARE: Completion[] = Object.entries(BODIES).map(([label, body]) =>
  snippetCompletion(body, {
    label,
    detail: DECLARATIONS[label as keyof typeof DECLARATIONS],
    type: 'keyword',
  }),
);

const CONTROL: Record<keyof typeof CONTROLS, string> = {
  if: 'if "#{condition}" {\n\t#{}\n}',
  for: 'for #{item} in "#{input.items}" {\n\t#{}\n}',
  while: 'while "#{condition}" with { maxIterations: #{10} } {\n\t#{}\n}',
  parallel: 'parallel {\n\t#{}\n}',
  switch: 'switch {\n\tcase "#{condition}" { #{} }\n}',
};

/** What a step can be, where one is written. */
export const STEP: Completion[] = [
  snippetCompletion('#{name}: Agent("#{agent}")', {
    label: 'name: Agent("…")',
    detail: 'Asks an agent or a model',
    type: 'class',
  }),
  snippetCompletion('#{name} {\n\tactivity "#{http.request}"\n\tinput { #{} }\n}', {
    label: 'name { activity "…" }',
    detail: 'Uses a connector, or sends a request',
    type: 'class',
  }),
  ...Object.entries(CONTROL).map(([label, body]) =>
    snippetCompletion(body, {
      label,
      detail: CONTROLS[label as keyof typeof CONTROLS],
      type: 'keyword',
    }),
  ),
];

/** What most steps of a type begin with. */
export const IN_CALL: Record<string, string> = {
  llm: 'model: "#{model}" prompt: "#{prompt}"',
  http_request: 'url: "#{https://}"',
  set: '#{name}: #{"value"}',
  transform: 'expression: "#{input}"',
  delay: 'duration: #{10m}',
  wait_event: 'event: "#{event}"',
  approval: 'title: "#{title}"',
  workflow: 'workflowId: "#{Name}"',
  job: 'task_type: "#{task}"',
  emit: 'event: "#{event}"',
  fail: 'message: "#{message}"',
};
