'use client';

import Link from 'next/link';
import { useState } from 'react';
import { type Comparison, compare } from '@/components/tests/compare';
import type { Result } from '@/components/tests/model';
import { Callout } from '@/components/ui/callout';
import { Disclosure } from '@/components/ui/disclosure';
import { JsonTree } from '@/components/ui/json-tree';
import { Status } from '@/components/ui/status';
import { type Column, Table } from '@/components/ui/table';
import { Tabs } from '@/components/ui/tabs';
import { Duration } from '@/components/ui/time';

const shown = (value: unknown) => (
  <code className="whitespace-pre-wrap break-words text-xs">
    {value === undefined ? 'nothing' : JSON.stringify(value)}
  </code>
);

const words = { passed: 'Same', failed: 'Differs', unknown: 'Not compared' };

const columns: Column<Comparison>[] = [
  {
    key: 'path',
    header: 'Where',
    primary: true,
    width: '24%',
    cell: (row) => <span className="break-words font-mono text-xs">{row.path}</span>,
  },
  {
    key: 'wanted',
    header: 'Expected',
    wholeLine: true,
    cell: (row) => (
      <div className="py-2">
        <span className="text-faint text-xs">{row.how}</span> {shown(row.wanted)}
      </div>
    ),
  },
  {
    key: 'got',
    header: 'Came out',
    wholeLine: true,
    cell: (row) => <div className="py-2">{shown(row.got)}</div>,
  },
  {
    key: 'verdict',
    header: 'Result',
    width: '8rem',
    wholeLine: true,
    cell: ({ verdict }) => (
      <Status state={verdict === 'unknown' ? 'skipped' : verdict}>{words[verdict]}</Status>
    ),
  },
];

/** One case of a run: how it ended, and what was expected beside what came out. */
export function ResultRow({ result }: { result: Result }) {
  const { status, name, durationMs, error } = result;
  return (
    <Disclosure
      open={status === 'failed'}
      summary={
        <>
          <Status className="w-22 shrink-0" state={status} />
          <span className="truncate font-strong">{name}</span>
        </>
      }
      trailing={durationMs === null ? undefined : <Duration ms={durationMs} />}
    >
      <div className="flex flex-col gap-3">
        {error && <Problem text={error} />}
        <Faces result={result} />
        {result.execution_id && (
          <Link
            className="self-start rounded-sm text-sm underline decoration-line underline-offset-2 hover:decoration-current"
            href={`/executions/${result.execution_id}`}
          >
            See its execution
          </Link>
        )}
      </div>
    </Disclosure>
  );
}

/** A difference is told in words of places, `output.message is …`; anything else is a sentence. */
function Problem({ text }: { text: string }) {
  const differs = /^(output\b|the pattern )/.test(text);
  return (
    <Callout title={differs ? 'The output is not what was expected' : text} tone="bad">
      {differs && <span className="break-words">{text}</span>}
    </Callout>
  );
}

function Faces({ result }: { result: Result }) {
  const ended = result.status === 'passed' || result.status === 'failed';
  const [face, setFace] = useState(ended ? 'compared' : 'input');
  const { expected, output, error } = result;
  return (
    <Tabs
      items={[
        ...(ended
          ? [
              {
                value: 'compared',
                label: 'Compared',
                content:
                  expected === null ? (
                    <p className="text-muted text-sm">Nothing in particular was expected.</p>
                  ) : (
                    <Table
                      caption={`${result.name}: what was expected, and what came out`}
                      columns={columns}
                      rowKey={(row) => row.path}
                      rows={compare(expected, output, result.status === 'failed' ? error : null)}
                      stickyTop="top-auto"
                    />
                  ),
              },
              {
                value: 'output',
                label: 'Output',
                content: <JsonTree label={`Output of ${result.name}`} value={output} />,
              },
            ]
          : []),
        {
          value: 'input',
          label: 'Input',
          content: <JsonTree label={`Input of ${result.name}`} value={result.input} />,
        },
      ]}
      label={`Faces of ${result.name}`}
      onValueChange={setFace}
      value={face}
    />
  );
}
