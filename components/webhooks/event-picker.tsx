'use client';

import { useId, useState } from 'react';
import { Checkbox, RadioGroup } from '@/components/ui/choice';
import { SearchInput } from '@/components/ui/input';
import type { EventKind } from '@/components/webhooks/model';
import { OwnEvents } from '@/components/webhooks/own-events';

const everything = [
  { value: 'all', label: 'All events', hint: 'Also of kinds that come later.' },
  { value: 'some', label: 'Only some' },
];

/** Types by category, with those whose name or description holds the text. */
function groupsOf(kinds: readonly EventKind[], text: string): [string, EventKind[]][] {
  const wanted = text.trim().toLowerCase();
  const groups = new Map<string, EventKind[]>();
  for (const kind of kinds) {
    if (wanted && !`${kind.type} ${kind.description}`.toLowerCase().includes(wanted)) continue;
    const prefix = kind.type.slice(0, kind.type.indexOf('.'));
    groups.set(prefix, [...(groups.get(prefix) ?? []), kind]);
  }
  return [...groups].sort(([a], [b]) => a.localeCompare(b));
}

/** Those that are neither a known type nor a whole category of known types. */
function ownOf(kinds: readonly EventKind[], names: readonly string[]): string[] {
  const known = new Set(
    kinds.flatMap(({ type }) => [type, `${type.slice(0, type.indexOf('.'))}.*`]),
  );
  return names.filter((name) => !known.has(name));
}

const heading = (prefix: string) => prefix.replaceAll('_', ' ').replace('api', 'API');

/** Which events a webhook hears of. `null`: all; a category as a whole is `agent.*`. */
export function EventPicker({
  kinds,
  value,
  onValueChange,
  error,
}: {
  kinds: readonly EventKind[];
  value: readonly string[] | null;
  onValueChange: (value: readonly string[] | null) => void;
  error?: string | null;
}) {
  const [text, setText] = useState('');
  const id = useId();
  const chosen = new Set(value ?? []);
  const set = (names: Iterable<string>) => onValueChange([...names]);
  const toggle = (name: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(name);
    else next.delete(name);
    set(next);
  };
  const toggleAll = (prefix: string, on: boolean) =>
    set([
      ...[...chosen].filter((name) => !name.startsWith(`${prefix}.`)),
      ...(on ? [`${prefix}.*`] : []),
    ]);
  const groups = groupsOf(kinds, text);
  return (
    <div className="flex flex-col gap-3" id="webhook-events" tabIndex={-1}>
      <RadioGroup
        label="Events"
        onValueChange={(face) => onValueChange(face === 'all' ? null : [])}
        options={everything}
        value={value === null ? 'all' : 'some'}
      />
      {value !== null && (
        <div className="flex flex-col gap-3 rounded-lg border p-3">
          <SearchInput label="Search events" onValueChange={setText} value={text} />
          <div className="flex max-h-72 flex-col gap-4 overflow-y-auto pe-1">
            {groups.map(([prefix, members]) => {
              const whole = chosen.has(`${prefix}.*`);
              return (
                <fieldset className="flex flex-col gap-2" key={prefix}>
                  <legend className="sr-only">{heading(prefix)}</legend>
                  <Checkbox
                    checked={whole}
                    label={<span className="font-strong">All {heading(prefix)} events</span>}
                    onCheckedChange={(on) => toggleAll(prefix, on)}
                  />
                  {members.map((kind) => (
                    <Checkbox
                      checked={whole || chosen.has(kind.type)}
                      className="ps-6"
                      disabled={whole}
                      hint={kind.description}
                      id={`${id}-${kind.type}`}
                      key={kind.type}
                      label={<span className="font-mono text-xs">{kind.type}</span>}
                      onCheckedChange={(on) => toggle(kind.type, on)}
                    />
                  ))}
                </fieldset>
              );
            })}
            {groups.length === 0 && <p className="text-muted text-sm">No event matches.</p>}
          </div>
          <OwnEvents
            names={ownOf(kinds, value)}
            onAdd={(name) => toggle(name, true)}
            onRemove={(name) => toggle(name, false)}
          />
          <p aria-live="polite" className="text-faint text-sm">
            {value.length === 0 ? 'Nothing chosen yet.' : `${value.length} chosen`}
          </p>
        </div>
      )}
      {error && <p className="text-bad text-sm">{error}</p>}
    </div>
  );
}
