import { readFileSync } from 'node:fs';
import { isFleetPromptError, verifyWebhook } from '@fleetprompt/sdk';
import { type Command, EXIT, UsageError } from '../command';

export const verify: Command = {
  name: 'verify',
  args: ['[body-file]'],
  options: {
    secret: { value: 'secret', says: 'The webhook’s secret; else FLEETPROMPT_WEBHOOK_SECRET' },
    header: {
      value: 'name: value',
      short: 'H',
      multiple: true,
      says: 'A header of the delivery; repeat it',
    },
    'any-time': { says: 'Accept deliveries of more than five minutes ago' },
  },
  says: 'Check the signature of a webhook delivery: its body from a file or piped in',
  async run({ terminal, given, env, json }) {
    const secret = given.text('secret') ?? env.FLEETPROMPT_WEBHOOK_SECRET;
    if (!secret) throw new UsageError('Give --secret, or set FLEETPROMPT_WEBHOOK_SECRET.');
    const headers = Object.fromEntries(given.texts('header').map(pair));
    const [file = '-'] = given.args;
    const body = file === '-' ? await terminal.input() : readFileSync(file);
    const toleranceSeconds = given.on('any-time') ? Number.POSITIVE_INFINITY : undefined;
    try {
      const event = await verifyWebhook(body, headers, secret, { toleranceSeconds });
      if (json) terminal.json({ valid: true, event });
      else
        terminal.out(
          terminal.color('green', `✓ The signature is good: ${event.type ?? event.event}`),
        );
      return 0;
    } catch (error) {
      if (!isFleetPromptError(error)) throw error;
      if (json) terminal.json({ valid: false, code: error.code, error: error.message });
      else terminal.note(terminal.color('red', `✗ ${error.message}`));
      return EXIT.failed;
    }
  },
};

function pair(text: string): [string, string] {
  const colon = text.indexOf(':');
  if (colon < 1) throw new UsageError(`--header "${text}" must be as "webhook-id: evt_1".`);
  return [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
}
