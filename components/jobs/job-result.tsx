import { Download } from 'lucide-react';
import type { Job } from '@/components/jobs/model';
import { ButtonLink } from '@/components/ui/button';
import { formatNumber } from '@/components/ui/format';
import { JsonTree } from '@/components/ui/json-tree';
import { Section } from '@/components/ui/page';

const sizeOf = (bytes: number) =>
  bytes < 1024
    ? `${bytes} bytes`
    : bytes < 1024 ** 2
      ? `${formatNumber(Math.round(bytes / 1024))} kB`
      : `${formatNumber(Math.round(bytes / 1024 ** 2))} MB`;

/** What came out: a value, a file, or how far it is. */
export function JobResult({ job }: { job: Job }) {
  const { file, progress, result } = job;
  if (job.cron_spec !== null) return null;
  return (
    <Section title="Result">
      <div className="flex flex-col gap-4">
        {file && (
          <div className="flex flex-wrap items-center justify-between gap-3 rounded-lg border p-3">
            <div className="min-w-0">
              <p className="truncate font-mono text-sm">{file.filename}</p>
              <p className="text-faint text-sm">{sizeOf(file.bytes)}</p>
            </div>
            {file.url && (
              <ButtonLink href={file.url} icon={<Download aria-hidden />}>
                Download
              </ButtonLink>
            )}
          </div>
        )}
        {result !== null && <JsonTree label="Result" value={result} />}
        {result === null && progress && (
          <dl aria-live="polite" className="grid grid-cols-2 gap-2 sm:grid-cols-4">
            {Object.entries(progress).map(([name, value]) => (
              <div key={name}>
                <dt className="text-faint text-xs">{name.replaceAll('_', ' ')}</dt>
                <dd className="num">
                  {typeof value === 'number' ? formatNumber(value) : String(value)}
                </dd>
              </div>
            ))}
          </dl>
        )}
        {result === null && !progress && !file && (
          <p className="text-muted text-sm">
            {job.status === 'completed' || job.status === 'failed' || job.status === 'canceled'
              ? 'It gave none.'
              : 'None yet. It shows here as soon as there is one.'}
          </p>
        )}
      </div>
    </Section>
  );
}
