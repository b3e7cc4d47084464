'use client';

import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { kept } from '@/components/chat/kept';
import { IconButton } from '@/components/ui/icon-button';
import { StatusShape } from '@/components/ui/status';

const HIDDEN = 'chat.sandbox-note';

/** Says calmly that no real model answers; once put away it stays away in this browser. */
export function SandboxNote({ model }: { model: string | null }) {
  const [shown, setShown] = useState(false);
  useEffect(() => setShown(kept.get(HIDDEN) !== 'hidden'), []);
  if (!shown) return null;
  return (
    <div
      className="mb-2 flex items-center gap-2 rounded-lg border border-info/30 bg-info-soft py-1 ps-3 pe-1 text-sm"
      role="note"
    >
      <StatusShape tone="info" />
      <p className="min-w-0 flex-1 text-muted">
        {model && model !== 'sandbox'
          ? `No key for ${model} is set, so the sandbox model answers with canned replies.`
          : 'The sandbox model answers with canned replies.'}
      </p>
      <IconButton
        icon={<X aria-hidden />}
        label="Hide this note"
        onClick={() => {
          kept.set(HIDDEN, 'hidden');
          setShown(false);
        }}
        size="sm"
      />
    </div>
  );
}
