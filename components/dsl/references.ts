import type { Completion } from '@codemirror/autocomplete';
import type { Found } from '@/components/dsl/complete';
import type { Place } from '@/components/dsl/place';
import { isText } from '@/components/dsl/place';
import { ROOTS } from '@/components/dsl/words';
import type { Document, Step, Workflow } from '@/lib/engine/dsl/ast';

/** Keys whose texts are expressions from end to end. */
const EXPRESSIONS = ['if', 'when', 'while', 'in', 'case', 'condition', 'expression', 'match'];
const PATH = /(?:[A-Za-z_$][\w$-]*\??\.)*(?:[A-Za-z_$][\w$-]*)?$/;

/** The key that the value at a place belongs to: `task "…"`, `url: …`, `in …`. */
export function keyOf({ before }: Place): string {
  const last = before.at(-1);
  const key = last?.image === ':' ? before.at(-2) : last;
  if (!key) return '';
  return isText(key) ? key.image.slice(1, -1) : key.image;
}

/** The workflow that a place stands in: the last that begins before it. */
const workflowAt = ({ declarations }: Document, at: number): Workflow | undefined =>
  declarations.findLast((it): it is Workflow => it.kind === 'workflow' && it.span.start <= at);

/** The paths that an expression at this place can read. */
export function references(place: Place, document: Document): Found | null {
  const { quoted, written, before } = place;
  let text = written;
  let { from } = place;
  if (quoted) {
    const open = written.lastIndexOf('{{');
    const inside = open > written.lastIndexOf('}}');
    const whole = EXPRESSIONS.includes(keyOf(place)) || /^[\w$.?-]*$/.test(written);
    if (!inside && !whole) return null;
    text = PATH.exec(written.slice(inside ? open + 2 : 0))?.[0] ?? '';
  } else {
    // A bare path is several tokens.
    let head = '';
    for (let i = before.length - 1; i >= 1 && before[i]?.image === '.'; i -= 2)
      head = `${before[i - 1]?.image}.${head}`;
    text = head + written;
  }
  from = place.from + written.length - text.length;
  return { from, options: pathsAt(document, from) };
}

function pathsAt(document: Document, at: number): Completion[] {
  const flow = workflowAt(document, at);
  const steps = flow ? seen(flow.steps, at) : { ids: [], items: [] };
  const variables = [
    ...document.declarations.flatMap((it) =>
      it.kind === 'variables'
        ? it.props.map(({ key }) => key)
        : it.kind === 'variable'
          ? [it.name.value]
          : [],
    ),
    ...(flow?.variables ?? []).map(({ key }) => key),
  ];
  const paths: Completion[] = [
    ...steps.ids.flatMap((id) => [
      { label: `steps.${id}.output`, detail: 'What it gave', type: 'variable', boost: 2 },
      { label: `steps.${id}.status`, detail: 'How it ended', type: 'variable' },
    ]),
    ...steps.items.map((label) => ({ label, detail: 'Of the repetition', type: 'variable' })),
    ...variables.map((name) => ({
      label: `variables.${name}`,
      detail: 'Variable',
      type: 'variable',
      boost: 1,
    })),
    ...Object.entries(ROOTS).map(([label, detail]) => ({
      label,
      detail,
      type: 'variable',
      boost: -1,
    })),
  ];
  return [...new Map(paths.map((one) => [one.label, one])).values()];
}

/** Ids of the steps written before a place, and the names of what is gone through around it. */
function seen(all: readonly Step[], at: number): { ids: string[]; items: string[] } {
  const ids: string[] = [];
  const items: string[] = [];
  const visit = (steps: readonly Step[]) => {
    for (const step of steps) {
      if (step.span.start >= at) return;
      const within = at <= step.span.end;
      if (step.label && !within) ids.push(step.label.value);
      if (step.kind !== 'control') continue;
      if (within && step.variable) items.push(step.variable.value);
      for (const { steps: inner } of step.blocks) visit(inner);
    }
  };
  visit(all);
  return { ids, items };
}
