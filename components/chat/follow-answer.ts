import { readEvents, type ServerEvent } from '@/components/chat/sse';
import { ApiError, failure } from '@/components/ui/fetcher';

const PAUSES_MS = [500, 1_000, 2_000, 4_000, 8_000];

/** Opens a stream of our API; errors that come as JSON are thrown as ApiError. */
export async function openStream(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new ApiError('The server could not be reached. Check your connection.', 0, 'OFFLINE');
  }
  if (!response.ok) throw await failure(response);
  return response;
}

/** Waits its turn, at most until the browser is online again or the reader asks for it. */
function pause(attempt: number, hurry: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const ms = PAUSES_MS[Math.min(attempt, PAUSES_MS.length - 1)];
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      hurry.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    window.addEventListener('online', done);
    hurry.addEventListener('abort', done);
  });
}

export interface Following {
  /** the answer to a sent message, or null to attach to a running execution */
  first: Response | null;
  /** null until the `message` event has told it */
  executionId: () => string | null;
  onEvent: (event: ServerEvent) => void;
  onConnection: (connected: boolean) => void;
  signal: AbortSignal;
  /** fires when the reader does not want to wait for the next attempt */
  hurry: () => AbortSignal;
}

/** Follows an answer to its end, over as many connections as it takes; nothing is missed or said twice. */
export async function followAnswer(following: Following): Promise<void> {
  const { signal, onEvent, onConnection } = following;
  let response = following.first;
  let lastId = '';
  let ended = false;
  for (let attempt = 0; !signal.aborted; attempt++) {
    try {
      const id = following.executionId();
      if (!response) {
        if (!id)
          throw new ApiError('The connection broke. Check it, then look again.', 0, 'OFFLINE');
        const headers = lastId ? { 'Last-Event-ID': lastId } : undefined;
        response = await openStream(`/api/v1/executions/${id}/stream`, { headers, signal });
      }
      onConnection(true);
      await readEvents(response, (event) => {
        attempt = 0;
        if (event.id) lastId = event.id;
        if (event.event === 'done') ended = true;
        if (event.event !== 'error') onEvent(event);
      });
      if (ended) return;
    } catch (error) {
      if (signal.aborted) return;
      const { status } = error as Partial<ApiError>;
      const hopeless = status !== undefined && status >= 400 && status < 500 && status !== 429;
      if (hopeless || !following.executionId()) throw error;
    }
    response = null;
    if (!following.executionId()) continue;
    onConnection(false);
    await pause(attempt, following.hurry());
  }
}
