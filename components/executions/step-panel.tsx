'use client';

import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Step } from '@/components/executions/step';
import { formatCredits, formatNumber } from '@/components/ui/format';
import { IconButton } from '@/components/ui/icon-button';
import { JsonTree } from '@/components/ui/json-tree';
import { Status } from '@/components/ui/status';
import { Tabs } from '@/components/ui/tabs';

/** One step's input and output. What a model said is read as text as well. */
export function StepPanel({ step, onClose }: { step: Step; onClose: () => void }) {
  const [face, setFace] = useState('output');
  const panel = useRef<HTMLElement>(null);
  // On a phone it opens beneath the timeline, out of sight.
  useEffect(() => {
    panel.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const said = (step.output as { text?: unknown } | null)?.text;
  const problem = (step.error as { message?: string } | null)?.message;
  return (
    <section
      ref={panel}
      aria-label={`Step ${step.index + 1}, ${step.name}`}
      className="flex flex-col gap-3 rounded-lg border bg-surface p-4"
    >
      <div className="flex items-start justify-between gap-2">
        <div className="min-w-0">
          <h3 className="truncate font-strong text-base">
            Step {step.index + 1}: <span className="num">{step.name}</span>
          </h3>
          <p className="flex flex-wrap items-center gap-x-3 text-faint text-sm">
            <Status state={step.status} />
            {step.type === 'model' && (
              <span>
                <span className="num">{formatNumber(step.input_tokens)}</span> tokens in,{' '}
                <span className="num">{formatNumber(step.output_tokens)}</span> out,{' '}
                <span className="num">{formatCredits(step.credits)}</span> credits
              </span>
            )}
          </p>
        </div>
        <IconButton icon={<X aria-hidden />} label="Close step" onClick={onClose} size="sm" />
      </div>
      {problem && <p className="break-words text-bad text-sm">{problem}</p>}
      <Tabs
        items={[
          {
            value: 'output',
            label: 'Output',
            content: (
              <div className="flex flex-col gap-3">
                {typeof said === 'string' && said && (
                  <p className="max-h-72 overflow-y-auto whitespace-pre-wrap break-words text-sm">
                    {said}
                  </p>
                )}
                <JsonTree label="Step output" value={step.output ?? step.error ?? null} />
              </div>
            ),
          },
          {
            value: 'input',
            label: 'Input',
            content: <JsonTree label="Step input" value={step.input ?? null} />,
          },
        ]}
        label="Step"
        onValueChange={setFace}
        value={face}
      />
    </section>
  );
}
