/** Clients take letters, digits, `_` and `-`, and most no more than this. */
const LONGEST = 64;

const tail = (id: string): string => id.slice(-8);

const word = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');

/** `agent_support-triage`: a slug is unique in its organization; one too long ends with the end of the id. */
export function agentToolName({ slug, id }: { slug: string; id: string }): string {
  const name = `agent_${slug.replace(/[^\w-]/g, '_')}`;
  return name.length <= LONGEST ? name : `${name.slice(0, LONGEST - 9)}_${tail(id)}`;
}

/** `workflow_refund_1a2b3c4d`: names need not be unique, and the end of the id outlives a new name. */
export function workflowToolName({ name, id }: { name: string; id: string }): string {
  return `workflow_${[word(name).slice(0, LONGEST - 18), tail(id)].filter(Boolean).join('_')}`;
}

/** What an agent's or workflow's tool may mean: a slug, and the last eight digits of an id. */
export function readToolName(name: string) {
  const [, kind, rest = ''] = /^(agent|workflow)_(.+)$/.exec(name) ?? [];
  if (kind !== 'agent' && kind !== 'workflow') return null;
  return { kind, slug: rest, tail: /(?:^|_)([0-9a-f]{8})$/.exec(rest)?.[1] ?? null } as const;
}
