import { formatDuration } from './duration';
import { printExpression } from './expression/print';
import { printTemplate, type Template } from './expression/template';
import { isObject, type Json, own } from './json';
import type { Plan, PlanStep } from './plan';
import { STEP_TYPES } from './step-types';

/**
 * What a definition does and what it can reach. A null in a list means "decided when it runs": an
 * install plan must say so, because it cannot be enforced beforehand.
 */
export type Description = {
  /** One plain sentence for each step, in order, indented by nesting. */
  sentences: { step: string; depth: number; text: string }[];
  triggers: string[];
  hosts: (string | null)[];
  connectors: { connector: string | null; type: string | null; action: string | null }[];
  credentials: (string | null)[];
  secrets: string[];
  agents: (string | null)[];
  models: (string | null)[];
  workflows: (string | null)[];
  jobs: (string | null)[];
  events: (string | null)[];
  mcpTools: { server: string | null; tool: string | null }[];
  runsCode: boolean;
  maxCredits: number | null;
};

export function describe(plan: Plan): Description {
  const steps = Object.values(plan.steps);
  const of = (type: string, key: string) =>
    unique(
      steps
        .filter((it) => it.type === type && field(it, key) !== undefined)
        .map((it) => text(it, key)),
    );
  const credentials = steps
    .filter((it) => field(it, 'credentialId') && ['http_request', 'connector'].includes(it.type))
    .map((it) => text(it, 'credentialId'));
  return {
    sentences: steps.map((it) => ({ step: it.id, depth: depthOf(plan, it), text: sentence(it) })),
    triggers: plan.triggers.map(trigger),
    hosts: unique(
      steps.filter((it) => it.type === 'http_request').map((it) => host(field(it, 'url'))),
    ),
    connectors: unique(
      steps
        .filter((it) => it.type === 'connector')
        .map((it) => ({
          connector: text(it, 'connectorId'),
          type: text(it, 'connectorType'),
          action: text(it, 'action'),
        })),
    ),
    credentials: unique(credentials),
    secrets: unique(steps.flatMap((it) => secretsOf(it.input))),
    agents: of('agent', 'agentId'),
    models: unique([...of('agent', 'model'), ...of('llm', 'model')]),
    workflows: of('workflow', 'workflowId'),
    jobs: of('job', 'task_type'),
    events: of('emit', 'event'),
    mcpTools: unique(
      steps
        .filter((it) => it.type === 'mcp_tool')
        .map((it) => ({ server: text(it, 'server'), tool: text(it, 'tool') })),
    ),
    runsCode: steps.some((it) => it.type === 'code'),
    maxCredits: plan.maxCredits,
  };
}

function unique<T>(items: T[]): T[] {
  const seen = new Map(items.map((it) => [JSON.stringify(it), it]));
  return [...seen.values()];
}

function field(step: PlanStep, key: string): Template | undefined {
  const { input } = step;
  if (input.k === 'obj') return input.e.find(([name]) => name === key)?.[1];
  const value = input.k === 'lit' && isObject(input.v) ? own(input.v, key) : undefined;
  return value === undefined ? undefined : { k: 'lit', v: value };
}

/** The literal text of a field; null when it is absent or decided at run time. */
function text(step: PlanStep, key: string): string | null {
  const value = field(step, key);
  return value?.k === 'lit' && typeof value.v === 'string' ? value.v : null;
}

/** The host that a literal URL leads to, as a client would read it; null when it is decided later. */
function host(url: Template | undefined): string | null {
  if (url?.k === 'lit') return URL.parse(String(url.v))?.host || null;
  const start = url?.k === 'text' || url?.k === 'secret' ? url.p[0] : null;
  // Up to the first slash nothing may be open: "https://a.example" + "@b.example/" leads to b.
  const whole = typeof start === 'string' ? /^https?:\/\/[\w.:-]+\//i.exec(start)?.[0] : undefined;
  return whole ? (URL.parse(whole)?.host ?? null) : null;
}

function secretsOf(template: Template): string[] {
  if (template.k === 'arr') return template.i.flatMap(secretsOf);
  if (template.k === 'obj') return template.e.flatMap(([, it]) => secretsOf(it));
  if (template.k !== 'secret') return [];
  return template.p.flatMap((it) => (typeof it === 'object' && 'secret' in it ? [it.secret] : []));
}

function depthOf(plan: Plan, step: PlanStep): number {
  let depth = 0;
  let owner = plan.blocks[step.block]?.owner;
  while (owner && depth < 100) {
    depth++;
    owner = plan.blocks[plan.steps[owner]?.block ?? 0]?.owner;
  }
  return depth;
}

function trigger(it: Plan['triggers'][number]): string {
  if (it.type === 'schedule') return `on the schedule ${it.cron} (${it.timezone})`;
  if (it.type === 'event') {
    return `when ${it.event} happens${it.filter ? ` and ${printExpression(it.filter)}` : ''}`;
  }
  return it.type === 'webhook' ? 'when its webhook is called' : 'by hand';
}

function sentence(step: PlanStep): string {
  const about = `${step.name}: ${STEP_TYPES[step.type].about}${detail(step)}`;
  const condition = step.if ? `, if ${printExpression(step.if)}` : '';
  const rule = step.onError;
  const error =
    rule.kind === 'goto'
      ? `; on failure runs ${rule.step}`
      : rule.kind === 'fail'
        ? ''
        : rule.kind === 'continue'
          ? '; goes on if it fails'
          : '; on failure undoes what was done';
  return `${about}${condition}${error}.`;
}

function detail(step: PlanStep): string {
  const shown = (key: string) => shownText(field(step, key));
  switch (step.type) {
    case 'http_request':
      return ` ${shown('method') || 'GET'} ${shown('url')}`;
    case 'connector':
      return ` ${shown('connectorId') || shown('connectorType')} to ${shown('action')}`;
    case 'agent':
      return ` ${shown('agentId') || shown('model')}`;
    case 'llm':
      return ` ${shown('model')}`;
    case 'loop':
    case 'while':
    case 'conditional': {
      const node = step.expressions.items ?? step.expressions.condition;
      return node ? ` (${printExpression(node)})` : '';
    }
    case 'delay':
      return ` ${duration(field(step, 'milliseconds')) || shown('duration') || `until ${shown('until')}`}`;
    case 'wait_event':
    case 'emit':
      return ` ${shown('event')}`;
    case 'workflow':
      return ` ${shown('workflowId')}`;
    case 'job':
      return ` ${shown('task_type')}`;
    case 'mcp_tool':
      return ` ${shown('server')} ${shown('tool')}`;
    default:
      return '';
  }
}

function duration(value: Template | undefined): string {
  return value?.k === 'lit' && typeof value.v === 'number' ? formatDuration(value.v) : '';
}

function shownText(value: Template | undefined): string {
  if (!value) return '';
  if (value.k === 'lit') return literal(value.v);
  if (value.k === 'expr') return `{{ ${printExpression(value.e)} }}`;
  if (value.k === 'text') return printTemplate(value.p);
  return '…';
}

function literal(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
