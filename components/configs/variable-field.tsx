'use client';

import { type Declared, textOf } from '@/components/configs/declared';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';

/** One variable of a config to be given anew; left empty it stays what the config says. */
export function VariableField({
  declared,
  text,
  problem,
  onChange,
}: {
  declared: Declared;
  text: string;
  problem: string | undefined;
  onChange: (text: string) => void;
}) {
  const { name, value } = declared;
  const own = value === undefined ? 'set by the server' : textOf(value) || 'empty';
  return (
    <Field error={problem} label={<span className="font-mono">{name}</span>} optional>
      {typeof value === 'boolean' ? (
        <Select onChange={(event) => onChange(event.target.value)} value={text}>
          <option value="">{`As in the config: ${own}`}</option>
          <option value="true">true</option>
          <option value="false">false</option>
        </Select>
      ) : typeof value === 'object' && value !== null ? (
        <Textarea
          mono
          onChange={(event) => onChange(event.target.value)}
          placeholder={own}
          value={text}
        />
      ) : (
        <Input onChange={(event) => onChange(event.target.value)} placeholder={own} value={text} />
      )}
    </Field>
  );
}
