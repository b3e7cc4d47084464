'use client';

import type { Case } from '@/components/tests/model';
import { suitePath } from '@/components/tests/paths';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { FormDialog } from '@/components/ui/form-dialog';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import { toast } from '@/components/ui/toast';

const labels = { name: 'Name', input: 'Input', expected: 'Expected' };

const textOf = (value: unknown): string => JSON.stringify(value, null, 2);

/** Nothing in particular is expected: any output passes. */
const isAny = (expected: unknown): boolean =>
  expected === null || (typeof expected === 'object' && Object.keys(expected).length === 0);

/** The JSON that was typed; undefined for none. Throws what is wrong with it. */
function jsonOf(typed: string | undefined): unknown {
  return typed ? JSON.parse(typed) : undefined;
}

/** Adds a case to a suite, or changes `row`. */
export default function CaseDialog({
  suiteId,
  row,
  onClose,
  onSaved,
}: {
  suiteId: string;
  row?: Case;
  onClose: () => void;
  onSaved: () => void;
}) {
  const at = `${suitePath(suiteId)}/cases`;
  return (
    <FormDialog
      labels={labels}
      onOpenChange={(open) => open || onClose()}
      open
      prefix="case-"
      required={['name', 'input']}
      send={async ({ name, ...typed }, refuse) => {
        const wrong: Record<string, string> = {};
        const read = (field: 'input' | 'expected') => {
          try {
            return jsonOf(typed[field]);
          } catch (error) {
            wrong[field] = `is not valid JSON: ${(error as Error).message}`;
          }
        };
        const input = read('input');
        const expected = read('expected');
        if (Object.keys(wrong).length > 0) refuse(wrong);
        // Emptied, it expects an object with nothing in particular in it: whatever comes passes.
        const body = { name, input, expected: expected === undefined && row ? {} : expected };
        await api<Case>(row ? `${at}/${row.id}` : at, { method: row ? 'PATCH' : 'POST', body });
        toast.success(row ? `${name} is saved` : `${name} is added`);
        onSaved();
        onClose();
      }}
      size="lg"
      submit={row ? 'Save case' : 'Add case'}
      title={row ? `Edit ${row.name}` : 'Add a case'}
    >
      {(error) => (
        <>
          <Field error={error('name')} id="case-name" label={labels.name}>
            <Input
              autoComplete="off"
              defaultValue={row?.name}
              maxLength={255}
              name="name"
              placeholder="Asks for a refund"
            />
          </Field>
          <Field
            error={error('input')}
            hint="JSON, as an execution takes it. Agents read message."
            id="case-input"
            label={labels.input}
          >
            <Textarea
              className="min-h-32"
              defaultValue={row ? textOf(row.input) : '{\n  "message": ""\n}'}
              mono
              name="input"
              spellCheck={false}
            />
          </Field>
          <Field
            error={error('expected')}
            hint={
              <>
                JSON: the fields that the output must have; others are not looked at.{' '}
                <code className="text-xs">{'{"contains": …}'}</code>,{' '}
                <code className="text-xs">{'{"matches": …}'}</code> and{' '}
                <code className="text-xs">{'{"equals": …}'}</code> work at any depth. Empty: any
                output passes.
              </>
            }
            id="case-expected"
            label={labels.expected}
            optional
          >
            <Textarea
              className="min-h-32"
              defaultValue={row && !isAny(row.expected) ? textOf(row.expected) : ''}
              mono
              name="expected"
              placeholder={'{\n  "message": { "contains": "refund" }\n}'}
              spellCheck={false}
            />
          </Field>
        </>
      )}
    </FormDialog>
  );
}
