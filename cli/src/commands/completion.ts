import { COMMON, type Command, UsageError } from '../command';

/** Scripts that complete the names of commands and options. */
export const completion = (all: () => Command[]): Command => ({
  name: 'completion',
  args: ['<bash|zsh|fish>'],
  says: 'Print a script that completes commands in your shell',
  async run({ terminal, given }) {
    const write = SHELLS[given.args[0] as string];
    if (!write) throw new UsageError('Completion is there for bash, zsh and fish.');
    terminal.out(write(all()));
    return 0;
  },
});

const names = (commands: Command[]) =>
  commands.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
const flags = ({ options = {} }: Command) =>
  Object.keys({ ...options, ...COMMON }).map((name) => `--${name}`);
const cases = (commands: Command[], line: (pattern: string, flags: string) => string) =>
  commands
    .map((one) => line([one.name, ...(one.aliases ?? [])].join('|'), flags(one).join(' ')))
    .join('\n');

const SHELLS: Record<string, (commands: Command[]) => string> = {
  bash: (commands) => `# fleet completion bash > /etc/bash_completion.d/fleet
# Names hold colons: they are no ends of words here.
COMP_WORDBREAKS="\${COMP_WORDBREAKS//:}"
_fleet() {
  local word="\${COMP_WORDS[COMP_CWORD]}" words
  if [ "$COMP_CWORD" -le 1 ]; then
    words="${names(commands).join(' ')}"
  else
    case "\${COMP_WORDS[1]}" in
${cases(commands, (pattern, options) => `      ${pattern}) words="${options}" ;;`)}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _fleet fleet`,
  zsh: (commands) => `#compdef fleet
_fleet() {
  local -a names options
  names=(${names(commands)
    .map((name) => `'${name.replaceAll(':', '\\:')}'`)
    .join(' ')})
  if (( CURRENT == 2 )); then
    _describe command names
    return
  fi
  case "$words[2]" in
${cases(commands, (pattern, options) => `    ${pattern}) options=(${options}) ;;`)}
  esac
  _describe option options
  _files
}
compdef _fleet fleet`,
  fish: (commands) =>
    commands
      .flatMap((one) =>
        [one.name, ...(one.aliases ?? [])].flatMap((name) => [
          `complete -c fleet -n __fish_use_subcommand -a '${name}' -d '${one.says.replaceAll("'", '’')}'`,
          ...flags(one).map(
            (flag) =>
              `complete -c fleet -n '__fish_seen_subcommand_from ${name}' -l ${flag.slice(2)}`,
          ),
        ]),
      )
      .join('\n'),
};
