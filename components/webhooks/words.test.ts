import { expect, test } from 'vitest';
import type { Webhook } from '@/components/webhooks/model';
import { adviceFor, eventsOf, failureRate, formatRate, nameOf } from '@/components/webhooks/words';

test('a webhook without a name is called by its host', () => {
  expect(nameOf({ name: '', url: 'https://a.example.com:8443/x?token=1' })).toBe(
    'a.example.com:8443',
  );
  expect(nameOf({ name: 'CRM', url: 'https://a.example.com' })).toBe('CRM');
});

test('events are summed up in a word or two', () => {
  expect(eventsOf([])).toBe('All events');
  expect(eventsOf(['agent.*'])).toBe('agent.*');
  expect(eventsOf(['a.b', 'c.d'])).toBe('2 events');
});

test('a small failure rate is not rounded away', () => {
  const of = (deliveries: number, failed: number) =>
    failureRate({ last_24h: { deliveries, failed } } as Webhook);
  expect(of(0, 0)).toBeNull();
  expect(formatRate(of(1000, 1) ?? 0)).toBe('0.1 %');
  expect(formatRate(of(4, 1) ?? 0)).toBe('25 %');
  expect(formatRate(0)).toBe('0 %');
});

test('common failures come with what to do', () => {
  expect(adviceFor('x did not answer within 15 seconds.', null)).toMatch(/15 seconds/);
  expect(adviceFor('The receiver answered 401.', 401)).toMatch(/secret/);
  expect(adviceFor('The receiver answered 500.', 500)).toBeNull();
});
