'use client';

import { useCallback } from 'react';
import { findIn, isCustomName, type Model, providerLabel } from '@/components/agents/catalog';
import { Combobox } from '@/components/ui/combobox';
import { formatCompact, formatNumber } from '@/components/ui/format';
import { StatusShape } from '@/components/ui/status';

const priceNote = ({ price }: Model) =>
  price.input || price.output
    ? `${formatNumber(price.input)} / ${formatNumber(price.output)}`
    : price.per_call
      ? `${price.per_call} a call`
      : 'free';

/** A model by provider, with what it costs and whether it can be called now. */
export function ModelPicker({
  models,
  value,
  onValueChange,
}: {
  models: Model[];
  value: string;
  onValueChange: (name: string) => void;
}) {
  const chosen = findIn(models, value);
  const search = useCallback(
    async (text: string) => {
      const words = text.toLowerCase();
      const found = models
        .filter((model) =>
          [model.label, model.name, providerLabel(model.provider), ...model.aliases]
            .join(' ')
            .toLowerCase()
            .includes(words),
        )
        .map((model) => ({
          value: model.name,
          label: model.label,
          note: priceNote(model),
          icon: <StatusShape tone={model.available && !model.note ? 'good' : 'idle'} />,
        }));
      return isCustomName(text)
        ? [...found, { value: text, label: text, note: 'Your own server' }]
        : found;
    },
    [models],
  );
  return (
    <div className="flex flex-col gap-1.5">
      <Combobox
        label="Model"
        onValueChange={onValueChange}
        placeholder="Choose a model"
        search={search}
        selectedLabel={chosen?.label ?? value}
        value={value ? (chosen?.name ?? value) : null}
      />
      {chosen ? (
        <ModelFacts model={chosen} />
      ) : (
        <p className="text-faint text-sm">
          {value
            ? 'A model of your own server; its address and price are settings of this installation.'
            : 'Type ollama:name, lmstudio:name or openai-compatible:name for a model of your own.'}
        </p>
      )}
    </div>
  );
}

function ModelFacts({ model }: { model: Model }) {
  const { price } = model;
  return (
    <div className="rounded-lg border bg-sunken px-3 py-2 text-sm">
      <dl className="flex flex-wrap gap-x-5 gap-y-1">
        <Fact name="Provider">{providerLabel(model.provider)}</Fact>
        <Fact name="Credits per million tokens">
          {price.input || price.output ? (
            <span className="num">
              {formatNumber(price.input)} in, {formatNumber(price.output)} out
            </span>
          ) : (
            <span className="num">{price.per_call ? `${price.per_call} a call` : 'free'}</span>
          )}
        </Fact>
        <Fact name="Context">
          <span className="num">{formatCompact(model.context_window)}</span> tokens
        </Fact>
      </dl>
      {model.note && (
        <p className="mt-1.5 flex items-start gap-1.5 border-t pt-1.5 text-muted">
          <StatusShape className="mt-0.75" tone="warn" />
          {model.note}
        </p>
      )}
    </div>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="text-faint text-xs">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
