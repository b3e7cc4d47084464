import type { Metadata } from 'next';
import { paramsOf, type Query } from '@/app/(dashboard)/agents/page-data';
import { keepOf, mayOf } from '@/app/(dashboard)/configs/page-data';
import { EditorPage } from '@/components/configs/editor-page';
import { sampleOf } from '@/components/configs/samples';
import { ForbiddenState } from '@/components/ui/empty-state';
import { Page } from '@/components/ui/page';
import { pageCtx } from '@/lib/api/page-context';

export const metadata: Metadata = { title: 'New config' };

export default async function NewConfigPage({ searchParams }: { searchParams: Query }) {
  const ctx = await pageCtx();
  const may = mayOf(ctx);
  if (!may.write)
    return (
      <Page width="form">
        <ForbiddenState
          what="this editor"
          who="Your role can look only. Ask an owner or admin for the scope configs:write."
        />
      </Page>
    );
  const sample = (await paramsOf(searchParams)).get('sample');
  const { name, content } = sampleOf(sample);
  return (
    <EditorPage
      begin={{ name, content }}
      first={null}
      keep={keepOf(ctx)}
      key={sample ?? ''}
      may={may}
    />
  );
}
