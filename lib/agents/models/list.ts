import { MODELS } from '@/lib/agents/models/catalog';
import type { CatalogModel } from '@/lib/agents/models/contract';
import { missingSetting } from '@/lib/agents/models/resolve';
import { modelSettings } from '@/lib/agents/models/settings';

/** Micro-credits per token are credits per million tokens. */
const view = (model: CatalogModel, available: boolean, note: string | null) => ({
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
  available,
  note,
});

/** Every known model, whether it can be called now, and what is missing when it cannot. */
export function listKnownModels() {
  const settings = modelSettings();
  return MODELS.map((model) => {
    const missing = missingSetting(model, settings);
    if (!missing) return view(model, true, null);
    const standIn = settings.mode === 'development';
    return view(
      model,
      standIn,
      standIn ? `Runs on the sandbox until ${missing} is set.` : `Needs ${missing}.`,
    );
  });
}
