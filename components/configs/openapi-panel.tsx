'use client';

import { Download } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { stringify } from 'yaml';
import { SAMPLES } from '@/components/configs/samples';
import type { Read } from '@/components/dsl/check';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { CodeBlock } from '@/components/ui/code-block';
import { EmptyState } from '@/components/ui/empty-state';
import { Segmented } from '@/components/ui/segmented';
import { openApi } from '@/lib/engine/dsl/openapi';

type Version = '3.1' | '3.0';
type Format = 'yaml' | 'json';

const unreadable = ({ diagnostics }: Read) =>
  diagnostics.some(({ code }) => code === 'parse' || code.startsWith('too_'));

/** The OpenAPI document of a config, written anew with each change. */
export default function OpenApiPanel({
  id,
  name,
  version,
  checked,
  onInsert,
}: {
  id: string | null;
  name: string;
  /** The number of the config's version; 0 before it is saved. */
  version: number;
  checked: Read;
  /** Puts an example at the end of the document; null when it may not be changed. */
  onInsert: ((content: string) => void) | null;
}) {
  const [openapi, setOpenapi] = useState<Version>('3.1');
  const [format, setFormat] = useState<Format>('yaml');
  const broken = unreadable(checked);
  const readable = useRef(checked.document);
  if (!broken) readable.current = checked.document;
  const { current: read } = readable;
  const text = useMemo(() => {
    const title = name.trim() || 'API';
    const document = openApi(read, {
      title,
      version: `1.0.${version}`,
      source: title,
      openapi,
    });
    return format === 'yaml'
      ? stringify(document, { aliasDuplicateObjects: false })
      : JSON.stringify(document, null, 2);
  }, [read, name, version, openapi, format]);
  const [, , api] = SAMPLES;
  if (!read.declarations.some(({ kind }) => kind === 'endpoint' || kind === 'entity'))
    return (
      <EmptyState
        action={onInsert && <Button onClick={() => onInsert(api.content)}>Insert it</Button>}
        example={<CodeBlock code={api.content} title="users.fleet" wrap />}
        title="No API is described yet"
      >
        From entities, functions and endpoints the OpenAPI document is written, for other people and
        for generators of clients.
      </EmptyState>
    );
  const file = `openapi.${format}`;
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <Segmented
          label="Version of OpenAPI"
          onValueChange={(next) => setOpenapi(next as Version)}
          options={[
            { value: '3.1', label: '3.1' },
            { value: '3.0', label: '3.0' },
          ]}
          value={openapi}
        />
        <Segmented
          label="Format"
          onValueChange={(next) => setFormat(next as Format)}
          options={[
            { value: 'yaml', label: 'YAML' },
            { value: 'json', label: 'JSON' },
          ]}
          value={format}
        />
        <Button
          className="ms-auto"
          icon={<Download aria-hidden />}
          onClick={() => download(text, file, format)}
          size="sm"
        >
          Download
        </Button>
      </div>
      {broken && (
        <Callout tone="warn">
          The document cannot be read as it stands. This is what it said when it could.
        </Callout>
      )}
      <CodeBlock code={text} title={file} />
      {id && (
        <p className="text-faint text-xs">
          What is saved is served at{' '}
          <code className="break-all">
            /api/configs/{id}/{file}
            {openapi === '3.0' && '?version=3.0'}
          </code>
        </p>
      )}
    </div>
  );
}

function download(text: string, name: string, format: Format) {
  const type = format === 'yaml' ? 'application/yaml' : 'application/json';
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}
