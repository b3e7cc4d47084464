// Preloaded into every supervised process: when the supervisor dies without a word, even by
// SIGKILL, the channel to it closes. Then we stop as if asked to, and for certain after a grace.
const graceMs = 8_000;

if (process.channel) {
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), graceMs).unref();
    process.kill(process.pid, 'SIGTERM');
  });
  process.channel.unref();
}
