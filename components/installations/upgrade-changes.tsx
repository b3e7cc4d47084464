import { Bot, Sparkles, Workflow } from 'lucide-react';
import { FieldDiff } from '@/components/installations/field-diff';
import type { Change } from '@/components/installations/model';
import { Checkbox } from '@/components/ui/choice';
import { Disclosure } from '@/components/ui/disclosure';
import { Badge, type Tone } from '@/components/ui/status';

const icons = {
  agent: <Bot aria-hidden className="size-3.5 shrink-0 text-faint" />,
  skill: <Sparkles aria-hidden className="size-3.5 shrink-0 text-faint" />,
  workflow: <Workflow aria-hidden className="size-3.5 shrink-0 text-faint" />,
};
const deeds: Record<Change['action'], { word: string; tone: Tone }> = {
  create: { word: 'Is added', tone: 'good' },
  update: { word: 'Is changed', tone: 'info' },
  remove: { word: 'Is removed', tone: 'bad' },
  pause: { word: 'Is paused', tone: 'warn' },
  keep: { word: 'Stays', tone: 'idle' },
};

export const keyOf = ({ kind, name }: Pick<Change, 'kind' | 'name'>) => `${kind} ${name}`;

/** Each agent, skill and workflow with what becomes of it, and the choice where it was edited here. */
export function UpgradeChanges({
  changes,
  replace,
  onReplaceChange,
}: {
  changes: readonly Change[];
  /** Keys of what was edited here and gives way. */
  replace: ReadonlySet<string>;
  onReplaceChange: (replace: ReadonlySet<string>) => void;
}) {
  const moving = changes.filter((one) => one.change !== 'same' || one.edited.length > 0);
  const same = changes.length - moving.length;
  return (
    <div className="flex flex-col gap-2">
      <ul className="divide-y rounded-lg border bg-surface">
        {moving.map((one) => {
          const key = keyOf(one);
          const taken = replace.has(key);
          const deed = deeds[taken ? one.replaced : one.action];
          const asks = one.edited.length > 0 && one.replaced !== one.action;
          return (
            <li key={key}>
              <Disclosure
                open={asks}
                summary={
                  <>
                    {icons[one.kind]}
                    <span className="truncate">{one.name}</span>
                    {one.edited.length > 0 && <Badge tone="warn">Edited here</Badge>}
                  </>
                }
                trailing={<Badge tone={deed.tone}>{deed.word}</Badge>}
              >
                <div className="flex flex-col gap-3">
                  {one.fields.map((field) => (
                    <FieldDiff change={field} key={field.field} />
                  ))}
                  {one.edited.length > 0 && (
                    <>
                      <p className="text-muted text-sm">What was changed here since:</p>
                      {one.edited.map((field) => (
                        <FieldDiff change={field} key={`edited ${field.field}`} />
                      ))}
                    </>
                  )}
                  {asks && (
                    <Checkbox
                      checked={taken}
                      hint="Else it stays as it was edited here."
                      label="Give up what was changed here, and take the new version's"
                      onCheckedChange={(on) => {
                        const next = new Set(replace);
                        if (on) next.add(key);
                        else next.delete(key);
                        onReplaceChange(next);
                      }}
                    />
                  )}
                  {one.fields.length === 0 && one.edited.length === 0 && (
                    <p className="text-faint text-sm">{deed.word} as a whole.</p>
                  )}
                </div>
              </Disclosure>
            </li>
          );
        })}
      </ul>
      {same > 0 && (
        <p className="text-faint text-sm">
          {same === 1 ? 'One other thing stays' : `${same} other things stay`} as they are.
        </p>
      )}
    </div>
  );
}
