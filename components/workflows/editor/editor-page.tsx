'use client';

import dynamic from 'next/dynamic';
import { CanvasSkeleton } from '@/components/ui/editor-skeleton';
import type { May, Workflow } from '@/components/workflows/model';

// The compiler, the forms and the canvas come when a workflow is opened, and only in the browser.
const Editor = dynamic(() => import('@/components/workflows/editor/editor'), {
  ssr: false,
  loading: CanvasSkeleton,
});

export function EditorPage(props: { first: Workflow; may: May; keep: string }) {
  return <Editor {...props} />;
}
