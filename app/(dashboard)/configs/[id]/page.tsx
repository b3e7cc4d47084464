import type { Metadata } from 'next';
import { orNotFound } from '@/app/(dashboard)/agents/page-data';
import { keepOf, letIn, mayOf, mayRead, opened } from '@/app/(dashboard)/configs/page-data';
import { EditorPage } from '@/components/configs/editor-page';
import { ForbiddenState } from '@/components/ui/empty-state';
import { Page } from '@/components/ui/page';
import { pageCtx } from '@/lib/api/page-context';
import { loadConfig } from '@/lib/configs/store';

export const metadata: Metadata = { title: 'Config' };

export default async function ConfigPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageCtx();
  if (!mayRead(ctx))
    return (
      <Page width="form">
        <ForbiddenState what="configs" who={letIn} />
      </Page>
    );
  const row = await orNotFound(loadConfig(ctx, (await params).id));
  const config = opened(row);
  return (
    <EditorPage
      begin={{ name: config.name, content: config.content }}
      first={config}
      keep={keepOf(ctx)}
      key={config.id}
      may={mayOf(ctx)}
    />
  );
}
