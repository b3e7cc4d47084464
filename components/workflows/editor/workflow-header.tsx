'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
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
    <header className="shrink-0 border-b bg-canvas px-4">
      <div className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-2 py-2">
        <nav
          aria-label="Breadcrumb"
          className="flex min-w-0 flex-1 items-center gap-2 max-sm:basis-full"
        >
          <Link className="text-muted text-sm hover:text-ink" href="/workflows">
            Workflows
          </Link>
          <span aria-hidden className="text-faint">
            /
          </span>
          <h1 className="min-w-0 truncate font-strong text-base">{name}</h1>
          <Status className="max-sm:hidden" state={status} />
          {publishedVersion !== null && publishedVersion !== version && (
            <Badge>v{publishedVersion} runs</Badge>
          )}
        </nav>
        {actions && <div className="flex items-center gap-2">{actions}</div>}
      </div>
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
    </header>
  );
}
