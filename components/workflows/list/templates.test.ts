import { describe, expect, it } from 'vitest';
import { sampleFor } from '@/components/workflows/edit/sample';
import { cronWords, triggerWords } from '@/components/workflows/edit/trigger-words';
import { BLANK, TEMPLATES } from '@/components/workflows/list/templates';
import { compile } from '@/lib/engine/compile';

describe('the templates', () => {
  it.each([
    ...TEMPLATES.map((one) => [one.name, one.definition] as const),
    ['blank', BLANK] as const,
  ])('%s has no problem but what must be filled in', (_, definition) => {
    const { problems } = compile(definition);
    expect(problems.filter(({ path }) => !path.endsWith('credentialId'))).toEqual([]);
  });

  it('say what must be filled in exactly when something must', () => {
    for (const { definition, needs, name } of TEMPLATES)
      expect(JSON.stringify(definition).includes('"credentialId":""'), name).toBe(needs !== null);
  });

  it('give a sample input that their schema describes', () => {
    const [orders] = TEMPLATES;
    expect(sampleFor(orders?.definition ?? {})).toMatchObject({ orders: [{ id: 'A1' }, {}, {}] });
  });
});

describe('triggers in words', () => {
  it.each([
    ['0 6 * * *', 'every day at 06:00'],
    ['*/15 * * * *', 'every 15 minutes'],
    ['30 9 * * 1-5', 'on weekdays at 09:30'],
    ['0 8 * * 1', 'on Mondays at 08:00'],
    ['0 0 1 * *', 'on day 1 of each month at 00:00'],
    ['0 */2 * * *', 'every 2 hours'],
    ['5 4 1-7 * 2', '5 4 1-7 * 2'],
  ])('%s is %s', (cron, words) => expect(cronWords(cron)).toBe(words));

  it('name events and calls', () => {
    expect(triggerWords({ type: 'event', event: 'agent.failed' })).toBe('On agent.failed');
    expect(triggerWords({ type: 'schedule', cron: '0 6 * * *', timezone: 'Europe/Paris' })).toBe(
      'Every day at 06:00, Europe/Paris',
    );
  });
});
