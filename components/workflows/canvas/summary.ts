import { plural } from '@/components/ui/format';
import { KINDS } from '@/components/workflows/edit/kinds';
import type { StepNode } from '@/components/workflows/edit/outline';
import type { Json } from '@/lib/engine/json';

const text = (value: Json | undefined): string =>
  value === undefined || value === null || value === ''
    ? ''
    : typeof value === 'string'
      ? value.replace(/^\{\{\s*|\s*\}\}$/g, '')
      : typeof value === 'object'
        ? ''
        : String(value);

const host = (url: string): string => /^https?:\/\/([^/?#]+)/.exec(url)?.[1] ?? url;

/** What a step's card says beneath its name: the kind, and the one thing that tells it apart. */
export function summaryOf({ type, written, config }: StepNode): string {
  if (!type) return written ? `Unknown type ${written}` : 'No type yet';
  const { label } = KINDS[type];
  const detail = detailOf(type, config);
  return detail ? `${label} · ${detail}` : label;
}

function detailOf(type: NonNullable<StepNode['type']>, config: StepNode['config']): string {
  switch (type) {
    case 'agent':
    case 'llm':
      return text(config.model);
    case 'http_request':
      return `${text(config.method) || 'GET'} ${host(text(config.url))}`.trim();
    case 'connector':
      return [text(config.connectorType), text(config.action)].filter(Boolean).join('.');
    case 'conditional':
    case 'while':
      return text(config.condition);
    case 'loop':
      return text(config.items);
    case 'switch':
      return Array.isArray(config.cases) ? plural(config.cases.length, 'case') : '';
    case 'parallel': {
      const join = text(config.join);
      return join && join !== 'all' ? `join ${join}` : '';
    }
    case 'delay':
      return (
        text(config.duration) ||
        (config.milliseconds ? `${text(config.milliseconds)} ms` : '') ||
        (config.until ? `until ${text(config.until)}` : '')
      );
    case 'wait_event':
    case 'emit':
      return text(config.event);
    case 'approval':
      return text(config.title);
    case 'job':
      return text(config.task_type);
    case 'mcp_tool':
      return [text(config.server), text(config.tool)].filter(Boolean).join(' ');
    case 'transform':
      return text(config.expression);
    case 'set':
      return Object.keys(config).slice(0, 4).join(', ');
    case 'fail':
      return text(config.message);
    default:
      return '';
  }
}
