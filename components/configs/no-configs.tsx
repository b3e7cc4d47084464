import { FileCode } from 'lucide-react';
import type { ReactNode } from 'react';
import { SAMPLES } from '@/components/configs/samples';
import { CodeBlock } from '@/components/ui/code-block';
import { EmptyState } from '@/components/ui/empty-state';

export function NoConfigs({ action }: { action: ReactNode }) {
  const [{ content }] = SAMPLES;
  return (
    <EmptyState
      action={action}
      example={<CodeBlock code={content} title="greeting.fleet" />}
      icon={<FileCode />}
      title="No configs yet"
    >
      A config describes workflows, jobs and APIs in one readable document. It is checked as you
      type, kept in versions, and put into service as a whole: its triggers fire, its jobs run, and
      its endpoints become an OpenAPI document.
    </EmptyState>
  );
}
