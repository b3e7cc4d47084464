/**
 * npm starts scripts through a shell, and a SIGTERM to npm ends that shell without a word to us.
 * So under npm, the parent's end counts as a SIGTERM of our own. Elsewhere a parent may go.
 */
export function stopWithParent() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  timer.unref();
}
