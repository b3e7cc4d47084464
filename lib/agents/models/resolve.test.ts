import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEgress } from '@/lib/core/egress/egress';
import { EgressError } from '@/lib/core/egress/error';
import { startOpenAI } from '@/lib/testing/vendors/openai';
import type { Vendor } from '@/lib/testing/vendors/server';
import { callModel } from './call';
import { findModel, MODELS, SANDBOX_PRICE } from './catalog';
import type { ModelSettings } from './contract';
import { discoverModels, listModels, localModelHosts } from './discover';
import { ModelError } from './errors';
import { resolveModel } from './resolve';

const development: ModelSettings = { mode: 'development' };
const production: ModelSettings = { mode: 'production' };

const failure = (name: string, settings: ModelSettings): ModelError => {
  try {
    resolveModel(name, settings);
  } catch (error) {
    if (error instanceof ModelError) return error;
  }
  throw new Error('did not fail');
};

describe('known models', () => {
  test.each([
    'claude-sonnet-4',
    'claude-opus-4',
    'claude-haiku',
    'gpt-4',
    'gpt-4-turbo',
    'gpt-4o',
    'gpt-4o-mini',
    'sandbox',
  ])('%s is known', (name) => {
    expect(findModel(name)).toBeDefined();
  });

  test('no name or alias is used twice, and prices are whole micro-credits', () => {
    const names = MODELS.flatMap((model) => [model.name, ...model.aliases]);
    expect(new Set(names).size).toBe(names.length);
    for (const { price } of MODELS) {
      for (const part of [price.inputPerToken, price.cachedInputPerToken, price.outputPerToken]) {
        expect(Number.isInteger(part) && part >= 0).toBe(true);
      }
    }
    expect(findModel('claude-sonnet-4')?.price).toMatchObject({
      inputPerToken: 300,
      cachedInputPerToken: 30,
      outputPerToken: 1500,
    });
    expect(findModel('gpt-4o-mini')?.price.cachedInputPerToken).toBe(8);
  });

  test('a name that nobody knows is answered with those that are', () => {
    const error = failure('gpt-99', development);
    expect(error.code).toBe('MODEL_UNKNOWN');
    expect(error.message).toMatch(/"gpt-99".*claude-opus-5-5.*gpt-4o.*ollama:<model>/);
    expect(failure('ollama:', development).code).toBe('MODEL_UNKNOWN');
    expect(failure('__proto__', development).code).toBe('MODEL_UNKNOWN');
  });
});

describe('a missing key', () => {
  test('outside production the sandbox stands in, at its own price, and says so', () => {
    const resolved = resolveModel('claude-sonnet-4', { ...development, ANTHROPIC_API_KEY: ' ' });
    expect(resolved).toMatchObject({
      requested: 'claude-sonnet-4',
      used: 'sandbox',
      provider: 'sandbox',
      price: SANDBOX_PRICE,
    });
    expect(resolved.warning).toBe(
      'claude-sonnet-4 has no ANTHROPIC_API_KEY, so the sandbox model answered with canned ' +
        'replies. Set ANTHROPIC_API_KEY to use Claude Sonnet 4.6.',
    );
  });

  test.each([
    ['claude-opus-4', 'ANTHROPIC_API_KEY'],
    ['gpt-4', 'OPENAI_API_KEY'],
    ['openai-compatible:llama', 'OPENAI_COMPATIBLE_BASE_URL'],
    ['ollama:llama3', 'OPENAI_COMPATIBLE_BASE_URL'],
  ])('in production %s names %s', (name, setting) => {
    const error = failure(name, production);
    expect(error.code).toBe('MODEL_NOT_CONFIGURED');
    expect(error.message).toContain(setting);
  });

  test('the sandbox itself needs none, in production too', () => {
    expect(resolveModel('sandbox', production)).toMatchObject({ used: 'sandbox' });
    expect(resolveModel('sandbox', production).warning).toBeUndefined();
  });

  test('a base URL that is none is told by its setting', () => {
    const settings = { ...production, OPENAI_API_KEY: 'k', OPENAI_BASE_URL: 'localhost:1' };
    expect(failure('gpt-4', settings).message).toMatch(/^OPENAI_BASE_URL must be/);
    const price = { ...production, OPENAI_COMPATIBLE_PRICE: 'cheap' };
    expect(failure('openai-compatible:x', price).message).toMatch(/^OPENAI_COMPATIBLE_PRICE must/);
  });
});

describe('custom models', () => {
  let server: Vendor;
  beforeAll(async () => {
    server = await startOpenAI({ chatOnly: true, models: ['llama3.2:3b', 'org/qwen'] });
  });
  afterAll(() => server.close());
  const local = (): ModelSettings => ({
    ...development,
    OLLAMA_BASE_URL: server.baseUrl,
    // Nothing listens on port 1: silence must not delay or break the list.
    LMSTUDIO_BASE_URL: 'http://127.0.0.1:1/v1',
  });

  test('are found on this machine in development, once per half minute', async () => {
    const names = async (now: number) =>
      (await discoverModels(local(), { now: () => now })).map((model) => model.name);
    server.requests.length = 0;
    expect(await names(0)).toEqual(['ollama:llama3.2:3b', 'ollama:org/qwen']);
    await names(29_999);
    expect(server.requests).toHaveLength(1);
    await names(30_000);
    expect(server.requests).toHaveLength(2);
  });

  test('are never looked for on this machine in production', async () => {
    server.requests.length = 0;
    expect(await discoverModels({ ...local(), mode: 'production' })).toEqual([]);
    expect(server.requests).toEqual([]);
    expect(localModelHosts({ ...local(), mode: 'production' })).toEqual([]);
    expect(localModelHosts(development)).toEqual(['127.0.0.1:11434', '127.0.0.1:1234']);
  });

  test('can be called, free or at the price that is set', async () => {
    const model = resolveModel('ollama:llama3.2:3b', local());
    server.script([{ text: 'Hello.' }]);
    const result = await callModel({ model, messages: [{ role: 'user', content: 'Hi' }] });
    expect(result.text).toBe('Hello.');
    expect(server.requests.at(-1)?.body.model).toBe('llama3.2:3b');
    expect(server.requests.at(-1)?.headers.authorization).toBeUndefined();
    expect(model.price).toMatchObject({ inputPerToken: 0, perCall: 0 });
    const priced = resolveModel('openai-compatible:llama', {
      ...production,
      OPENAI_COMPATIBLE_BASE_URL: server.baseUrl,
      OPENAI_COMPATIBLE_PRICE: '0.5/1.5',
    });
    expect(priced.price).toMatchObject({ inputPerToken: 50, outputPerToken: 150 });
  });

  test('every request goes through the fetch that was handed in', async () => {
    const asked: string[] = [];
    const fetch: typeof globalThis.fetch = async (input) => {
      asked.push(String(input));
      throw new EgressError('EGRESS_BLOCKED', 'This address is not allowed.');
    };
    const settings = { ...production, ANTHROPIC_API_KEY: 'k', OPENAI_API_KEY: 'k' };
    for (const name of ['claude-opus', 'gpt-4o']) {
      await expect(
        callModel({
          model: resolveModel(name, settings, { fetch }),
          messages: [{ role: 'user', content: 'Hi' }],
        }),
      ).rejects.toMatchObject({ code: 'MODEL_NOT_CONFIGURED' });
    }
    expect(asked).toEqual([
      'https://api.anthropic.com/v1/messages',
      'https://api.openai.com/v1/responses',
    ]);
  });

  test('a server on this machine is reached through the egress guard only when allowed', async () => {
    const settings = { ...production, OPENAI_COMPATIBLE_BASE_URL: server.baseUrl };
    const through = async (allow: string) => {
      const egress = createEgress({ allow: () => allow });
      try {
        const model = resolveModel('openai-compatible:x', settings, {
          fetch: egress.createEgressFetch(),
        });
        return await callModel({
          model,
          messages: [{ role: 'user', content: 'Hi' }],
          maxAttempts: 2,
          clock: { now: () => 0, random: () => 0, wait: async () => {} },
        });
      } finally {
        await egress.close();
      }
    };
    server.requests.length = 0;
    await expect(through('')).rejects.toMatchObject({
      code: 'MODEL_NOT_CONFIGURED',
      message: expect.stringContaining('EGRESS_ALLOW'),
      attempts: 1,
    });
    expect(server.requests).toEqual([]);
    const text = 'one two three four';
    server.script([{ text, fault: { reset: true, after: 3 } }, { text }]);
    expect(await through(server.host)).toMatchObject({ text, attempts: 2 });
    server.script([{ fault: { reset: true } }, { text, fault: { reset: true, after: 3 } }]);
    await expect(through(server.host)).rejects.toMatchObject({ code: 'MODEL_UNAVAILABLE' });
  });

  test('the list puts what can be called first and names what is missing', async () => {
    const list = await listModels({ ...local(), OPENAI_API_KEY: 'k' });
    const firstMissing = list.findIndex((model) => model.missing);
    expect(list.slice(firstMissing).every((model) => model.missing === 'ANTHROPIC_API_KEY')).toBe(
      true,
    );
    const callable = list.slice(0, firstMissing).map((model) => model.name);
    expect(callable).toEqual(expect.arrayContaining(['sandbox', 'gpt-4o', 'ollama:org/qwen']));
  });
});
