'use client';

import { Plus, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';
import { textOf, typedValue } from '@/components/workflows/edit/value-text';
import { sentence, useForm } from '@/components/workflows/form/form-context';
import { ReferencePicker } from '@/components/workflows/form/reference-picker';
import { ValueField } from '@/components/workflows/form/text-field';
import { isObject, type Json } from '@/lib/engine/json';

type Row = { id: number; name: string; text: string };

/** Named values, one a row: headers, a query, what a set step gives. */
export function PairsField({
  label,
  path,
  value,
  onChange,
}: {
  label: string;
  path: string;
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
}) {
  if (value !== undefined && !isObject(value))
    return <ValueField label={label} onChange={onChange} path={path} value={value} />;
  return <Rows label={label} onChange={onChange} path={path} value={value ?? {}} />;
}

function Rows({
  label,
  path,
  value,
  onChange,
}: {
  label: string;
  path: string;
  value: { [key: string]: Json };
  onChange: (value: Json | undefined) => void;
}) {
  const { references, problemAt, disabled } = useForm();
  const count = useRef(0);
  const made = () =>
    Object.entries(value).map(
      ([name, one]): Row => ({ id: count.current++, name, text: textOf(one) }),
    );
  const [rows, setRows] = useState(made);
  const given = useRef(JSON.stringify(value));
  // Undo, or the JSON tab, changed it elsewhere.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a change from outside
  useEffect(() => {
    if (JSON.stringify(value) === given.current) return;
    given.current = JSON.stringify(value);
    setRows(made());
  }, [value]);

  function change(next: Row[]) {
    setRows(next);
    const out: { [key: string]: Json } = {};
    for (const { name, text } of next) {
      if (!name.trim()) continue;
      const read = typedValue(text);
      out[name.trim()] = 'problem' in read ? text : (read.value ?? '');
    }
    given.current = JSON.stringify(out);
    onChange(Object.keys(out).length > 0 ? out : undefined);
  }
  const patch = (id: number, some: Partial<Row>) =>
    change(rows.map((row) => (row.id === id ? { ...row, ...some } : row)));
  const problem = problemAt(path);

  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="contents">
        <span className="flex items-center justify-between gap-3">
          <span className="flex items-baseline gap-1.5">
            <span className="font-strong text-sm">{label}</span>
            {rows.length === 0 && <span className="text-faint text-xs">None</span>}
          </span>
          {!disabled && (
            <IconButton
              icon={<Plus aria-hidden />}
              label={`Add to ${label.toLowerCase()}`}
              onClick={() => setRows([...rows, { id: count.current++, name: '', text: '' }])}
              size="sm"
            />
          )}
        </span>
      </legend>
      {rows.map(({ id, name, text }) => (
        <div className="flex items-center gap-1.5" key={id}>
          <Input
            aria-label={`Name in ${label.toLowerCase()}`}
            className="w-[38%]"
            disabled={disabled}
            onChange={(event) => patch(id, { name: event.target.value })}
            placeholder="name"
            spellCheck={false}
            value={name}
          />
          <Input
            aria-label={`Value of ${name || 'the new entry'}`}
            className="min-w-0 flex-1"
            disabled={disabled}
            onChange={(event) => patch(id, { text: event.target.value })}
            placeholder="value"
            spellCheck={false}
            suffix={
              disabled ? undefined : (
                <ReferencePicker
                  label={name || label}
                  onPick={(one) => patch(id, { text: `${text}{{ ${one} }}` })}
                  references={references}
                />
              )
            }
            value={text}
          />
          {!disabled && (
            <IconButton
              icon={<X aria-hidden />}
              label={`Remove ${name || 'this entry'}`}
              onClick={() => change(rows.filter((row) => row.id !== id))}
              size="sm"
            />
          )}
        </div>
      ))}
      {problem && <p className="text-bad text-sm">{sentence(problem)}</p>}
    </fieldset>
  );
}
