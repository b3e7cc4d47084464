'use client';

import type { ReactNode } from 'react';
import { EditorHead } from '@/components/ui/editor-head';
import { Badge, Status } from '@/components/ui/status';
import { NavTabs } from '@/components/ui/tabs';
import type { Workflow } from '@/components/workflows/model';

/** The frame of a workflow's pages: where one is, how it stands, and its faces. */
export function WorkflowHeader({
  workflow,
  face,
  actions,
  trailing,
}: {
  workflow: Pick<Workflow, 'id' | 'name' | 'status' | 'version' | 'publishedVersion'>;
  face: 'editor' | 'runs' | 'settings';
  actions?: ReactNode;
  /** At the end of the row of faces. */
  trailing?: ReactNode;
}) {
  const { id, name, status, version, publishedVersion } = workflow;
  const base = `/workflows/${id}`;
  return (
    <EditorHead
      actions={actions}
      back={{ label: 'Workflows', href: '/workflows' }}
      title={
        <>
          <h1 className="min-w-0 truncate font-strong text-base">{name}</h1>
          <Status className="max-sm:hidden" state={status} />
          {publishedVersion !== null && publishedVersion !== version && (
            <Badge>v{publishedVersion} runs</Badge>
          )}
        </>
      }
    >
      <div className="-mb-px flex items-end justify-between gap-3">
        <div className="min-w-0 [&>nav]:border-0">
          <NavTabs
            current={face === 'editor' ? base : `${base}/${face}`}
            items={[
              { href: base, label: 'Editor' },
              { href: `${base}/runs`, label: 'Runs' },
              { href: `${base}/settings`, label: 'Settings' },
            ]}
            label="Workflow"
          />
        </div>
        {trailing && <div className="pb-1">{trailing}</div>}
      </div>
    </EditorHead>
  );
}
