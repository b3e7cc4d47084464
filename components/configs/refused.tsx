import { ApiError } from '@/components/ui/fetcher';

/** What the server refused, in sentences: a config with errors tells each of them. */
export function explain(error: unknown): string[] {
  if (!(error instanceof ApiError)) return [(error as Error).message];
  const { errors } = (error.details ?? {}) as { errors?: string[] };
  return [error.message, ...(Array.isArray(errors) ? errors.slice(0, 5) : [])];
}

/** Those sentences, at the foot of a dialog's form. */
export const Refused = ({ sentences }: { sentences: readonly string[] }) =>
  sentences.length > 0 && (
    <div className="flex flex-col gap-1 text-bad text-sm" role="alert">
      {sentences.map((sentence) => (
        <p className="break-words" key={sentence}>
          {sentence}
        </p>
      ))}
    </div>
  );
