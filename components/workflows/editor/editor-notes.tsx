'use client';

import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';

/** What must be known before one goes on: a draft that came back, or somebody else's version. */
export function EditorNotes({
  restored,
  version,
  conflict,
  onDrop,
  onOverwrite,
}: {
  /** The version that a restored draft was made from. */
  restored: number | null;
  version: number;
  conflict: boolean;
  onDrop: () => void;
  onOverwrite: () => void;
}) {
  if (restored === null && !conflict) return null;
  return (
    <div className="flex shrink-0 flex-col gap-2 border-b p-3" role="status">
      {restored !== null && (
        <Callout
          action={
            <Button onClick={onDrop} size="sm">
              Discard them
            </Button>
          }
          title="Your unsaved changes are back"
          tone={restored === version ? 'info' : 'warn'}
        >
          {restored === version
            ? 'They were kept in this browser when you left.'
            : `They were made on version ${restored}; version ${version} was saved since.`}
        </Callout>
      )}
      {conflict && (
        <Callout
          action={
            <>
              <Button onClick={() => window.location.reload()} size="sm">
                See theirs
              </Button>
              <Button onClick={onOverwrite} size="sm">
                Save mine as the newest
              </Button>
            </>
          }
          title="Somebody else saved a version meanwhile"
          tone="warn"
        >
          Yours stays in this browser. Look at theirs first, or save yours over it; both are kept as
          versions.
        </Callout>
      )}
    </div>
  );
}
