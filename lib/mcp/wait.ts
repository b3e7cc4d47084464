import type { ToolCall } from '@/lib/mcp/tool';

/** How often whoever waits is told how it stands. */
const SLICE_SECONDS = 2;

/** Looks at what runs in the background until it has ended or the time to wait is over, and tells how it stands. */
export async function waitWithProgress<T>(
  call: ToolCall,
  look: (seconds: number) => Promise<T>,
  standing: (now: T) => { open: boolean; message: string },
): Promise<T> {
  const until = Date.now() + call.waitSeconds * 1000;
  let now = await look(0);
  for (;;) {
    const { open, message } = standing(now);
    const left = (until - Date.now()) / 1000;
    if (!open || left <= 0 || call.signal.aborted) return now;
    await call.progress(message);
    now = await look(Math.min(SLICE_SECONDS, left));
  }
}
