import type { z } from 'zod';
import { differing } from '@/lib/installations/difference';
import { itemOf, type Resource, type VersionPlan } from '@/lib/installations/present-state';
import { KINDS, type UpgradeChangeSchema } from '@/lib/installations/upgrade.contract';

export type Change = z.output<typeof UpgradeChangeSchema>;

const namesIn = (plan: VersionPlan, kind: Change['kind']): string[] =>
  kind === 'workflow'
    ? plan.workflows.map(({ name }) => name)
    : plan[kind === 'agent' ? 'agents' : 'skills'].map(({ key }) => key);

/** What going from one version to another does to each thing, made from what is there now. */
export function changesOf(before: VersionPlan, after: VersionPlan, there: Resource[]): Change[] {
  return KINDS.flatMap((kind) => {
    const names = new Set([...namesIn(before, kind), ...namesIn(after, kind)]);
    return [...names].map((name) => changeOf(kind, name, before, after, there));
  });
}

function changeOf(
  kind: Change['kind'],
  name: string,
  before: VersionPlan,
  after: VersionPlan,
  there: Resource[],
): Change {
  const [old, next] = [itemOf(before, kind, name), itemOf(after, kind, name)];
  const resource = there.find((one) => one.kind === kind && one.key === name);
  const edited = resource?.edited ?? [];
  const fields = old && next ? differing(old, next) : [];
  const one = { kind, name, fields, edited };
  if (next && !resource) return { ...one, change: 'added', action: 'create', replaced: 'create' };
  if (next) {
    const change = fields.length > 0 ? 'changed' : 'same';
    // Whoever deleted it does not want it.
    if (!resource?.now) return { ...one, change, action: 'keep', replaced: 'create' };
    const action = edited.length > 0 || change === 'same' ? 'keep' : 'update';
    return { ...one, change, action, replaced: 'update' };
  }
  const replaced = resource?.usedElsewhere ? 'keep' : 'remove';
  const kept = kind === 'skill' ? 'keep' : 'pause';
  return { ...one, change: 'removed', action: edited.length > 0 ? kept : replaced, replaced };
}

const verbs = {
  create: 'Creates',
  update: 'Changes',
  remove: 'Removes',
  pause: 'Pauses',
} as const;

/** The changes in plain words. */
export function sentencesOf(changes: Change[]): string[] {
  const sentences: string[] = [];
  for (const [action, verb] of Object.entries(verbs))
    for (const kind of KINDS) {
      const names = changes.filter((one) => one.action === action && one.kind === kind);
      if (names.length > 0)
        sentences.push(
          `${verb} the ${kind}${names.length > 1 ? 's' : ''} ${names.map(({ name }) => `"${name}"`).join(', ')}.`,
        );
    }
  for (const { kind, name, edited, action, change } of changes)
    if (edited.length > 0)
      sentences.push(
        action === 'pause'
          ? `The ${kind} "${name}" was edited here and is in the new version no more: it stays, paused.`
          : `The ${kind} "${name}" was edited here (${edited.map(({ field }) => field).join(', ')}) and stays as it is${
              change === 'same' ? '' : ', unless you replace it'
            }.`,
      );
  return sentences;
}
