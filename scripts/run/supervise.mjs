import { setTimeout as wait } from 'node:timers/promises';
import { refuse } from '../setup/say.mjs';

const readyTimeoutMs = 90_000;
const childGraceMs = 4_000;
const databaseGraceMs = 2_000;

/**
 * Stops everything in order, at most once, when we are told to (Ctrl-C, SIGTERM, the terminal or
 * the starter going away), then ends this process. Returns the function that does it.
 */
export function stopOnSignals(children, guard) {
  let stopping = null;
  const stop = (code) => {
    stopping ??= (async () => {
      await Promise.all(children.map((child) => child.stop(childGraceMs)));
      await guard?.stop(databaseGraceMs);
      process.exit(code);
    })();
    return stopping;
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(0));
  if (process.channel) {
    process.on('disconnect', () => stop(0));
    process.channel.unref();
  }
  return stop;
}

async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    await response.arrayBuffer();
    return response.status === 200 ? null : `it answers ${response.status}`;
  } catch (error) {
    return error.cause?.code ?? error.message;
  }
}

/** Waits until the web process says that it is ready; refuses when it dies or takes too long. */
export async function untilReady(web, port, host = '127.0.0.1') {
  const deadline = Date.now() + readyTimeoutMs;
  for (let pause = 50; ; pause = Math.min(pause + 50, 1_000)) {
    const problem = await answers(`http://${host}:${port}/api/health/ready`);
    if (!problem) return;
    if (web.deaths > 0)
      refuse(`The web server stopped while starting (${web.lastDeath}), see above.`);
    if (Date.now() > deadline) refuse(`The web server did not become ready: ${problem}.`);
    await wait(pause);
  }
}
