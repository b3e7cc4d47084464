/** One page of a list, with how many there are in all. */
export interface Page<T> extends Array<T> {
  total: number;
}

type Load<T> = (page: { limit?: number; offset: number }) => Promise<Page<T>>;

const WHOLE = 100;

/**
 * A list that is not asked for yet. `await list` asks for one page; `for await (const one of list)` asks for
 * page after page, to the end.
 */
export class List<T> implements PromiseLike<Page<T>>, AsyncIterable<T> {
  readonly #load: Load<T>;
  readonly #offset: number;
  readonly #limit?: number;
  #first?: Promise<Page<T>>;

  constructor(load: Load<T>, offset: number, limit?: number) {
    this.#load = load;
    this.#offset = offset;
    this.#limit = limit;
  }

  // biome-ignore lint/suspicious/noThenProperty: a list is awaited for its page
  then<A = Page<T>, B = never>(
    fulfilled?: ((page: Page<T>) => A | PromiseLike<A>) | null,
    rejected?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.#first ??= this.#load({ limit: this.#limit, offset: this.#offset });
    return this.#first.then(fulfilled, rejected);
  }

  catch<B = never>(rejected?: ((error: unknown) => B | PromiseLike<B>) | null) {
    return this.then(null, rejected);
  }

  finally(ended?: (() => void) | null): Promise<Page<T>> {
    return this.then().finally(ended);
  }

  async *[Symbol.asyncIterator](): AsyncIterator<T> {
    const limit = this.#limit ?? WHOLE;
    let before = new Set<unknown>();
    for (let offset = this.#offset; ; ) {
      const page = await this.#load({ limit, offset });
      const ids = new Set<unknown>();
      for (const one of page) {
        const id = (one as { id?: unknown } | null)?.id;
        // Something new at the front moves the rest: what the last page showed comes again.
        if (id === undefined || !before.has(id)) yield one;
        if (id !== undefined) ids.add(id);
      }
      before = ids;
      offset += page.length;
      if (page.length === 0 || offset >= page.total) return;
    }
  }

  /** All of it, or the first `most`. */
  async toArray(most = Number.POSITIVE_INFINITY): Promise<T[]> {
    const all: T[] = [];
    if (most <= 0) return all;
    for await (const one of this) if (all.push(one) >= most) break;
    return all;
  }
}

/** The rows of an answer, whatever its shape: bare, under `data`, or under a name of their own. */
export function pageOf<T>(body: unknown, headers: Headers): Page<T> {
  const object = (body ?? {}) as { data?: unknown; total?: number };
  const rows = [body, object.data, ...Object.values(object)].find((one) => Array.isArray(one));
  const page = [...((rows ?? []) as T[])] as Page<T>;
  const counted = object.total ?? headers.get('x-total-count');
  page.total = Number(counted ?? page.length);
  return page;
}
