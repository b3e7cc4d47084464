import { TaskFailed } from '@/lib/jobs/task';

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_MAP, CLOSE_MAP] = [0x5b, 0x5d, 0x7b, 0x7d];

const isSpace = (byte: number) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);

/**
 * Cuts a stream into the elements of its top-level array, or into values that follow each other (NDJSON).
 * It only counts brackets and quotes; an element that never ends costs no more memory than the limit.
 */
export class JsonSplitter {
  #kept: Buffer[] = [];
  #size = 0;
  #depth = 0;
  #text = false;
  #escaped = false;
  /** null: nothing but space was seen yet */
  #list: boolean | null = null;
  #closed = false;
  #started = false;

  constructor(private readonly longest: number) {}

  /** The elements that end in this chunk; null for one that is too long. */
  *push(chunk: Buffer): Generator<string | null> {
    let from = this.#started ? 0 : -1;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i] as number;
      if (this.#text) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === BACKSLASH) this.#escaped = true;
        else if (byte === QUOTE) this.#text = false;
        continue;
      }
      if (this.#list === null) {
        if (isSpace(byte) || byte === 0xef || byte === 0xbb || byte === 0xbf) continue;
        this.#list = byte === OPEN_LIST;
        if (this.#list) continue;
      }
      if (this.#depth === 0 && this.#ends(byte)) {
        if (this.#started) yield this.#take(chunk, from, i);
        from = -1;
        if (byte === CLOSE_LIST && this.#list) this.#closed = true;
        continue;
      }
      if (!this.#started) {
        if (isSpace(byte)) continue;
        if (this.#closed) throw broken('something follows its list');
        this.#started = true;
        from = i;
      }
      if (byte === QUOTE) this.#text = true;
      else if (byte === OPEN_MAP || byte === OPEN_LIST) this.#depth++;
      else if (byte === CLOSE_MAP || byte === CLOSE_LIST) this.#depth--;
      if (this.#depth < 0) throw broken('its brackets do not match');
    }
    if (this.#started) this.#keep(chunk.subarray(from));
  }

  /** What was left when the stream ended. Throws when it was cut off. */
  *end(): Generator<string | null> {
    if (this.#depth > 0 || this.#text || (this.#list && !this.#closed))
      throw broken('it was cut off');
    if (this.#started) yield this.#take(Buffer.alloc(0), 0, 0);
  }

  #ends(byte: number): boolean {
    if (this.#list) return byte === COMMA || byte === CLOSE_LIST;
    return byte === 0x0a;
  }

  #keep(piece: Buffer): void {
    this.#size += piece.length;
    if (this.#size > this.longest) this.#kept = [];
    // Copied: a slice would keep the whole chunk alive.
    else this.#kept.push(Buffer.from(piece));
  }

  #take(chunk: Buffer, from: number, to: number): string | null {
    this.#keep(chunk.subarray(from, to));
    const text = this.#size > this.longest ? null : Buffer.concat(this.#kept).toString('utf8');
    this.#kept = [];
    this.#size = 0;
    this.#started = false;
    return text;
  }
}

const broken = (why: string) => new TaskFailed('SOURCE_BROKEN', `The JSON cannot be read: ${why}.`);
