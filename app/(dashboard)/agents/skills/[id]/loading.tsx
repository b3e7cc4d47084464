import { FormSkeleton } from '@/components/agents/form-skeleton';
import { Page } from '@/components/ui/page';

export default function Loading() {
  return (
    <Page width="form">
      <FormSkeleton />
    </Page>
  );
}
