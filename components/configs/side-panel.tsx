'use client';

import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { DeploymentsPanel, type useDeployments } from '@/components/configs/deployments-panel';
import type { May } from '@/components/configs/model';
import { TreePanel } from '@/components/configs/tree-panel';
import { VersionsPanel } from '@/components/configs/versions-panel';
import type { Read } from '@/components/dsl/check';
import { Segmented } from '@/components/ui/segmented';
import { Skeleton } from '@/components/ui/skeleton';
import type { Span } from '@/lib/engine/dsl/ast';

const OpenApiPanel = dynamic(() => import('@/components/configs/openapi-panel'), {
  ssr: false,
  loading: () => <Skeleton className="h-64 rounded-lg" />,
});

export const FACES = [
  { value: 'tree', label: 'Tree' },
  { value: 'openapi', label: 'OpenAPI' },
  { value: 'versions', label: 'Versions' },
  { value: 'deployments', label: 'Deployments' },
] as const;
export type Face = (typeof FACES)[number]['value'];

/** Beside the document, beneath it on phones: its tree, its OpenAPI document, its versions, what serves it. */
export function SidePanel({
  face,
  onFace,
  id,
  name,
  version,
  content,
  checked,
  caret,
  may,
  deployments,
  deploy,
  onJump,
  onEdit,
  onRestore,
}: {
  face: Face;
  onFace: (face: Face) => void;
  id: string | null;
  name: string;
  version: number;
  content: string;
  checked: Read;
  caret: number;
  may: May;
  deployments: ReturnType<typeof useDeployments>;
  deploy: ReactNode;
  onJump: (span: Span) => void;
  onEdit: (content: string) => void;
  onRestore: (content: string, version: number) => void;
}) {
  return (
    <aside
      aria-label="Panel"
      className="flex min-h-0 flex-col border-t bg-surface max-md:flex-1 md:w-104 md:shrink-0 md:border-t-0 md:border-s"
    >
      <div className="shrink-0 border-b p-2">
        <Segmented
          className="flex w-full"
          label="Panel"
          onValueChange={(value) => onFace(value as Face)}
          options={FACES}
          value={face}
        />
      </div>
      <section
        aria-label={FACES.find(({ value }) => value === face)?.label}
        className="min-h-0 flex-1 overflow-y-auto p-4 focus-visible:-outline-offset-2"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must take the keyboard
        tabIndex={0}
      >
        {face === 'tree' && <TreePanel caret={caret} document={checked.document} onJump={onJump} />}
        {face === 'openapi' && (
          <OpenApiPanel
            checked={checked}
            id={id}
            name={name}
            onInsert={
              may.write
                ? (more) => onEdit(content.trim() ? `${content.trimEnd()}\n\n${more}` : more)
                : null
            }
            version={version}
          />
        )}
        {face === 'versions' && (
          <VersionsPanel
            content={content}
            id={id}
            newest={version}
            onRestore={may.write ? onRestore : null}
            served={deployments.list.flatMap((one) =>
              one.status === 'running' && one.config_version !== null ? [one.config_version] : [],
            )}
          />
        )}
        {face === 'deployments' && (
          <DeploymentsPanel
            deploy={deploy}
            deployments={deployments}
            may={may}
            newest={version}
            saved={id !== null}
          />
        )}
      </section>
    </aside>
  );
}
