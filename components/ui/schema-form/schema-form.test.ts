import { describe, expect, it } from 'vitest';
import { draftOf, problemsOf, readDraft } from '@/components/ui/schema-form/draft';
import { fieldsOf } from '@/components/ui/schema-form/fields';

const schema = {
  type: 'object',
  required: ['region', 'api_key', 'per_day'],
  properties: {
    region: { type: 'string', enum: ['eu', 'us'], title: 'Where' },
    api_key: { type: 'string', format: 'password' },
    per_day: { type: 'integer', minimum: 1, maximum: 50, default: 10 },
    strict: { type: 'boolean' },
    site: { type: 'string', format: 'uri' },
    senders: { type: 'array', items: { type: 'string' } },
    days: { type: 'array', items: { enum: [1, 2, 3] } },
    smtp: {
      type: 'object',
      title: 'Mail server',
      required: ['host'],
      properties: { host: { type: 'string' }, port: { type: 'integer' } },
    },
    extra: { type: 'object' },
  },
};
const fields = fieldsOf(schema);
const filled = { ...draftOf(fields), region: 'eu', api_key: ' s ', 'smtp.host': 'mail' };

describe('fieldsOf', () => {
  it('makes a control for every leaf, in order, with objects as groups', () => {
    expect(fields.map(({ path, shape, group }) => [path, shape.kind, group])).toEqual([
      ['region', 'choice', undefined],
      ['api_key', 'text', undefined],
      ['per_day', 'number', undefined],
      ['strict', 'switch', undefined],
      ['site', 'text', undefined],
      ['senders', 'lines', undefined],
      ['days', 'several', undefined],
      ['smtp.host', 'text', 'Mail server'],
      ['smtp.port', 'number', 'Mail server'],
      ['extra', 'json', undefined],
    ]);
  });

  it('has no controls for no schema, and survives a broken one', () => {
    expect(fieldsOf(null)).toEqual([]);
    expect(fieldsOf({ properties: { a: null, b: 7 }, required: 'a' })).toHaveLength(2);
  });
});

describe('readDraft', () => {
  it('gives what was chosen in the types of the schema, and leaves out what is empty', () => {
    const draft = { ...filled, senders: 'a\n\n b ', days: ['3', '1'], 'smtp.port': '25' };
    expect(readDraft(fields, draft)).toEqual({
      value: {
        region: 'eu',
        api_key: ' s ',
        per_day: 10,
        strict: false,
        senders: ['a', 'b'],
        days: [1, 3],
        smtp: { host: 'mail', port: 25 },
      },
    });
  });

  it('tells every problem at once', () => {
    const draft = { ...filled, region: '', per_day: '51', site: 'nowhere', extra: '{' };
    expect(readDraft(fields, draft)).toEqual({
      problems: {
        region: 'is required',
        per_day: 'must be at most 50',
        site: 'must be an address, as https://example.com',
        extra: 'must be JSON',
      },
    });
  });

  it('lets a stored secret stay empty, and removes it on demand', () => {
    const empty = { ...filled, api_key: '' };
    expect(readDraft(fields, empty)).toHaveProperty('problems.api_key');
    expect(readDraft(fields, empty, ['api_key'])).not.toHaveProperty('value.api_key');
    expect(readDraft(fields, { ...filled, api_key: null })).toHaveProperty('value.api_key', null);
  });
});

describe('problemsOf', () => {
  it('brings what the API says to the control that holds it', () => {
    const details = { 'config.senders.0': 'is empty', 'config.smtp.host': 'is required' };
    expect(problemsOf(fields, details)).toEqual({
      senders: 'is empty',
      'smtp.host': 'is required',
    });
  });
});
