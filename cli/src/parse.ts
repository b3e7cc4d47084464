import { parseArgs } from 'node:util';
import { COMMON, type Command, type Given, UsageError } from './command';

/** The command that the words name, and the words that are left for it. */
export function find(commands: readonly Command[], words: readonly string[]) {
  const [first = '', second = ''] = words;
  const named = (name: string) =>
    commands.find((one) => one.name === name || one.aliases?.includes(name));
  const joined = second && !second.startsWith('-') ? named(`${first}:${second}`) : undefined;
  if (joined) return { command: joined, rest: words.slice(2) };
  const command = named(first);
  return command && { command, rest: words.slice(1) };
}

/** Arguments and options of a command; throws a UsageError for what it does not take. */
export function parse(command: Command, words: readonly string[]): Given {
  const known = { ...COMMON, ...command.options };
  const options = Object.fromEntries(
    Object.entries(known).map(([name, { value, short, multiple }]) => [
      name,
      {
        type: value ? ('string' as const) : ('boolean' as const),
        ...(short && { short }),
        ...(multiple && { multiple }),
      },
    ]),
  );
  let parsed: ReturnType<typeof parseArgs>;
  try {
    parsed = parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message.replace(/\. To specify a positional.*$/s, '.'));
  }
  const { values, positionals } = parsed;
  const given: Given = {
    args: positionals,
    text: (name) => values[name] as string | undefined,
    texts: (name) => (values[name] as string[] | undefined) ?? [],
    on: (name) => values[name] === true,
    number: (name) => {
      const text = values[name] as string | undefined;
      if (text === undefined) return undefined;
      if (!/^\d{1,9}$/.test(text)) throw new UsageError(`--${name} must be a whole number.`);
      return Number(text);
    },
  };
  if (!given.on('help')) checkArgs(command, positionals);
  return given;
}

function checkArgs({ args = [] }: Command, positionals: readonly string[]): void {
  for (const [i, name] of args.entries())
    if (name.startsWith('<') && !positionals[i]) throw new UsageError(`${name} is missing.`);
  if (!args.at(-1)?.includes('…') && positionals.length > args.length)
    throw new UsageError(`"${positionals[args.length]}" is one argument too many.`);
}
