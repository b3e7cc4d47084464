import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll } from 'vitest';
import { main } from '@/cli/src/main';

export interface Said {
  code: number;
  out: string;
  err: string;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into by tests
  json: any;
}

export interface Spoken {
  env?: Record<string, string>;
  /** what is piped in */
  input?: string;
  signal?: AbortSignal;
  /** called at each piece of output, with all of it */
  heard?: (out: string, err: string) => void;
}

/** The `fleet` command in this process, with a home folder of its own for the length of the test file. */
export function fleetCommand(settings: () => Record<string, string> = () => ({})) {
  const home = mkdtempSync(join(tmpdir(), 'fleet-'));
  afterAll(() => rmSync(home, { recursive: true }));

  async function fleet(words: string[], spoken: Spoken = {}): Promise<Said> {
    const said = { out: '', err: '' };
    const hear = (name: 'out' | 'err') => {
      const stream = new PassThrough();
      stream.on('data', (chunk) => {
        said[name] += String(chunk);
        spoken.heard?.(said.out, said.err);
      });
      return stream;
    };
    const stdin = new PassThrough();
    stdin.end(spoken.input ?? '');
    const code = await main(words, {
      stdin,
      stdout: hear('out'),
      stderr: hear('err'),
      env: { HOME: home, ...settings(), ...spoken.env },
      signal: spoken.signal ?? new AbortController().signal,
    });
    const json = words.includes('--json') && /^[[{]/.test(said.out) ? parsed(said.out) : undefined;
    return { code, ...said, json };
  }
  return { fleet, home };
}

/** The JSON of an answer; of a stream its lines. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  }
}
