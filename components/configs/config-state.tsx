import type { Config } from '@/components/configs/model';
import { plural } from '@/components/ui/format';
import { Status } from '@/components/ui/status';

/** Whether a config is in order: as shape, colour and word. */
export function ConfigState({ config }: { config: Pick<Config, 'diagnostics'> }) {
  const errors = config.diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = config.diagnostics.length - errors;
  if (errors > 0)
    return (
      <Status state="failed">
        <span className="num">{plural(errors, 'problem')}</span>
      </Status>
    );
  if (warnings > 0)
    return (
      <Status state="warning">
        <span className="num">{plural(warnings, 'warning')}</span>
      </Status>
    );
  return (
    <Status state="valid" tone="good">
      Valid
    </Status>
  );
}
