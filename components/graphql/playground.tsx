'use client';

import { Play, Square } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useEffect, useRef, useState } from 'react';
import { Beside } from '@/components/graphql/beside';
import { Code, loading } from '@/components/graphql/code-loader';
import { type Draft, drafted, keepDraft } from '@/components/graphql/draft';
import { NotSent, send, type Told } from '@/components/graphql/send';
import { useSchema } from '@/components/graphql/use-schema';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Segmented } from '@/components/ui/segmented';

const SchemaView = dynamic(() => import('@/components/graphql/schema-view'), {
  ssr: false,
  loading,
});

/** Writes documents, sends them as the signed-in person or with a key, and shows schema and answers. */
export function Playground({ who }: { who: string | null }) {
  const schema = useSchema();
  const [draft, setDraft] = useState<Draft | null>(null);
  const [key, setKey] = useState('');
  const [face, setFace] = useState('answer');
  const [type, setType] = useState('Query');
  const [told, setTold] = useState<Told | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [running, setRunning] = useState<AbortController | null>(null);
  const now = useRef<AbortController>(null);

  useEffect(() => setDraft(drafted()), []);
  useEffect(() => {
    if (draft) keepDraft(draft);
  }, [draft]);

  const change = (part: Partial<Draft>) => setDraft((before) => before && { ...before, ...part });

  async function run() {
    if (!draft || now.current) return;
    const leaving = new AbortController();
    now.current = leaving;
    setRunning(leaving);
    setProblem(null);
    setFace('answer');
    try {
      setTold(await send({ ...draft, key }, leaving.signal));
    } catch (error) {
      setTold(null);
      if (error instanceof NotSent) setProblem(error.message);
      else if (!leaving.signal.aborted)
        setProblem('The server could not be reached. Check your connection and run it again.');
    } finally {
      now.current = null;
      setRunning(null);
    }
  }

  const show = (name: string) => {
    setType(name);
    setFace('schema');
  };

  return (
    <main className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] lg:grid-cols-2">
      <div className="flex min-h-0 flex-col border-b lg:border-e lg:border-b-0">
        <div className="flex min-h-12 flex-wrap items-center gap-3 border-b px-4 py-1.5">
          {running ? (
            <Button icon={<Square />} onClick={() => running.abort()} size="sm">
              Stop
            </Button>
          ) : (
            <Button icon={<Play />} onClick={run} size="sm" variant="primary">
              Run
            </Button>
          )}
          <p className="min-w-0 truncate text-muted text-sm">
            {key
              ? 'With the API key'
              : who
                ? `As ${who}`
                : 'Not signed in: give an API key under Access'}
          </p>
        </div>
        <div className="h-80 min-h-0 lg:h-auto lg:flex-1">
          {draft && (
            <Code
              label="GraphQL document"
              language="graphql"
              onChange={(query) => change({ query })}
              onRun={run}
              onShow={show}
              schema={schema}
              text={draft.query}
            />
          )}
        </div>
        {draft && (
          <Beside
            apiKey={key}
            draft={draft}
            onChange={change}
            onKey={setKey}
            onRun={run}
            signedIn={who !== null}
          />
        )}
      </div>
      <div className="flex min-h-96 flex-col lg:min-h-0">
        <div className="flex min-h-12 flex-wrap items-center justify-between gap-3 border-b px-4 py-1.5">
          <Segmented
            label="On this side"
            onValueChange={setFace}
            options={[
              { value: 'answer', label: 'Answer' },
              { value: 'schema', label: 'Schema' },
            ]}
            value={face}
          />
          {told && face === 'answer' && (
            <p className="text-muted text-sm" role="status">
              <span className={told.ok ? 'text-good' : 'text-bad'}>
                {told.status}
                {told.ok ? '' : ' with errors'}
              </span>
              {` · ${told.ms} ms · ${Math.max(1, Math.round(told.size / 1024))} KiB`}
            </p>
          )}
        </div>
        {problem && face === 'answer' && (
          <div className="p-4">
            <Callout title="Not sent" tone="bad">
              {problem}
            </Callout>
          </div>
        )}
        <div className="min-h-80 flex-1 overflow-auto lg:min-h-0">
          {face === 'schema' ? (
            schema ? (
              <SchemaView onType={setType} schema={schema} type={type} />
            ) : (
              loading()
            )
          ) : (
            <Code
              hint="Run the document to see the answer here."
              label="Answer"
              language="json"
              text={told?.text ?? ''}
            />
          )}
        </div>
      </div>
    </main>
  );
}
