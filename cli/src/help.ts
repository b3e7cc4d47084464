import { COMMON, type Command, type Option } from './command';

const flag = (name: string, { value, short }: Option) =>
  `${short ? `-${short}, ` : ''}--${name}${value ? ` <${value}>` : ''}`;

function columns(rows: [string, string][]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}

const line = ({ name, args = [] }: Command) => [name, ...args].join(' ');

export function helpOf(command: Command): string {
  const { aliases, says, options = {} } = command;
  const rows = Object.entries({ ...options, ...COMMON }).map(([name, option]): [string, string] => [
    flag(name, option),
    option.says,
  ]);
  return [
    `${says}.`,
    '',
    `Usage: fleet ${line(command)} [options]`,
    ...(aliases ? [`Also:  ${aliases.map((alias) => `fleet ${alias}`).join(', ')}`] : []),
    '',
    columns(rows),
  ].join('\n');
}

export function overview(commands: readonly Command[]): string {
  return [
    'FleetPrompt in a terminal.',
    '',
    'Usage: fleet <command> [options]',
    '',
    columns(commands.map((command) => [line(command), command.says])),
    '',
    'A name may be written with a space too: fleet agents list. More: fleet <command> --help.',
    'FLEETPROMPT_API_KEY and FLEETPROMPT_BASE_URL take the place of fleet login.',
    'Exit codes: 0 done, 1 failed, 2 asked wrongly, 3 not signed in, 130 broken off.',
  ].join('\n');
}

/** Commands near to a mistyped one. */
export function near(commands: readonly Command[], word: string): string[] {
  const names = commands.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
  const part = word.split(':')[0] ?? word;
  return names.filter((name) => name.startsWith(part) || distance(name, word) <= 2).slice(0, 5);
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, char] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries())
      next.push(
        Math.min(
          (row[j] ?? 0) + (char === other ? 0 : 1),
          (row[j + 1] ?? 0) + 1,
          (next[j] ?? 0) + 1,
        ),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
}
