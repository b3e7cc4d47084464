import { FleetPromptError } from './errors';
import type { HttpConfig } from './http';

export interface FleetPromptConfig {
  /** A key (`fp_…`); `FLEETPROMPT_API_KEY` when left out. */
  apiKey?: string;
  /** As `https://fleet.example.com/api/v1`; `FLEETPROMPT_BASE_URL` when left out. */
  baseURL?: string;
  /** Milliseconds that one try of a call may take; 60,000. */
  timeoutMs?: number;
  /** Tries after the first one; 3. */
  maxRetries?: number;
  /** Sent with every request. */
  headers?: Record<string, string>;
  /** Another `fetch`, for proxies and tests. */
  fetch?: typeof fetch;
}

export const DEFAULT_BASE_URL = 'https://api.fleetprompt.com/api/v1';

type Environment = { process?: { env?: Record<string, string | undefined> } };

/** A setting of the process, where there is one. */
const setting = (name: string): string | undefined =>
  (globalThis as Environment).process?.env?.[name] || undefined;

export function httpConfig(given: FleetPromptConfig): HttpConfig {
  const apiKey = given.apiKey ?? setting('FLEETPROMPT_API_KEY');
  if (!apiKey)
    throw new FleetPromptError('NO_API_KEY', 'Give an apiKey, or set FLEETPROMPT_API_KEY.');
  if (!/^[\x21-\x7e]+$/.test(apiKey))
    throw new FleetPromptError(
      'NO_API_KEY',
      'The apiKey holds a space or a character that no key has.',
    );
  const { timeoutMs = 60_000, maxRetries = 3, headers = {} } = given;
  return {
    apiKey,
    base: baseOf(given.baseURL ?? setting('FLEETPROMPT_BASE_URL') ?? DEFAULT_BASE_URL),
    // Called as a plain function: a browser's fetch refuses another `this`.
    fetch: given.fetch ?? ((input, init) => fetch(input, init)),
    timeoutMs,
    maxRetries,
    headers,
  };
}

/** The base without a slash at its end; an address without a path stands for its `/api/v1`. */
function baseOf(text: string): URL {
  let base: URL;
  try {
    base = new URL(text);
  } catch {
    throw new TypeError(`The base URL "${text}" is no address. Give one as ${DEFAULT_BASE_URL}.`);
  }
  base.pathname = base.pathname.replace(/\/+$/, '') || '/api/v1';
  base.search = '';
  base.hash = '';
  return base;
}
