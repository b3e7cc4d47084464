import { FleetPromptClient, isFleetPromptError, VERSION } from '@fleetprompt/sdk';
import { type Command, type Context, EXIT, UsageError } from './command';
import { commands } from './commands';
import { helpOf, near, overview } from './help';
import { find, parse } from './parse';
import { readSettings } from './settings';
import { type Streams, Terminal } from './terminal';

export interface Surroundings extends Streams {
  env: Record<string, string | undefined>;
  signal: AbortSignal;
}

/** Runs one command line. Resolves to the exit code; never throws. */
export async function main(words: string[], around: Surroundings): Promise<number> {
  const terminal = new Terminal(around, around.env);
  const json = words.includes('--json');
  let command: Command | undefined;
  try {
    const [first] = words;
    if (first === '--version' || first === '-V' || first === 'version') {
      terminal.out(VERSION);
      return 0;
    }
    if (!first || first === 'help' || first === '--help' || first === '-h') {
      const about = first === 'help' ? find(commands, words.slice(1)) : undefined;
      terminal.out(about ? helpOf(about.command) : overview(commands));
      return first ? 0 : EXIT.usage;
    }
    const found = find(commands, words);
    if (!found) throw new UsageError(unknown(first));
    command = found.command;
    const given = parse(command, found.rest);
    if (given.on('help')) {
      terminal.out(helpOf(command));
      return 0;
    }
    const { env, signal } = around;
    const context: Context = { terminal, given, json, signal, env, client: () => connect(context) };
    return (await command.run(context)) ?? 0;
  } catch (error) {
    return complain(terminal, json, command, error, around.signal);
  } finally {
    terminal.close();
  }
}

function unknown(word: string): string {
  const ideas = near(commands, word);
  const hint = ideas.length ? ` Did you mean ${ideas.join(', ')}?` : ' See fleet help.';
  return `There is no command "${word}".${hint}`;
}

/** What the command line says, else the environment, else what login kept. */
function connect({ given, env }: Context): FleetPromptClient {
  const kept = readSettings(env);
  const apiKey = given.text('key') ?? env.FLEETPROMPT_API_KEY ?? kept.apiKey;
  const baseURL = given.text('url') ?? env.FLEETPROMPT_BASE_URL ?? kept.baseURL;
  return new FleetPromptClient({ apiKey: apiKey ?? '', baseURL });
}

function complain(
  terminal: Terminal,
  json: boolean,
  command: Command | undefined,
  error: unknown,
  signal: AbortSignal,
): number {
  if (signal.aborted) return EXIT.interrupted;
  const { message } = error as Error;
  const usage = error instanceof UsageError;
  const known = isFleetPromptError(error) ? error : undefined;
  const nobody = known?.code === 'NO_API_KEY' || known?.status === 401;
  const says =
    known?.code === 'NO_API_KEY'
      ? 'Not signed in. Run fleet login, or set FLEETPROMPT_API_KEY.'
      : message;
  if (json) {
    const { code, status, details, requestId } = known ?? {};
    const shown = { error: says, code: code ?? (usage ? 'USAGE' : 'ERROR'), status, details };
    terminal.note(JSON.stringify({ ...shown, request_id: requestId }));
  } else {
    terminal.note(terminal.color('red', `✗ ${says}`));
    if (known?.requestId && (known.status ?? 0) >= 500)
      terminal.note(`  Request ${known.requestId}`);
    if (usage && command) terminal.note(`  fleet ${command.name} --help shows how it goes.`);
  }
  return usage ? EXIT.usage : nobody ? EXIT.auth : EXIT.failed;
}
