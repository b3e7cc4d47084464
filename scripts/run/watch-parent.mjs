// Preloaded into every supervised process: when the supervisor dies without a word, even by
// SIGKILL, the channel to it closes. Then we stop as if asked to, and for certain after a grace.
const graceMs = 8_000;

// Processes that a supervised one forks inherit this preload, but have another parent to mind.
if (process.channel && process.ppid === Number(process.env.FLEETPROMPT_SUPERVISOR)) {
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), graceMs).unref();
    process.kill(process.pid, 'SIGTERM');
  });
  process.channel.unref();
}
