import type { JobLogs } from '@/components/jobs/model';
import { Section } from '@/components/ui/page';
import { Time } from '@/components/ui/time';

const TONES = { debug: 'text-faint', info: 'text-text', warning: 'text-warn', error: 'text-bad' };

/** What the job has said, oldest first. */
export function JobLog({ logs }: { logs: JobLogs }) {
  return (
    <Section
      description={
        logs.total > logs.data.length
          ? `The first ${logs.data.length} of ${logs.total} lines.`
          : undefined
      }
      title="Log"
    >
      {logs.data.length === 0 ? (
        <p className="text-muted text-sm">Nothing was said yet.</p>
      ) : (
        <ol aria-label="Log" className="flex flex-col gap-1.5">
          {logs.data.map((line) => (
            <li className="flex flex-wrap gap-x-3 text-sm" key={line.id}>
              <span className="w-24 shrink-0 text-faint">
                <Time at={line.timestamp} />
              </span>
              <span className={`min-w-0 flex-1 break-words ${TONES[line.level]}`}>
                {line.level === 'error' || line.level === 'warning' ? (
                  <span className="font-strong">
                    {line.level === 'error' ? 'Error: ' : 'Warning: '}
                  </span>
                ) : null}
                {line.message}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
