'use client';

import { FileUp } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { cn } from '@/components/ui/cn';

/** Takes one file: dragged in from anywhere over it, or chosen. */
export function DropZone({
  label,
  hint,
  accept,
  compact = false,
  disabled = false,
  onFile,
}: {
  label: string;
  hint: string;
  accept: string;
  compact?: boolean;
  disabled?: boolean;
  onFile: (file: File) => void;
}) {
  const id = useId();
  // Enter and leave are told for every element inside, so they are counted.
  const depth = useRef(0);
  const [over, setOver] = useState(false);
  const leave = () => {
    depth.current = 0;
    setOver(false);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dragging is a second way beside the input
    <div
      className={cn(
        'relative flex flex-col items-center justify-center gap-1 rounded-lg border border-dashed border-edge px-4 text-center transition-colors has-focus-visible:outline-2 has-focus-visible:outline-ring',
        compact ? 'py-5' : 'py-12',
        over ? 'border-accent-ink bg-accent-soft' : 'bg-sunken hover:bg-hover',
        disabled && 'opacity-55',
      )}
      onDragEnter={(event) => {
        event.preventDefault();
        depth.current += 1;
        setOver(!disabled);
      }}
      onDragLeave={() => {
        depth.current -= 1;
        if (depth.current <= 0) leave();
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        leave();
        const [file] = event.dataTransfer.files;
        if (file && !disabled) onFile(file);
      }}
    >
      <FileUp aria-hidden className="mb-1 size-5 text-faint" strokeWidth={1.75} />
      <label className="font-strong text-sm" htmlFor={id}>
        {over ? 'Let go to choose it' : label}
      </label>
      <p className="text-faint text-xs" id={`${id}-hint`}>
        {hint}
      </p>
      <input
        accept={accept}
        aria-describedby={`${id}-hint`}
        className="absolute inset-0 size-full cursor-pointer opacity-0 file:cursor-pointer"
        disabled={disabled}
        id={id}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          // The same file may be chosen again after it was mended.
          event.target.value = '';
          if (file) onFile(file);
        }}
        type="file"
      />
    </div>
  );
}
