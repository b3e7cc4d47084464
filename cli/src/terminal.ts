import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';
import { UsageError } from './command';

export interface Streams {
  stdin: NodeJS.ReadableStream & { isTTY?: boolean };
  stdout: NodeJS.WritableStream & { isTTY?: boolean };
  stderr: NodeJS.WritableStream & { isTTY?: boolean };
  /** called at Ctrl-C while something is asked, which is then no signal */
  interrupt?: () => void;
}

const COLORS = { red: 31, green: 32, yellow: 33, cyan: 36, gray: 90, bold: 1 } as const;
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** What is printed, asked and shown. Results go to stdout, everything else to stderr. */
export class Terminal {
  readonly #streams: Streams;
  readonly #colored: boolean;
  #lines?: AsyncIterator<string>;
  #reader?: Interface;
  #muted = false;

  constructor(streams: Streams, env: Record<string, string | undefined> = {}) {
    this.#streams = streams;
    this.#colored = Boolean(streams.stdout.isTTY) && !env.NO_COLOR && env.TERM !== 'dumb';
  }

  get interactive(): boolean {
    return Boolean(this.#streams.stdin.isTTY && this.#streams.stderr.isTTY);
  }

  out(text: string): void {
    this.#streams.stdout.write(`${text}\n`);
  }

  /** Without a line's end, for text that streams. */
  piece(text: string): void {
    this.#streams.stdout.write(text);
  }

  note(text: string): void {
    this.#streams.stderr.write(`${text}\n`);
  }

  json(value: unknown): void {
    this.out(JSON.stringify(value, null, 2));
  }

  /** One line for each, for streams. */
  jsonLine(value: unknown): void {
    this.out(JSON.stringify(value));
  }

  color(color: keyof typeof COLORS, text: string): string {
    return this.#colored ? `\u001b[${COLORS[color]}m${text}\u001b[0m` : text;
  }

  /** Rows under their headings, as wide as they need to be. */
  table(headings: string[], rows: string[][]): void {
    const all = [headings, ...rows];
    const widths = headings.map((_, i) => Math.max(...all.map((row) => row[i]?.length ?? 0)));
    const text = (row: string[]) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd();
    this.out(this.color('bold', text(headings)));
    for (const row of rows) this.out(text(row));
  }

  /** Shows that something goes on, on a terminal only, until it has ended. */
  async during<T>(text: string, work: Promise<T>): Promise<T> {
    const { stderr } = this.#streams;
    if (!stderr.isTTY) return work;
    let turn = 0;
    const draw = () => stderr.write(`\r${FRAMES[turn++ % FRAMES.length]} ${text}`);
    draw();
    const timer = setInterval(draw, 100);
    try {
      return await work;
    } finally {
      clearInterval(timer);
      stderr.write('\r\u001b[2K');
    }
  }

  /** Asks on a terminal; else takes the next line of what is piped in. `hidden` is not shown while typed. */
  async ask(question: string, { hidden = false, fallback = '' } = {}): Promise<string> {
    const { stdin, stderr, interrupt } = this.#streams;
    if (!this.#reader) {
      const echo = new Writable({
        write: (chunk, _, done) => {
          if (!this.#muted) stderr.write(chunk);
          done();
        },
      });
      this.#reader = createInterface({ input: stdin, output: echo, terminal: this.interactive });
      this.#lines = this.#reader[Symbol.asyncIterator]();
      this.#reader.once('SIGINT', () => {
        interrupt?.();
        this.close();
      });
    }
    if (this.interactive) {
      // The prompt is the reader's: it draws the line anew while it is edited.
      this.#reader.setPrompt(`${question} `);
      this.#reader.prompt();
    }
    this.#muted = hidden;
    const line = await this.#lines?.next();
    this.#muted = false;
    if (hidden && this.interactive) stderr.write('\n');
    if (!line || line.done) {
      if (fallback) return fallback;
      throw new UsageError(`"${question}" was not answered.`);
    }
    return line.value.trim() || fallback;
  }

  /** All that is piped in. */
  async input(): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of this.#streams.stdin) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks);
  }

  close(): void {
    this.#reader?.close();
  }
}
