import type { Doc } from '@/components/workflows/edit/address';

export type Template = {
  id: string;
  name: string;
  about: string;
  /** What has to be filled in before it can run. */
  needs: string | null;
  definition: Doc;
};

const text = { type: 'string' };

/** What a new workflow can begin with. Each shows one thing that workflows are good at. */
export const TEMPLATES: readonly Template[] = [
  {
    id: 'orders',
    name: 'Sort orders',
    about: 'Goes through a list, decides for each, and adds up what it found.',
    needs: null,
    definition: {
      inputSchema: {
        type: 'object',
        properties: {
          orders: {
            type: 'array',
            items: { type: 'object', properties: { id: text, total: { type: 'number' } } },
            examples: [
              [
                { id: 'A1', total: 40 },
                { id: 'A2', total: 250 },
                { id: 'A3', total: 900 },
              ],
            ],
          },
        },
        required: ['orders'],
      },
      triggers: [{ type: 'manual' }],
      steps: [
        {
          id: 'each_order',
          name: 'Each order',
          type: 'loop',
          config: {
            items: 'input.orders',
            as: 'order',
            steps: [
              {
                id: 'large',
                name: 'Is it large?',
                type: 'conditional',
                config: {
                  condition: 'order.total >= 200',
                  // biome-ignore lint/suspicious/noThenProperty: the definition's own word
                  then: [
                    {
                      id: 'review',
                      name: 'Mark for review',
                      type: 'set',
                      config: { id: '{{ order.id }}', lane: 'review' },
                    },
                  ],
                  else: [
                    {
                      id: 'accept',
                      name: 'Accept',
                      type: 'set',
                      config: { id: '{{ order.id }}', lane: 'accepted' },
                    },
                  ],
                },
              },
            ],
          },
        },
        {
          id: 'total',
          name: 'Add up',
          type: 'transform',
          config: {
            expression: '{ orders: length(input.orders), sorted: steps.each_order.output }',
          },
        },
      ],
      output: '{{ steps.total.output }}',
    },
  },
  {
    id: 'triage',
    name: 'Triage tickets into Slack',
    about: 'A call comes in, a model classifies it, urgent ones go to a channel.',
    needs: 'A Slack credential and a channel',
    definition: {
      inputSchema: {
        type: 'object',
        properties: { subject: text, body: text },
        required: ['body'],
      },
      triggers: [{ type: 'webhook' }],
      steps: [
        {
          id: 'classify',
          name: 'Classify',
          type: 'llm',
          config: {
            model: 'claude-sonnet-4',
            prompt:
              'How urgent is this ticket, and in one sentence, what is it about?\n\n{{ input.body }}',
            schema: {
              type: 'object',
              properties: { urgent: { type: 'boolean' }, summary: text },
              required: ['urgent', 'summary'],
            },
          },
        },
        {
          id: 'is_urgent',
          name: 'Is it urgent?',
          type: 'conditional',
          config: {
            condition: 'steps.classify.output.urgent',
            // biome-ignore lint/suspicious/noThenProperty: the definition's own word
            then: [
              {
                id: 'tell',
                name: 'Tell the team',
                type: 'connector',
                config: {
                  connectorType: 'slack',
                  credentialId: '',
                  action: 'send_message',
                  channel: '#support',
                  text: '{{ steps.classify.output.summary }}',
                },
              },
            ],
            else: [],
          },
        },
      ],
    },
  },
  {
    id: 'nightly',
    name: 'Nightly report by mail',
    about: 'Each morning it fetches figures, has them summed up, and mails them.',
    needs: 'The address of your figures and a mail credential',
    definition: {
      triggers: [{ type: 'schedule', cron: '0 6 * * *', timezone: 'UTC' }],
      settings: { timeout: '30m', maxCredits: 10 },
      steps: [
        {
          id: 'fetch',
          name: 'Fetch the figures',
          type: 'http_request',
          config: { method: 'GET', url: 'https://example.com/report.json' },
          retry: { maxAttempts: 5, initialInterval: '10s' },
        },
        {
          id: 'summarize',
          name: 'Sum up',
          type: 'llm',
          config: {
            model: 'claude-sonnet-4',
            prompt:
              'Sum these figures up in five lines for the team:\n\n{{ steps.fetch.output.data }}',
          },
        },
        {
          id: 'mail',
          name: 'Mail it',
          type: 'connector',
          config: {
            connectorType: 'smtp',
            credentialId: '',
            action: 'send_email',
            to: 'team@example.com',
            subject: 'Last night',
            text: '{{ steps.summarize.output }}',
          },
        },
      ],
    },
  },
  {
    id: 'refund',
    name: 'Ask before a large refund',
    about: 'Small refunds go through at once, large ones wait for a person.',
    needs: 'A Stripe credential',
    definition: {
      inputSchema: {
        type: 'object',
        properties: {
          charge: { ...text, examples: ['ch_123'] },
          amount: { type: 'number', minimum: 0, examples: [120] },
        },
        required: ['charge', 'amount'],
      },
      triggers: [{ type: 'manual' }],
      settings: { concurrency: { limit: 1, key: 'input.charge' } },
      steps: [
        {
          id: 'ask',
          name: 'Ask a person',
          type: 'approval',
          if: 'input.amount >= 100',
          config: {
            title: 'Refund {{ input.amount }} USD?',
            timeout: '3d',
            onTimeout: 'reject',
            onReject: 'fail',
          },
        },
        {
          id: 'refund',
          name: 'Refund',
          type: 'connector',
          config: {
            connectorType: 'stripe',
            credentialId: '',
            action: 'create_refund',
            charge: '{{ input.charge }}',
          },
          onError: { goto: 'report' },
        },
        {
          id: 'report',
          name: 'Report the failure',
          type: 'emit',
          config: { event: 'refund.failed', data: { charge: '{{ input.charge }}' } },
        },
      ],
    },
  },
  {
    id: 'watch',
    name: 'Watch your sites',
    about: 'Every 15 minutes it looks at each address and tells which ones are down.',
    needs: null,
    definition: {
      vars: { sites: ['https://example.com', 'https://example.org'] },
      triggers: [{ type: 'schedule', cron: '*/15 * * * *', timezone: 'UTC' }],
      steps: [
        {
          id: 'each_site',
          name: 'Each site',
          type: 'loop',
          config: {
            items: 'vars.sites',
            as: 'site',
            concurrency: 5,
            steps: [
              {
                id: 'look',
                name: 'Look at it',
                type: 'http_request',
                config: { method: 'GET', url: '{{ site }}', acceptStatus: 'any', timeout: '10s' },
                retry: { maxAttempts: 2 },
              },
              {
                id: 'verdict',
                name: 'Is it up?',
                type: 'set',
                config: { site: '{{ site }}', up: '{{ steps.look.output.status < 400 }}' },
              },
            ],
          },
        },
        {
          id: 'down',
          name: 'Those that are down',
          type: 'transform',
          config: { expression: 'filter(steps.each_site.output, one => !one.up)' },
        },
        {
          id: 'tell',
          name: 'Tell others',
          type: 'emit',
          if: 'length(steps.down.output) > 0',
          config: { event: 'sites.down', data: { sites: '{{ steps.down.output }}' } },
        },
      ],
    },
  },
];

/** A workflow from scratch: one step, so that there is something to see. */
export const BLANK: Doc = {
  triggers: [{ type: 'manual' }],
  steps: [{ id: 'hello', name: 'Say hello', type: 'set', config: { message: 'Hello' } }],
};
