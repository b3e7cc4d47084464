import type { ExternalToast } from 'sonner';

// Loaded when the first toast is shown: it is not worth a place in every page's first load.
type Kind = 'message' | 'success' | 'error';
async function show(kind: Kind, title: string, options: ExternalToast) {
  const { toast } = await import('sonner');
  toast[kind](title, options);
}

type Options = { description?: string; action?: { label: string; onClick: () => void } };

/** What passes: "Agent paused". What stays belongs in a Callout. */
export const toast = {
  message: (title: string, options: Options = {}) => void show('message', title, options),
  success: (title: string, options: Options = {}) => void show('success', title, options),
  /** Takes what was thrown; an API's error brings its request id. */
  error(title: string, cause?: unknown) {
    const id = (cause as { requestId?: string } | undefined)?.requestId;
    const text = cause instanceof Error ? cause.message : undefined;
    void show('error', title, {
      description: [text, id && `Request ${id}`].filter(Boolean).join('\n') || undefined,
      duration: 10_000,
    });
  },
  /** Do it at once and offer the way back. */
  undo: (title: string, onUndo: () => void) =>
    void show('message', title, { action: { label: 'Undo', onClick: onUndo }, duration: 8000 }),
};
