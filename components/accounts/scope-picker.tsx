'use client';

import { useMemo } from 'react';
import { actionWords, groupScopes } from '@/components/accounts/scope-words';
import { Checkbox } from '@/components/ui/choice';

/** One row a resource, one box an action. */
export function ScopePicker({
  scopes,
  value,
  onValueChange,
  error,
}: {
  scopes: readonly string[];
  value: readonly string[];
  onValueChange: (value: readonly string[]) => void;
  error: string | null;
}) {
  const groups = useMemo(() => groupScopes(scopes), [scopes]);
  return (
    <div className="rounded-lg border">
      {error && (
        <p className="border-b px-3 py-2 text-bad text-sm" role="alert">
          {error}
        </p>
      )}
      <ul className="divide-y">
        {groups.map(({ resource, label, actions }) => (
          <li className="px-3 py-2" key={resource}>
            <fieldset className="flex flex-wrap items-start gap-x-4 gap-y-1">
              <legend className="sr-only">{label}</legend>
              <span aria-hidden className="w-28 text-sm max-sm:w-full">
                {label}
              </span>
              {actions.map((action) => {
                const scope = `${resource}:${action}`;
                return (
                  <Checkbox
                    checked={value.includes(scope)}
                    className="w-16"
                    key={action}
                    label={actionWords[action] ?? action}
                    onCheckedChange={(on) =>
                      onValueChange(
                        on ? [...value, scope] : value.filter((other) => other !== scope),
                      )
                    }
                  />
                );
              })}
            </fieldset>
          </li>
        ))}
      </ul>
    </div>
  );
}
