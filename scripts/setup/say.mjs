/** An expected failure: its message is the one sentence that the user gets to read. */
export class Refusal extends Error {}

/** Stops with a sentence for the user; `run` prints it without a stack. */
export function refuse(sentence) {
  throw new Refusal(sentence);
}

export function say(line) {
  process.stdout.write(`${line}\n`);
}

export function warn(line) {
  process.stderr.write(`${line}\n`);
}

/** Runs a script's main function; a Refusal becomes one line on stderr and exit code 1. */
export async function run(main) {
  try {
    await main();
  } catch (error) {
    if (error instanceof Refusal) warn(error.message);
    else warn(error?.stack ?? String(error));
    // Whatever was started and still holds the event loop must not keep a failure from ending.
    process.exit(1);
  }
}
