'use client';

import { Plus, X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { type Doc, getAt, setAt } from '@/components/workflows/edit/address';
import type { StepNode } from '@/components/workflows/edit/outline';
import { addLane } from '@/components/workflows/edit/steps';
import { useForm } from '@/components/workflows/form/form-context';
import { TextField } from '@/components/workflows/form/text-field';
import { isObject } from '@/lib/engine/json';

/** The cases of a switch, or the branches of a parallel step. */
export function CaseFields({
  doc,
  step,
  onEdit,
}: {
  doc: Doc;
  step: StepNode;
  onEdit: (doc: Doc, tag?: string) => void;
}) {
  const { disabled } = useForm();
  const isSwitch = step.type === 'switch';
  const key = isSwitch ? 'cases' : 'branches';
  const field = isSwitch ? 'when' : 'id';
  const list = getAt(doc, [...step.address, 'config', key]);
  const items = Array.isArray(list) ? list : [];
  const at = (index: number) => [...step.address, 'config', key, index];
  const more = addLane(doc, step);
  return (
    <div className="flex flex-col gap-3">
      {items.map((item, index) => {
        const steps = isObject(item) && Array.isArray(item.steps) ? item.steps.length : 0;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: cases have no identity of their own
          <div className="flex items-start gap-1" key={index}>
            <div className="min-w-0 flex-1">
              <TextField
                bare={isSwitch}
                label={isSwitch ? `Case ${index + 1} when` : `Branch ${index + 1}`}
                onChange={(value) =>
                  onEdit(setAt(doc, [...at(index), field], value ?? ''), `${step.key} ${index}`)
                }
                path={`config.${key}[${index}].${field}`}
                plain={!isSwitch}
                required
                value={isObject(item) ? item[field] : undefined}
              />
            </div>
            {!disabled && (
              <IconButton
                className="mt-7"
                icon={<X aria-hidden />}
                label={
                  steps > 0
                    ? `Remove ${isSwitch ? 'case' : 'branch'} ${index + 1} with its steps`
                    : `Remove ${isSwitch ? 'case' : 'branch'} ${index + 1}`
                }
                onClick={() => onEdit(setAt(doc, at(index), undefined))}
                size="sm"
              />
            )}
          </div>
        );
      })}
      {more && !disabled && (
        <Button
          className="self-start"
          icon={<Plus aria-hidden />}
          onClick={() => onEdit(more)}
          size="sm"
        >
          {isSwitch ? 'Add case' : 'Add branch'}
        </Button>
      )}
    </div>
  );
}
