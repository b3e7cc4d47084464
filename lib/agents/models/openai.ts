import type { OpenAIProvider } from '@ai-sdk/openai';
import {
  APICallError,
  type LanguageModel,
  type LanguageModelMiddleware,
  wrapLanguageModel,
} from 'ai';

/** Base URLs that turned out to know Chat Completions only, for the life of this process. */
const chatOnly = new Set<string>();

/**
 * An OpenAI model over the Responses API. Servers behind a custom base URL often speak only
 * Chat Completions: a 404 on `/responses` there is asked again as `/chat/completions`.
 */
export function openaiModel(
  provider: OpenAIProvider,
  modelId: string,
  baseURL: string,
  official: boolean,
): LanguageModel {
  const responses = provider.responses(modelId);
  if (official) return responses;
  const chat = provider.chat(modelId);

  async function withFallback<T>(
    first: () => PromiseLike<T>,
    second: () => PromiseLike<T>,
  ): Promise<T> {
    if (chatOnly.has(baseURL)) return second();
    try {
      return await first();
    } catch (error) {
      const status = APICallError.isInstance(error) ? error.statusCode : undefined;
      if (status !== 404 && status !== 405 && status !== 501) throw error;
      const answer = await second();
      chatOnly.add(baseURL);
      return answer;
    }
  }
  const middleware: LanguageModelMiddleware = {
    wrapStream: ({ doStream, params }) => withFallback(doStream, () => chat.doStream(params)),
    wrapGenerate: ({ doGenerate, params }) =>
      withFallback(doGenerate, () => chat.doGenerate(params)),
  };
  return wrapLanguageModel({ model: responses, middleware });
}
