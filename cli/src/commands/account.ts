import { DEFAULT_BASE_URL, FleetPromptClient, isFleetPromptError } from '@fleetprompt/sdk';
import type { Command } from '../command';
import { readSettings, removeSettings, settingsFile, writeSettings } from '../settings';

export const account: Command[] = [
  {
    name: 'login',
    says: 'Keep an API key for the commands that follow',
    async run({ terminal, given, env, json }) {
      const fallback = env.FLEETPROMPT_BASE_URL ?? readSettings(env).baseURL ?? DEFAULT_BASE_URL;
      const asked = given.text('key') === undefined;
      const apiKey =
        given.text('key') ?? (await terminal.ask('Enter your API key:', { hidden: true }));
      const baseURL =
        given.text('url') ??
        (asked
          ? await terminal.ask(`API URL (press enter for ${fallback}):`, { fallback })
          : fallback);
      const client = new FleetPromptClient({ apiKey, baseURL });
      const name = await terminal.during('Checking …', organizationOf(client));
      writeSettings(env, { apiKey, baseURL });
      if (json) terminal.json({ organization: name, baseURL, file: settingsFile(env) });
      else
        terminal.out(terminal.color('green', `✓ Authenticated successfully${name && `: ${name}`}`));
      return 0;
    },
  },
  {
    name: 'logout',
    says: 'Forget the kept API key',
    async run({ terminal, env }) {
      removeSettings(env);
      terminal.out('✓ The API key is forgotten here. It still works until it is deleted.');
      return 0;
    },
  },
  {
    name: 'whoami',
    says: 'Tell whose key is used',
    async run({ terminal, client, json }) {
      const { organization, role } = await client().call('currentOrganization', {});
      if (json) terminal.json({ organization, role });
      else terminal.out(`${organization.name} (${role})\n  ID: ${organization.id}`);
      return 0;
    },
  },
];

/** A key that may not read its organization is a good key all the same. */
async function organizationOf(client: FleetPromptClient): Promise<string> {
  try {
    return (await client.organization.get()).name;
  } catch (error) {
    if (isFleetPromptError(error, 'FORBIDDEN')) return '';
    throw error;
  }
}
