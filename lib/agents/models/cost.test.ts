import { expect, test } from 'vitest';
import { findModel, SANDBOX_PRICE } from './catalog';
import type { ModelPrice } from './contract';
import { costMicroCredits, estimateTokens, usdFromMicroCredits, worstCase } from './cost';

const priceOf = (name: string) => findModel(name)?.price as ModelPrice;

test('a million tokens cost what the price list says', () => {
  const million = { inputTokens: 1_000_000, outputTokens: 0, cachedInputTokens: 0 };
  expect(usdFromMicroCredits(costMicroCredits(priceOf('claude-sonnet-4'), million))).toBe('3');
  const out = { inputTokens: 0, outputTokens: 1_000_000, cachedInputTokens: 0 };
  expect(usdFromMicroCredits(costMicroCredits(priceOf('gpt-4o'), out))).toBe('10');
});

test('cached input is cheaper, and never more than the input', () => {
  const price = priceOf('claude-sonnet-4');
  const usage = { inputTokens: 1000, outputTokens: 10, cachedInputTokens: 400 };
  expect(costMicroCredits(price, usage)).toBe(600n * 300n + 400n * 30n + 10n * 1500n);
  expect(costMicroCredits(price, { ...usage, cachedInputTokens: 9999 })).toBe(
    1000n * 30n + 10n * 1500n,
  );
});

test('a long input has the price of long inputs, all of it', () => {
  const price = priceOf('claude-haiku');
  const usage = { inputTokens: 100_000, outputTokens: 1, cachedInputTokens: 0 };
  expect(costMicroCredits(price, usage)).toBe(100_000n * 10n + 50n);
  expect(costMicroCredits(price, { ...usage, inputTokens: 100_001 })).toBe(100_001n * 50n + 250n);
});

test('a sandbox call costs 0.01 credit whatever it says', () => {
  const usage = { inputTokens: 12_345, outputTokens: 678, cachedInputTokens: 0 };
  expect(costMicroCredits(SANDBOX_PRICE, usage)).toBe(10_000n);
});

test('no usage is worse than the worst case', () => {
  for (const name of ['claude-opus', 'gpt-4o-mini', 'gpt-6-sol', 'sandbox']) {
    const price = priceOf(name);
    const worst = worstCase(price, 300_000, 500);
    for (const cachedInputTokens of [0, 10, 300_000]) {
      const usage = { inputTokens: 300_000, outputTokens: 500, cachedInputTokens };
      expect(costMicroCredits(price, usage) <= worst).toBe(true);
    }
  }
});

test('nonsense counts are nothing, not an error', () => {
  const usage = { inputTokens: Number.NaN, outputTokens: -5, cachedInputTokens: 3 };
  expect(costMicroCredits(priceOf('gpt-4'), usage)).toBe(0n);
});

test.each([
  [0n, '0'],
  [1n, '0.00000001'],
  [10_000n, '0.0001'],
  [12_345n, '0.00012345'],
  [100_000_000n, '1'],
  [123_456_789_012n, '1234.56789012'],
  [-50_000_000n, '-0.5'],
])('%s micro-credits are %s dollars', (micro, dollars) => {
  expect(usdFromMicroCredits(micro)).toBe(dollars);
});

test('an estimate grows with the system prompt, the messages and the tools', () => {
  const messages = [{ role: 'user' as const, content: 'x'.repeat(400) }];
  const bare = estimateTokens(messages);
  expect(bare).toBe(104);
  const tools = [{ name: 't', inputSchema: { type: 'object' } }];
  expect(estimateTokens(messages, { system: 'y'.repeat(40), tools })).toBeGreaterThan(bare + 14);
});
