// biome-ignore-all lint/suspicious/noThenProperty: the definition's own word; never awaited
import { expect, describe as group, it } from 'vitest';
import { describe } from './describe';
import { diff } from './diff';
import { graph } from './graph';
import { planOf } from './testing/simulate';

const definition = {
  triggers: [{ type: 'event', event: 'order.created', filter: 'data.total > 0' }],
  steps: [
    {
      id: 'a',
      type: 'http',
      config: {
        method: 'POST',
        url: 'https://API.example.com/x',
        credentialId: 'c1',
        headers: { K: '{{ secrets.KEY }}' },
      },
      onError: { goto: 'tell' },
    },
    { id: 'b', type: 'http', config: { url: 'https://b.example/{{ input.path }}' } },
    { id: 'c', type: 'http', config: { url: '{{ input.url }}' } },
    { id: 'd', type: 'http', config: { url: 'https://{{ input.tenant }}.example.com/' } },
    {
      id: 'if1',
      type: 'if',
      config: {
        condition: 'input.x',
        then: [{ id: 'ask', type: 'agent', config: { agentId: 'support' } }],
      },
    },
    {
      id: 'p',
      type: 'parallel',
      config: {
        branches: [
          {
            id: 'left',
            steps: [{ id: 'l', type: 'llm', config: { model: 'gpt-4', prompt: 'x' } }],
          },
        ],
      },
    },
    {
      id: 'tell',
      type: 'connector',
      config: { connectorType: 'slack', credentialId: 'c2', action: 'send_message', text: 'x' },
    },
  ],
};

group('what an install plan can say', () => {
  const it_ = describe(planOf(definition));

  it('names every host, and says where one is only known when it runs', () => {
    expect(it_.hosts).toEqual(['api.example.com', 'b.example', null]);
  });

  it.each([
    ['https://a.example@b.example/', 'b.example'],
    ['https://b.example\\@a.example/', 'b.example'],
    ['https://a.example{{ input.x }}/', null],
    ['https://a.example{{ input.x }}', null],
    ['https://a.example/{{ input.x }}', 'a.example'],
    ['https://u@a.example/{{ input.x }}', null],
    ['not a url', null],
  ])('is not deceived about where %s leads', (url, host) => {
    const steps = [{ id: 'a', type: 'http', config: { url } }];
    expect(describe(planOf({ steps })).hosts).toEqual([host]);
  });

  it('names connectors, credentials, secrets, agents and models', () => {
    expect(it_.connectors).toEqual([{ connector: null, type: 'slack', action: 'send_message' }]);
    expect(it_.credentials).toEqual(['c1', 'c2']);
    expect(it_.secrets).toEqual(['KEY']);
    expect(it_.agents).toEqual(['support']);
    expect(it_.models).toEqual(['gpt-4']);
  });

  it('has a plain sentence for each step and trigger', () => {
    expect(it_.triggers).toEqual(['when order.created happens and data.total > 0']);
    expect(it_.sentences[0]?.text).toBe(
      'a: sends an HTTP request POST https://API.example.com/x; on failure runs tell.',
    );
    expect(it_.sentences.find((s) => s.step === 'ask')?.depth).toBe(1);
  });
});

group('what a canvas draws', () => {
  it('nodes with their containers and lanes, edges for order and errors', () => {
    const { nodes, edges } = graph(planOf(definition));
    expect(nodes.find((n) => n.id === 'ask')).toMatchObject({ parent: 'if1', lane: 'then' });
    expect(nodes.find((n) => n.id === 'l')).toMatchObject({ parent: 'p', lane: 'left' });
    expect(edges).toContainEqual({ from: 'a', to: 'b', kind: 'next' });
    expect(edges).toContainEqual({ from: 'a', to: 'tell', kind: 'error' });
    expect(edges.some((e) => e.to === 'tell' && e.kind === 'next')).toBe(false);
  });
});

group('what changed between two versions', () => {
  const change = (edit: (copy: typeof definition) => void) => {
    const copy = structuredClone(definition);
    edit(copy);
    return diff(definition, copy);
  };

  it('nothing, whatever the order of keys', () => {
    expect(change(() => {}).same).toBe(true);
  });

  it('a field of a step, with its path, also inside a branch', () => {
    const changed = change((copy) => {
      const inner = copy.steps[4]?.config.then?.[0];
      if (inner) inner.config.agentId = 'sales';
    });
    expect(changed.steps).toEqual([
      expect.objectContaining({
        id: 'ask',
        change: 'changed',
        fields: [{ path: 'config.agentId', before: 'support', after: 'sales' }],
      }),
    ]);
  });

  it('steps added, removed and moved', () => {
    const changed = change((copy) => {
      copy.steps.splice(1, 1);
      copy.steps.push({ id: 'new', type: 'http', config: { url: 'https://n.example' } });
    });
    expect(changed.steps.map((s) => `${s.id} ${s.change}`)).toEqual([
      'b removed',
      'c moved',
      'new added',
    ]);
  });

  it('everything else of the definition', () => {
    const changed = change((copy) => {
      (copy as { name?: string }).name = 'x';
      copy.triggers = [];
    });
    expect(changed.definition.map((c) => c.path)).toEqual(['triggers', 'name']);
  });
});
