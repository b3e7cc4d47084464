import type { FleetPromptClient } from '@fleetprompt/sdk';
import type { Terminal } from './terminal';

export interface Option {
  /** Takes a value, shown so; a switch without one. */
  value?: string;
  short?: string;
  multiple?: boolean;
  says: string;
}

export interface Given {
  args: string[];
  /** a value, `undefined` when it is not given */
  text(name: string): string | undefined;
  /** all values of an option that may be repeated */
  texts(name: string): string[];
  on(name: string): boolean;
  /** a whole number, or a usage error */
  number(name: string): number | undefined;
}

export interface Context {
  terminal: Terminal;
  given: Given;
  /** prints JSON only */
  json: boolean;
  /** fires at Ctrl-C */
  signal: AbortSignal;
  env: Record<string, string | undefined>;
  client(): FleetPromptClient;
}

export interface Command {
  /** `agents:list`; `fleet agents list` works too */
  name: string;
  aliases?: string[];
  /** `<needed>`, `[optional]`, `[more…]` */
  args?: string[];
  options?: Record<string, Option>;
  says: string;
  /** Resolves to the exit code; nothing is 0. */
  run(context: Context): Promise<number | undefined>;
}

/** Exit codes: what was asked for failed, was asked wrongly, by nobody, or was broken off. */
export const EXIT = { failed: 1, usage: 2, auth: 3, interrupted: 130 } as const;

/** A command that was written wrongly: exit code 2, and how it goes. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The options that every command takes. */
export const COMMON: Record<string, Option> = {
  json: { says: 'Print JSON' },
  key: { value: 'fp_…', says: 'Use this API key' },
  url: { value: 'address', says: 'Use this API' },
  help: { short: 'h', says: 'Show how the command goes' },
};
