import type { Command } from '../command';
import { jsonObject } from '../given-json';
import { LIMIT, show } from './listing';

export const marketplace: Command[] = [
  {
    name: 'packages:list',
    aliases: ['packages'],
    options: { ...LIMIT, search: { value: 'words', says: 'Only those that fit' } },
    says: 'List the packages of the marketplace',
    run: (context) =>
      show(context, context.client().listPackages({ search: context.given.text('search') }), {
        SLUG: ({ slug }) => slug,
        NAME: ({ name }) => name,
        VERSION: ({ version }) => version,
        PRICE: ({ price }) => price || 'free',
        SUMMARY: ({ summary }) => summary,
      }),
  },
  {
    name: 'packages:install',
    aliases: ['install'],
    args: ['<slug>'],
    options: {
      config: { value: 'json', short: 'c', says: 'Its settings as JSON string, or @file' },
    },
    says: 'Install a package',
    async run({ terminal, given, client, json }) {
      const fleet = client();
      const config = given.text('config');
      const install = async () => {
        const pkg = await fleet.getPackage(given.args[0] as string);
        const settings = config === undefined ? undefined : jsonObject(config, '--config');
        return { pkg, installation: await fleet.installPackage(pkg.id, settings) };
      };
      const { pkg, installation } = await terminal.during('Installing package …', install());
      if (json) terminal.json(installation);
      else {
        terminal.out(terminal.color('green', `✓ Package "${pkg.name}" installed`));
        terminal.out(`  Installation ID: ${installation.id}\n  Status: ${installation.status}`);
      }
      return 0;
    },
  },
];
