import type { ModelMessage } from 'ai';
import type { ModelPrice, ModelUsage, ToolDefinition } from './contract';

const MICRO_CREDITS_PER_DOLLAR = 100_000_000n;

function whole(tokens: number): bigint {
  return Number.isFinite(tokens) && tokens > 0 ? BigInt(Math.ceil(tokens)) : 0n;
}

/** What a call costs in micro-credits. Cached input tokens are part of the input tokens. */
export function costMicroCredits(
  price: ModelPrice,
  usage: Pick<ModelUsage, 'inputTokens' | 'outputTokens' | 'cachedInputTokens'>,
): bigint {
  const input = whole(usage.inputTokens);
  const reported = whole(usage.cachedInputTokens);
  const cached = reported < input ? reported : input;
  const long = price.longInput && input > BigInt(price.longInput.above) ? price.longInput : price;
  return (
    (input - cached) * BigInt(long.inputPerToken) +
    cached * BigInt(long.cachedInputPerToken) +
    whole(usage.outputTokens) * BigInt(long.outputPerToken) +
    BigInt(price.perCall)
  );
}

/** The most a call can cost in micro-credits: nothing cached, every output token used. */
export function worstCase(
  price: ModelPrice,
  inputTokensEstimate: number,
  maxOutputTokens: number,
): bigint {
  return costMicroCredits(price, {
    inputTokens: inputTokensEstimate,
    outputTokens: maxOutputTokens,
    cachedInputTokens: 0,
  });
}

/** Dollars as an exact decimal string with up to 8 places: 12345n is `0.00012345`. */
export function usdFromMicroCredits(micro: bigint): string {
  const sign = micro < 0n ? '-' : '';
  const absolute = micro < 0n ? -micro : micro;
  const cents = (absolute % MICRO_CREDITS_PER_DOLLAR).toString().padStart(8, '0');
  const fraction = cents.replace(/0+$/, '');
  return `${sign}${absolute / MICRO_CREDITS_PER_DOLLAR}${fraction ? `.${fraction}` : ''}`;
}

/** A text's tokens, guessed: a quarter of its UTF-8 bytes, rounded up. */
export function textTokens(text: string): number {
  return Math.ceil(new TextEncoder().encode(text).length / 4);
}

/**
 * The tokens a request will use, guessed from its length for reserving credits before a call.
 * A few tokens a message stand for what the provider wraps around it.
 */
export function estimateTokens(
  messages: readonly ModelMessage[],
  rest: { system?: string | undefined; tools?: readonly ToolDefinition[] | undefined } = {},
): number {
  let total = rest.system ? textTokens(rest.system) + 4 : 0;
  for (const message of messages) {
    total += 4;
    total +=
      typeof message.content === 'string'
        ? textTokens(message.content)
        : textTokens(JSON.stringify(message.content));
  }
  if (rest.tools?.length) total += textTokens(JSON.stringify(rest.tools)) + 32;
  return total;
}
