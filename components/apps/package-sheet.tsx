'use client';

import useSWR from 'swr';
import { formatBytes, type PackageView } from '@/components/apps/model';
import { ErrorState } from '@/components/ui/error-state';
import { Id } from '@/components/ui/id';
import { JsonTree } from '@/components/ui/json-tree';
import { KeyValues } from '@/components/ui/key-values';
import { Section } from '@/components/ui/page';
import { Sheet } from '@/components/ui/sheet';
import { SkeletonText } from '@/components/ui/skeleton';
import { Time } from '@/components/ui/time';

type Whole = { package: PackageView & { manifest: Record<string, unknown>; settings: string[] } };

/** A version with its manifest and the names of the secrets that it brought. */
export default function PackageSheet({
  appId,
  version,
  onClose,
}: {
  appId: string;
  version: PackageView;
  onClose: () => void;
}) {
  const { data, error, mutate } = useSWR<Whole>(`/api/agent-apps/${appId}/packages/${version.id}`);
  return (
    <Sheet
      onOpenChange={(open) => open || onClose()}
      open
      title={`${version.display_name || version.name} ${version.version}`}
    >
      <div className="flex flex-col gap-6">
        <KeyValues
          items={[
            {
              label: 'Layout',
              value: version.layout === 'native' ? 'Native' : 'Pixell Agent Kit',
            },
            { label: 'Size', value: <span className="num">{formatBytes(version.size)}</span> },
            { label: 'Signed', value: version.signed ? 'Yes, with a publisher key' : 'No' },
            { label: 'Uploaded', value: <Time at={version.created_at} exact /> },
            { label: 'SHA-256', value: <Id value={version.checksum} /> },
            { label: 'Id', value: <Id value={version.id} /> },
          ]}
        />
        {version.release_notes && (
          <Section title="Release notes">
            <p className="whitespace-pre-line break-words text-muted">{version.release_notes}</p>
          </Section>
        )}
        {error && !data ? (
          <ErrorState error={error} onRetry={() => mutate()} />
        ) : !data ? (
          <SkeletonText lines={8} />
        ) : (
          <>
            {data.package.settings.length > 0 && (
              <Section
                description="From its .env, which was taken out of the file. The values are encrypted and never shown."
                title="Secrets"
              >
                <ul className="flex flex-wrap gap-1.5">
                  {data.package.settings.map((name) => (
                    <li className="rounded-sm bg-hover px-1.5 py-0.5 font-mono text-xs" key={name}>
                      {name}
                    </li>
                  ))}
                </ul>
              </Section>
            )}
            <Section title="Manifest">
              <JsonTree label="Manifest" value={data.package.manifest} />
            </Section>
          </>
        )}
      </div>
    </Sheet>
  );
}
