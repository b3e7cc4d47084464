import { CodeBlock } from '@/components/ui/code-block';
import { Disclosure } from '@/components/ui/disclosure';
import { formatDuration } from '@/components/ui/format';
import { Status } from '@/components/ui/status';
import { Time } from '@/components/ui/time';
import type { DeliveryDetail } from '@/components/webhooks/model';

type Attempt = DeliveryDetail['attempt_history'][number];

const lines = (headers: Record<string, string>) =>
  Object.entries(headers)
    .sort(([a], [b]) => a.toLowerCase().localeCompare(b.toLowerCase()))
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');

const isGood = ({ status_code }: Attempt) =>
  status_code !== null && status_code >= 200 && status_code < 300;

/** One attempt: when, how long, what was answered. Opens to what was sent and what came back. */
export function AttemptPanel({ attempt, open }: { attempt: Attempt; open: boolean }) {
  const good = isGood(attempt);
  return (
    <li className="rounded-lg border bg-surface">
      <Disclosure
        open={open}
        summary={
          <>
            <Status state={good ? 'succeeded' : 'failed'}>
              {attempt.status_code === null ? 'No answer' : `Answered ${attempt.status_code}`}
            </Status>
            <span className="text-faint">Attempt {attempt.number}</span>
          </>
        }
        trailing={
          <>
            <span className="num">{formatDuration(attempt.duration_ms)}</span>
            <Time at={attempt.started_at} />
          </>
        }
      >
        <div className="flex flex-col gap-3">
          {attempt.error && <p className="break-words text-bad text-sm">{attempt.error}</p>}
          <CodeBlock code={lines(attempt.request_headers)} title="Request headers" wrap />
          {attempt.response_headers && (
            <CodeBlock code={lines(attempt.response_headers)} title="Response headers" wrap />
          )}
          {attempt.response_body !== null && (
            <div className="max-h-96 overflow-y-auto rounded-lg">
              <CodeBlock
                code={attempt.response_body || '(empty)'}
                title="Response body, at most 64 KiB"
                wrap
              />
            </div>
          )}
        </div>
      </Disclosure>
    </li>
  );
}
