import Link from 'next/link';
import { StatusShape, toneOf } from '@/components/ui/status';
import type { Attachment } from '@/lib/chat/contract';

/** An attached execution: its agent, its state and the way to it. */
export function AttachmentChip({ attachment }: { attachment: Attachment }) {
  const { id, agent_name, status } = attachment;
  return (
    <Link
      className="inline-flex h-7 max-w-60 items-center gap-1.5 rounded-md border bg-surface px-2 text-xs hover:bg-hover"
      href={`/executions/${id}`}
      prefetch={false}
      title={`Execution ${id}`}
    >
      <StatusShape tone={toneOf(status)} />
      <span className="truncate">{agent_name ?? 'Execution'}</span>
      <span className="num text-faint">…{id.slice(-6)}</span>
      <span className="sr-only">{status}</span>
    </Link>
  );
}
