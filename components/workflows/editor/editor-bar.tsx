'use client';

import { Plus, Redo2, Undo2 } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Segmented } from '@/components/ui/segmented';

export type Face = 'canvas' | 'json' | 'dsl';

/** Above the canvas: how it is looked at, and what is done with it. */
export function EditorBar({
  face,
  onFace,
  editable,
  canUndo,
  canRedo,
  onUndo,
  onRedo,
  onAdd,
}: {
  face: Face;
  onFace: (face: Face) => void;
  editable: boolean;
  canUndo: boolean;
  canRedo: boolean;
  onUndo: () => void;
  onRedo: () => void;
  onAdd: () => void;
}) {
  return (
    <div className="flex items-center gap-1.5">
      {editable && (
        <>
          <IconButton
            className="max-sm:hidden"
            disabled={!canUndo}
            icon={<Undo2 aria-hidden />}
            label="Undo"
            onClick={onUndo}
            shortcut="⌘Z"
            size="sm"
          />
          <IconButton
            className="max-sm:hidden"
            disabled={!canRedo}
            icon={<Redo2 aria-hidden />}
            label="Redo"
            onClick={onRedo}
            shortcut="⇧⌘Z"
            size="sm"
          />
          <Button className="max-sm:hidden" icon={<Plus aria-hidden />} onClick={onAdd} size="sm">
            Add step
          </Button>
        </>
      )}
      <Segmented
        label="View"
        onValueChange={(value) => onFace(value as Face)}
        options={[
          { value: 'canvas', label: 'Canvas' },
          { value: 'json', label: 'JSON' },
          { value: 'dsl', label: 'DSL' },
        ]}
        value={face}
      />
    </div>
  );
}
