export interface ServerEvent {
  event: string;
  id: string | null;
  data: unknown;
}

/** The server sends a sign of life every 15 s; without one for so long the connection is taken for dead. */
const SILENCE_MS = 40_000;

/** Cuts a growing text into server-sent events; `push` gives those that are complete. */
export function eventParser() {
  let rest = '';
  return {
    push(text: string): ServerEvent[] {
      rest += text;
      const events: ServerEvent[] = [];
      for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
        const event = parse(rest.slice(0, end));
        rest = rest.slice(end + 2);
        if (event) events.push(event);
      }
      return events;
    },
  };
}

function parse(block: string): ServerEvent | null {
  const data: string[] = [];
  let event = 'message';
  let id: string | null = null;
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const value = line.slice(colon + 1).replace(/^ /, '');
    const field = line.slice(0, colon);
    if (field === 'data') data.push(value);
    else if (field === 'event') event = value;
    else if (field === 'id') id = value;
  }
  return data.length === 0 ? null : { event, id, data: JSON.parse(data.join('\n')) };
}

/** Reads a stream to its end; throws when the connection breaks or falls silent. */
export async function readEvents(response: Response, on: (event: ServerEvent) => void) {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) return;
  const parser = eventParser();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void reader.cancel().catch(() => {}), SILENCE_MS);
  };
  try {
    for (;;) {
      silence();
      const { done, value } = await reader.read();
      if (done) return;
      for (const event of parser.push(value)) on(event);
    }
  } finally {
    clearTimeout(timer);
  }
}
