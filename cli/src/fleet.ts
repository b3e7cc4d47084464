import { main } from './main';

const { stdin, stdout, stderr, env } = process;
const leave = new AbortController();
const interrupt = () => leave.abort(new Error('interrupted'));
process.once('SIGINT', interrupt);
process.once('SIGTERM', interrupt);
// `fleet … | head` closes early: nothing is left to tell.
stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

process.exitCode = await main(process.argv.slice(2), {
  stdin,
  stdout,
  stderr,
  env,
  interrupt,
  signal: leave.signal,
});
// A terminal that was asked stays open otherwise.
stdin.unref?.();
