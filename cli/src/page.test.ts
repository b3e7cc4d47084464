import { expect, test } from 'vitest';
import { COMMON, type Command, type Option } from './command';
import { commands } from './commands';

const cell = (text: string) => text.replaceAll('|', '\\|');

const flag = (name: string, { value, short }: Option) =>
  `${short ? `\`-${short}\`, ` : ''}\`--${name}${value ? ` <${value}>` : ''}\``;

const table = (options: Record<string, Option>) =>
  [
    '| option | |',
    '| --- | --- |',
    ...Object.entries(options).map(
      ([name, option]) => `| ${cell(flag(name, option))} | ${cell(option.says)} |`,
    ),
  ].join('\n');

function section({ name, aliases = [], args = [], options = {}, says }: Command): string {
  const also = aliases.map((alias) => `\`fleet ${alias}\``).join(', ');
  return [
    `### ${name}`,
    `${says}.`,
    `\`\`\`text\n${['fleet', name, ...args].join(' ')}\n\`\`\``,
    also && `Also ${also}.`,
    Object.keys(options).length > 0 && table(options),
  ]
    .filter(Boolean)
    .join('\n\n');
}

const GROUPS: [title: string, names: RegExp][] = [
  ['Account', /^(login|logout|whoami)$/],
  ['Agents', /^agents:/],
  ['Executions', /^(executions:|logs)/],
  ['Workflows', /^(workflows:|runs?(:|$))/],
  ['Approvals', /^approvals:/],
  ['Jobs', /^jobs:/],
  ['Events and webhooks', /^(events|webhooks|verify)/],
  ['Packages', /^packages/],
  ['Config language', /^dsl:/],
  ['Shell', /^completion$/],
];

test('the page of the commands is written from their table: else run this file with --update', async () => {
  const listed = GROUPS.map(([title, names]) => ({
    title,
    own: commands.filter(({ name }) => names.test(name)),
  }));
  const missing = commands.filter((one) => !listed.some(({ own }) => own.includes(one)));
  expect(missing.map(({ name }) => name)).toEqual([]);
  const parts = listed.map(({ title, own }) => `## ${title}\n\n${own.map(section).join('\n\n')}`);
  const page = `---
title: Commands
description: Every command of fleet, with its arguments and options.
order: 50
---

Written from the table that \`fleet\` itself works from. A name may be written with a space too: \`fleet agents list\`. [The command line](cli.md) shows how they are used.

Every command takes:

${table(COMMON)}

${parts.join('\n\n')}
`;
  await expect(page).toMatchFileSnapshot('../../docs/reference/cli-commands.md');
});
