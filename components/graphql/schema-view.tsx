'use client';

import {
  type GraphQLArgument,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import { useMemo, useState } from 'react';
import { SearchInput } from '@/components/ui/input';

/** The schema to leaf through: a type at a time, from its fields on to theirs. */
export default function SchemaView({
  schema,
  type,
  onType,
}: {
  schema: GraphQLSchema;
  type: string;
  onType: (name: string) => void;
}) {
  const [words, setWords] = useState('');
  const names = useMemo(
    () =>
      Object.keys(schema.getTypeMap())
        .filter((name) => !name.startsWith('__'))
        .sort(),
    [schema],
  );
  const wanted = words.trim().toLowerCase();
  const found = wanted ? names.filter((name) => name.toLowerCase().includes(wanted)) : [];
  const shown = schema.getType(type) ?? schema.getQueryType();
  return (
    <div className="flex flex-col gap-4 p-4">
      <SearchInput
        label="Find a type"
        onValueChange={setWords}
        placeholder="Find a type"
        value={words}
      />
      {wanted && (
        <ul aria-label="Types found" className="flex flex-wrap gap-x-3 gap-y-1">
          {found.slice(0, 40).map((name) => (
            <li key={name}>
              <TypeLink
                name={name}
                onType={(to) => {
                  setWords('');
                  onType(to);
                }}
              />
            </li>
          ))}
          {found.length === 0 && <li className="text-muted">No type is called that.</li>}
        </ul>
      )}
      <nav aria-label="Where to begin" className="flex flex-wrap gap-3 text-sm">
        <TypeLink name="Query" onType={onType} />
        <TypeLink name="Mutation" onType={onType} />
      </nav>
      {shown && <OneType onType={onType} type={shown} />}
    </div>
  );
}

/** A description; what stands in backticks is code. */
function Said({ text, className }: { text: string; className: string }) {
  return (
    <p className={className}>
      {text.split('`').map((part, i) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
        i % 2 ? <code key={i}>{part}</code> : part,
      )}
    </p>
  );
}

const link = 'rounded-sm font-mono text-accent-ink text-xs hover:underline';

function TypeLink({ name, onType }: { name: string; onType: (name: string) => void }) {
  return (
    <button className={link} onClick={() => onType(name)} type="button">
      {name}
    </button>
  );
}

function Typed({ type, onType }: { type: { toString(): string }; onType: (name: string) => void }) {
  return (
    <button
      className={link}
      onClick={() => onType(getNamedType(type as GraphQLNamedType).name)}
      type="button"
    >
      {String(type)}
    </button>
  );
}

function OneType({ type, onType }: { type: GraphQLNamedType; onType: (name: string) => void }) {
  const fields =
    isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)
      ? Object.values(type.getFields())
      : [];
  return (
    <article className="flex flex-col gap-3">
      <div>
        <h2 className="font-mono font-strong text-base">{type.name}</h2>
        {type.description && <Said className="text-muted" text={type.description} />}
      </div>
      {isEnumType(type) && (
        <ul className="flex flex-wrap gap-2">
          {type.getValues().map(({ name }) => (
            <li className="rounded-md border px-1.5 font-mono text-xs" key={name}>
              {name}
            </li>
          ))}
        </ul>
      )}
      <dl className="flex flex-col divide-y border-y empty:hidden">
        {fields.map((field) => (
          <div className="flex flex-col gap-0.5 py-2" key={field.name}>
            <dt className="flex flex-wrap items-baseline gap-x-2">
              <span className="font-mono font-strong text-xs">{field.name}</span>
              <Typed onType={onType} type={field.type} />
            </dt>
            <dd>
              <Said className="text-muted text-sm" text={field.description ?? ''} />
            </dd>
            {'args' in field && field.args.length > 0 && (
              <dd>
                <Arguments list={field.args} onType={onType} />
              </dd>
            )}
          </div>
        ))}
      </dl>
    </article>
  );
}

function Arguments({
  list,
  onType,
}: {
  list: readonly GraphQLArgument[];
  onType: (name: string) => void;
}) {
  return (
    <ul className="mt-1 flex flex-col gap-1 border-s-2 ps-3">
      {list.map((one) => (
        <li className="text-sm" key={one.name}>
          <span className="font-mono text-xs">{one.name}</span>{' '}
          <Typed onType={onType} type={one.type} />{' '}
          <Said className="inline text-muted" text={one.description ?? ''} />
        </li>
      ))}
    </ul>
  );
}
