import { z } from 'zod';
import { FREE, findModel, MODELS } from './catalog';
import type { CatalogModel, ModelSettings, ProviderId } from './contract';
import { customBaseUrl, customPrice, missingSetting, type ResolveOptions } from './resolve';

const FRESH_MS = 30_000;
const TIMEOUT_MS = 500;

const Listing = z.object({
  data: z.array(z.object({ id: z.string().min(1).max(200) })).max(500),
});

type CustomProvider = Extract<ProviderId, 'openai-compatible' | 'ollama' | 'lmstudio'>;

/** Answers, also the empty ones, so that a page does not wait for a server that is not there. */
const cache = new Map<string, { until: number; names: Promise<string[]> }>();

async function ask(url: string, apiKey: string | undefined, request: typeof globalThis.fetch) {
  try {
    const response = await request(`${url}/models`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: 'error',
      ...(apiKey ? { headers: { authorization: `Bearer ${apiKey}` } } : {}),
    });
    if (!response.ok) {
      await response.body?.cancel();
      return [];
    }
    return Listing.parse(await response.json()).data.map((model) => model.id);
  } catch {
    return [];
  }
}

/** The custom providers whose servers may be asked for their models under these settings. */
function reachable(settings: ModelSettings): CustomProvider[] {
  const compatible = settings.OPENAI_COMPATIBLE_BASE_URL?.trim()
    ? ['openai-compatible' as const]
    : [];
  return settings.mode === 'production' ? compatible : [...compatible, 'ollama', 'lmstudio'];
}

/** `host:port` of the local model servers that development talks to; none in production. */
export function localModelHosts(settings: ModelSettings): string[] {
  if (settings.mode === 'production') return [];
  return (['ollama', 'lmstudio'] as const).map((p) => new URL(customBaseUrl(p, settings)).host);
}

/**
 * The models that the OpenAI-compatible server and, in development, Ollama and LM Studio on this
 * machine have. A server that is silent for half a second has none. Kept for 30 seconds.
 */
export async function discoverModels(
  settings: ModelSettings,
  options: ResolveOptions & { now?: () => number } = {},
): Promise<CatalogModel[]> {
  const now = (options.now ?? Date.now)();
  const request = options.fetch ?? globalThis.fetch;
  const found = await Promise.all(
    reachable(settings).map(async (provider) => {
      const url = customBaseUrl(provider, settings);
      const compatible = provider === 'openai-compatible';
      const apiKey = compatible ? settings.OPENAI_COMPATIBLE_API_KEY?.trim() : undefined;
      const key = `${url} ${apiKey ?? ''}`;
      let known = cache.get(key);
      if (!known || known.until <= now) {
        known = { until: now + FRESH_MS, names: ask(url, apiKey, request) };
        if (cache.size > 100) cache.clear();
        cache.set(key, known);
      }
      const price = compatible ? customPrice(settings) : FREE;
      const names = await known.names;
      return names.flatMap((name) => findModel(`${provider}:${name}`, price) ?? []);
    }),
  );
  return found.flat();
}

export interface ListedModel extends CatalogModel {
  /** The setting that is missing; undefined when the model can be called. */
  missing?: string;
}

/** Every model to choose from: the known ones and those discovered, callable ones first. */
export async function listModels(
  settings: ModelSettings,
  options: ResolveOptions = {},
): Promise<ListedModel[]> {
  const all = [...MODELS, ...(await discoverModels(settings, options))].map((model) => {
    const missing = missingSetting(model, settings);
    return missing ? { ...model, missing } : { ...model };
  });
  return [...all.filter((model) => !('missing' in model)), ...all.filter((m) => 'missing' in m)];
}
