/** Asks again and again, yielding to the event loop, until `ready` gives something or the time is up. */
export async function until<T>(
  what: string,
  ready: () => Promise<T | null | undefined | false>,
  mostMs = 60_000,
): Promise<T> {
  const end = performance.now() + mostMs;
  for (;;) {
    const got = await ready();
    if (got) return got;
    if (performance.now() > end) throw new Error(`Waited ${mostMs} ms in vain: ${what}`);
    // Between two looks the database should have time for others; this is no guess at how long work takes.
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
