import type { CatalogModel, ModelCapabilities, ModelPrice, ProviderId } from './contract';

/** One call of the sandbox model: 0.01 credit. */
export const SANDBOX_PRICE: ModelPrice = Object.freeze({
  inputPerToken: 0,
  cachedInputPerToken: 0,
  outputPerToken: 0,
  perCall: 10_000,
});

export const FREE: ModelPrice = Object.freeze({
  inputPerToken: 0,
  cachedInputPerToken: 0,
  outputPerToken: 0,
  perCall: 0,
});

const ALL: ModelCapabilities = { tools: true, streaming: true, json: true };
const NO_JSON: ModelCapabilities = { tools: true, streaming: true, json: false };

/**
 * Turns US dollars per million tokens into micro-credits per token: $1 per million is 100.
 * Fractions of a micro-credit are rounded up, so that a call is never sold below its cost.
 */
export function dollarsPerMillion(
  input: number,
  output: number,
  cachedInput: number = input,
): ModelPrice {
  const micro = (dollars: number) => Math.ceil(Math.round(dollars * 100_000) / 1_000);
  return {
    inputPerToken: micro(input),
    cachedInputPerToken: micro(cachedInput),
    outputPerToken: micro(output),
    perCall: 0,
  };
}

const usd = dollarsPerMillion;

/** `base`, and `long` for calls whose input has more than `above` tokens. */
function tiered(base: ModelPrice, above: number, long: ModelPrice): ModelPrice {
  const { perCall: _, ...longInput } = long;
  return { ...base, longInput: { above, ...longInput } };
}

type More = Partial<
  Pick<CatalogModel, 'aliases' | 'capabilities' | 'temperature' | 'providerModel'>
>;
const REASONING = { temperature: false };

const maker =
  (provider: ProviderId) =>
  (
    name: string,
    label: string,
    contextWindow: number,
    maxOutputTokens: number,
    price: ModelPrice,
    more: More = {},
  ): CatalogModel => ({
    name,
    label,
    provider,
    providerModel: name,
    aliases: [],
    contextWindow,
    maxOutputTokens,
    price,
    capabilities: ALL,
    temperature: true,
    ...more,
  });

const claude = maker('anthropic');
const gpt = maker('openai');
const M = 1_000_000;

/**
 * Every model known by name, with the provider's public list price of November 2026.
 * Retired names stay known as aliases of the model their maker recommends instead.
 */
export const MODELS: readonly CatalogModel[] = [
  claude('claude-opus-5-5', 'Claude Opus 5.5', M, 128_000, usd(4, 20, 0.2), {
    ...REASONING,
    aliases: ['claude-opus', 'claude-opus-5.5'],
  }),
  claude('claude-opus-4-8', 'Claude Opus 4.8', M, 128_000, usd(5, 25, 0.5), {
    ...REASONING,
    aliases: [
      ...['claude-opus-4', 'claude-opus-4-0', 'claude-opus-4-20250514', 'claude-opus-4.8'],
      ...['claude-opus-4-1', 'claude-opus-4.1', 'claude-opus-4-1-20250805'],
    ],
  }),
  claude('claude-opus-4-6', 'Claude Opus 4.6', 200_000, 128_000, usd(5, 25, 0.5), {
    aliases: ['claude-opus-4.6'],
  }),
  claude('claude-sonnet-5-5', 'Claude Sonnet 5.5', M, 128_000, usd(2, 10, 0.1), {
    ...REASONING,
    aliases: ['claude-sonnet', 'claude-sonnet-5.5'],
  }),
  claude('claude-sonnet-4-6', 'Claude Sonnet 4.6', 200_000, 64_000, usd(3, 15, 0.3), {
    aliases: [
      ...['claude-sonnet-4', 'claude-sonnet-4-0', 'claude-sonnet-4-20250514'],
      'claude-sonnet-4.6',
    ],
  }),
  claude('claude-sonnet-4-5', 'Claude Sonnet 4.5', 200_000, 64_000, usd(3, 15, 0.3), {
    aliases: ['claude-sonnet-4.5', 'claude-sonnet-4-5-20250929'],
  }),
  claude(
    'claude-haiku-5-5',
    'Claude Haiku 5.5',
    M,
    128_000,
    tiered(usd(0.1, 0.5, 0.01), 100_000, usd(0.5, 2.5, 0.05)),
    { ...REASONING, aliases: ['claude-haiku', 'claude-haiku-5.5'] },
  ),
  claude('claude-haiku-4-5', 'Claude Haiku 4.5', 200_000, 64_000, usd(1, 5, 0.1), {
    aliases: ['claude-haiku-4', 'claude-haiku-4.5', 'claude-haiku-4-5-20251001'],
  }),
  gpt(
    'gpt-6-sol',
    'GPT-6 Sol',
    1_050_000,
    128_000,
    tiered(usd(2, 10, 0.2), 272_000, usd(4, 15, 0.4)),
    REASONING,
  ),
  gpt(
    'gpt-6-luna',
    'GPT-6 Luna',
    1_050_000,
    128_000,
    tiered(usd(0.1, 0.5, 0.01), 272_000, usd(0.2, 0.75, 0.02)),
    REASONING,
  ),
  gpt('gpt-5', 'GPT-5', 400_000, 128_000, usd(1.25, 10, 0.125), REASONING),
  gpt('gpt-5-mini', 'GPT-5 mini', 400_000, 128_000, usd(0.25, 2, 0.025), REASONING),
  gpt('gpt-5-nano', 'GPT-5 nano', 400_000, 128_000, usd(0.05, 0.4, 0.005), REASONING),
  gpt('gpt-4.1', 'GPT-4.1', 1_047_576, 32_768, usd(2, 8, 0.5)),
  gpt('gpt-4.1-mini', 'GPT-4.1 mini', 1_047_576, 32_768, usd(0.4, 1.6, 0.1)),
  gpt('gpt-4.1-nano', 'GPT-4.1 nano', 1_047_576, 32_768, usd(0.1, 0.4, 0.025)),
  gpt('gpt-4o', 'GPT-4o', 128_000, 16_384, usd(2.5, 10, 1.25)),
  gpt('gpt-4o-mini', 'GPT-4o mini', 128_000, 16_384, usd(0.15, 0.6, 0.075)),
  gpt('gpt-4-turbo', 'GPT-4 Turbo', 128_000, 4_096, usd(10, 30), { capabilities: NO_JSON }),
  gpt('gpt-4', 'GPT-4', 8_192, 8_192, usd(30, 60), { capabilities: NO_JSON }),
  gpt('gpt-3.5-turbo', 'GPT-3.5 Turbo', 16_385, 4_096, usd(0.5, 1.5), { capabilities: NO_JSON }),
  gpt('o4-mini', 'OpenAI o4-mini', 200_000, 100_000, usd(1.1, 4.4, 0.275), REASONING),
  maker('sandbox')('sandbox', 'Sandbox (canned replies)', M, 64_000, SANDBOX_PRICE),
];

/** Providers whose models are named `<provider>:<model>` because no list of them is fixed. */
export const CUSTOM_PROVIDERS = ['openai-compatible', 'ollama', 'lmstudio'] as const;

const byName = new Map<string, CatalogModel>();
for (const model of MODELS) {
  for (const name of [model.name, ...model.aliases]) byName.set(name, model);
}

/**
 * The model of that name or alias, or of a `<provider>:<model>` name. `price` applies to custom
 * models only, which are free unless told otherwise. Undefined: nobody knows this name.
 */
export function findModel(name: string, price: ModelPrice = FREE): CatalogModel | undefined {
  const known = byName.get(name.trim().toLowerCase());
  if (known) return known;
  const [prefix, ...rest] = name.trim().split(':');
  const provider = CUSTOM_PROVIDERS.find((custom) => custom === prefix?.toLowerCase());
  const providerModel = rest.join(':');
  if (!provider || !/^[\w./:@+-]{1,200}$/.test(providerModel)) return undefined;
  return {
    name: `${provider}:${providerModel}`,
    providerModel,
    provider,
    label: providerModel,
    aliases: [],
    contextWindow: 128_000,
    maxOutputTokens: 16_384,
    price,
    capabilities: ALL,
    temperature: true,
  };
}

/** For a sentence: every name that can be typed as it is. */
export function knownModelNames(): string[] {
  return [...MODELS.map((model) => model.name), ...CUSTOM_PROVIDERS.map((p) => `${p}:<model>`)];
}
