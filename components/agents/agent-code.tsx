'use client';

import Link from 'next/link';
import { useEffect, useState } from 'react';
import { CodeBlock } from '@/components/ui/code-block';
import { Section } from '@/components/ui/page';
import { Segmented } from '@/components/ui/segmented';

const curl = (
  base: string,
  id: string,
) => `curl -X POST '${base}/api/v1/agents/${id}/execute?wait=30' \\
  -H "Authorization: Bearer $FLEETPROMPT_API_KEY" \\
  -H 'Content-Type: application/json' \\
  -d '{"input": {"message": "Hello"}}'`;

const typescript = (base: string, id: string) => `const response = await fetch(
  '${base}/api/v1/agents/${id}/execute?wait=30',
  {
    method: 'POST',
    headers: {
      Authorization: \`Bearer \${process.env.FLEETPROMPT_API_KEY}\`,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({ input: { message: 'Hello' } }),
  },
);
if (!response.ok) throw new Error((await response.json()).error);
// 200: it has ended; 202: it goes on, read /api/v1/executions/{id} later.
const { id, status, output, credits } = await response.json();`;

const samples = { curl: ['Shell', curl], typescript: ['TypeScript', typescript] } as const;

/** The same agent from a program, with the address that the reader's browser knows. */
export function AgentCode({ agentId, configured }: { agentId: string; configured: string }) {
  const [base, setBase] = useState(configured);
  const [language, setLanguage] = useState<keyof typeof samples>('curl');
  useEffect(() => {
    setBase(window.location.origin);
  }, []);
  const [title, sample] = samples[language];
  return (
    <Section
      actions={
        <Segmented
          label="Language"
          onValueChange={(next) => setLanguage(next as keyof typeof samples)}
          options={[
            { value: 'curl', label: 'curl' },
            { value: 'typescript', label: 'TypeScript' },
          ]}
          value={language}
        />
      }
      description="Waits up to 30 seconds for the answer; it must be active."
      title="Use it from code"
    >
      <CodeBlock code={sample(base, agentId)} title={title} />
      <p className="text-muted text-sm">
        The key comes from{' '}
        <Link
          className="rounded-sm underline decoration-line underline-offset-2 hover:text-ink"
          href="/settings/api-keys"
        >
          API keys
        </Link>
        ; it needs the scope <span className="num">agents:execute</span>.
      </p>
    </Section>
  );
}
