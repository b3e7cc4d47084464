'use client';

import { useMemo } from 'react';
import { Disclosure } from '@/components/ui/disclosure';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { type Doc, getAt, setAt } from '@/components/workflows/edit/address';
import { keyFor, type Outline, type StepNode } from '@/components/workflows/edit/outline';
import type { Reference } from '@/components/workflows/edit/references';
import { renameStep } from '@/components/workflows/edit/rename';
import { AroundFields } from '@/components/workflows/form/around-fields';
import { CaseFields } from '@/components/workflows/form/case-fields';
import { ConfigField } from '@/components/workflows/form/config-field';
import { ConnectorFields } from '@/components/workflows/form/connector-fields';
import { FIELDS } from '@/components/workflows/form/fields';
import { FormContext } from '@/components/workflows/form/form-context';
import { IdField } from '@/components/workflows/form/id-field';
import { PairsField } from '@/components/workflows/form/pairs-field';
import type { Problem } from '@/lib/engine/compile/problems';
import { isObject, type Json } from '@/lib/engine/json';
import { CONFIGS } from '@/lib/engine/step-configs';

/** The chosen step as a form; every change is an edit of the definition. */
export function StepForm({
  doc,
  shape,
  step,
  problems,
  references,
  disabled,
  onEdit,
}: {
  doc: Doc;
  shape: Outline;
  step: StepNode;
  problems: readonly Problem[];
  references: readonly Reference[];
  disabled: boolean;
  /** `tag` joins edits of one field into one step of undo. */
  onEdit: (doc: Doc, tag?: string, key?: string) => void;
}) {
  const wiring = useMemo(() => {
    const own = problems.filter(({ path }) => path.startsWith(step.path));
    return {
      references,
      disabled,
      problemAt: (path: string) => {
        const full = `${step.path}.${path}`;
        const found = own.find(
          (one) =>
            one.path === full ||
            (one.path.startsWith(full) && /^[.[]/.test(one.path.slice(full.length))),
        );
        return found?.message ?? null;
      },
    };
  }, [problems, references, disabled, step.path]);
  const raw = getAt(doc, step.address);
  if (!isObject(raw))
    return <p className="text-muted text-sm">This is not a step. Mend it as JSON.</p>;
  const set = (path: (string | number)[], value: Json | undefined) =>
    onEdit(setAt(doc, [...step.address, ...path], value), `${step.key} ${path.join('.')}`);
  const given = isObject(raw.config) ? raw.config : {};
  const schema = step.type && CONFIGS[step.type];
  const keyOf = (key: string) =>
    (schema && 'shape' in schema && keyFor(given, key, schema.shape)) || key;
  const config = (key: string, value: Json | undefined) => set(['config', keyOf(key)], value);
  const fields = step.type ? FIELDS[step.type] : [];
  const shown = fields.filter(({ more }) => !more);
  const more = fields.filter((spec) => spec.more);
  const used = more.some(({ key }) => step.config[key] !== undefined);
  const field = (spec: (typeof fields)[number]) => (
    <ConfigField
      key={`${step.key} ${spec.key}`}
      onChange={(value) => config(spec.key, value)}
      path={`config.${spec.key}`}
      spec={spec}
      value={step.config[spec.key]}
    />
  );
  return (
    <FormContext value={wiring}>
      <div className="flex flex-col gap-4">
        <Field id="wf-name" label="Name">
          <Input
            autoComplete="off"
            disabled={disabled}
            onChange={(event) => set(['name'], event.target.value || undefined)}
            required={false}
            value={typeof raw.name === 'string' ? raw.name : ''}
          />
        </Field>
        <IdField
          disabled={disabled}
          key={step.key}
          onRename={(to) => onEdit(renameStep(doc, step, to), undefined, to)}
          shape={shape}
          step={step}
        />
        {step.type === 'connector' && (
          <ConnectorFields
            config={step.config}
            onChange={(patch) => {
              let out = doc;
              for (const [key, value] of Object.entries(patch))
                out = setAt(out, [...step.address, 'config', keyOf(key)], value);
              onEdit(out, `${step.key} ${Object.keys(patch).join()}`);
            }}
          />
        )}
        {step.type === 'set' && (
          <PairsField
            key={`values ${step.key}`}
            label="Values"
            onChange={(value) => set(['config'], value ?? {})}
            path="config"
            value={step.config}
          />
        )}
        {(step.type === 'switch' || step.type === 'parallel') && (
          <CaseFields doc={doc} onEdit={onEdit} step={step} />
        )}
        {shown.map(field)}
        {more.length > 0 && (
          <div className="-mx-2">
            <Disclosure open={used} summary={<span className="text-muted">More settings</span>}>
              <div className="-ms-5.5 flex flex-col gap-4">{more.map(field)}</div>
            </Disclosure>
          </div>
        )}
        <AroundFields raw={raw} set={set} shape={shape} step={step} />
      </div>
    </FormContext>
  );
}
