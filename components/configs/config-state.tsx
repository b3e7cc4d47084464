import type { Config } from '@/components/configs/model';
import { plural } from '@/components/ui/format';
import { Status } from '@/components/ui/status';

/** Whether a config is in order: as shape, colour and word. */
export function ConfigState({ config }: { config: Pick<Config, 'diagnostics'> }) {
  const errors = config.diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = config.diagnostics.length - errors;
  if (errors > 0) return <Status state="failed">{plural(errors, 'problem')}</Status>;
  if (warnings > 0) return <Status state="warning">{plural(warnings, 'warning')}</Status>;
  return (
    <Status state="valid" tone="good">
      Valid
    </Status>
  );
}
