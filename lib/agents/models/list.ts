import { type ListedModel, listModels } from '@/lib/agents/models/discover';
import { modelFetch } from '@/lib/agents/models/fetch';
import { modelSettings } from '@/lib/agents/models/settings';

/** Micro-credits per token are credits per million tokens. */
const view = (model: ListedModel, development: boolean) => ({
  name: model.name,
  label: model.label,
  provider: model.provider,
  aliases: [...model.aliases],
  context_window: model.contextWindow,
  max_output_tokens: model.maxOutputTokens,
  price: {
    input: model.price.inputPerToken,
    output: model.price.outputPerToken,
    per_call: model.price.perCall / 1e6,
  },
  available: development || !model.missing,
  note: model.missing
    ? development
      ? `Runs on the sandbox until ${model.missing} is set.`
      : `Needs ${model.missing}.`
    : null,
});

/** Every model to choose from, whether it can be called now, and what is missing when it cannot. */
export async function modelsToChooseFrom() {
  const settings = modelSettings();
  const models = await listModels(settings, { fetch: modelFetch() });
  return models.map((model) => view(model, settings.mode === 'development'));
}
