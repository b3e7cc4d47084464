/** A model as `GET /api/v1/models` tells it; prices in credits per million tokens. */
export type Model = {
  name: string;
  label: string;
  provider: string;
  aliases: string[];
  context_window: number;
  max_output_tokens: number;
  price: { input: number; output: number; per_call: number };
  available: boolean;
  note: string | null;
};

export type Tool = { name: string; label: string; description: string };

/** What the form chooses from. */
export type Catalog = { models: Model[]; tools: Tool[] };

const providers: Record<string, string> = {
  anthropic: 'Anthropic',
  openai: 'OpenAI',
  'openai-compatible': 'OpenAI-compatible',
  ollama: 'Ollama',
  lmstudio: 'LM Studio',
  sandbox: 'Built in',
};

export const providerLabel = (provider: string) => providers[provider] ?? provider;

/** By name or by one of the names it is also known under. */
export const findIn = (models: readonly Model[], name: string) =>
  models.find((model) => model.name === name || model.aliases.includes(name));

/** `openai-compatible:<model>`, `ollama:<model>` and `lmstudio:<model>` are in no list. */
export const isCustomName = (name: string) =>
  /^(openai-compatible|ollama|lmstudio):[\w./:@+-]{1,200}$/i.test(name);
