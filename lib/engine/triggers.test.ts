import { expect, it } from 'vitest';
import { bareReference } from './expression/bare';
import { planOf } from './testing/simulate';
import { concurrencyKey, passesFilter } from './triggers';

const filter = (text: string) => {
  const plan = planOf({
    triggers: [{ type: 'event', event: 'e', filter: text }],
    steps: [{ id: 'a', type: 'set' }],
  });
  const [trigger] = plan.triggers;
  return trigger?.type === 'event' ? trigger.filter : null;
};

it('an event passes a filter that is true of it, and none that cannot be evaluated', () => {
  expect(passesFilter(filter('data.total > 0'), { type: 'e', data: { total: 1 } })).toBe(true);
  expect(passesFilter(filter('data.total > 0'), { type: 'e', data: { total: 0 } })).toBe(false);
  expect(passesFilter(filter('data.total > 0'), { type: 'e', data: {} })).toBe(false);
  expect(passesFilter(filter('type == event.type'), { type: 'e', data: null })).toBe(true);
  expect(passesFilter(null, { type: 'e', data: null })).toBe(true);
});

it('runs with equal keys share a concurrency limit', () => {
  const plan = planOf({
    settings: { concurrency: { limit: 1, key: 'input.customerId' } },
    steps: [{ id: 'a', type: 'set' }],
  });
  const key = (input: object) =>
    concurrencyKey(plan, { input: input as never, trigger: null, metadata: {} });
  expect(key({ customerId: 1 })).toBe(key({ customerId: 1, other: 2 }));
  expect(key({ customerId: 1 })).not.toBe(key({ customerId: 2 }));
  expect(key({})).toBe('');
});

it.each([
  ['workflow.input.body', '{{ workflow.input.body }}'],
  ['steps.classify.output', '{{ steps.classify.output }}'],
  ['steps.send-mail.output["x"]', '{{ steps.send-mail.output["x"] }}'],
  ['inputs are fine', 'inputs are fine'],
  ['input', 'input'],
  ['steps', 'steps'],
  ['item.', 'item.'],
  ['#triage', '#triage'],
])('the DSL’s %s is read as %s', (text, template) => {
  expect(bareReference(text)).toBe(template);
});
