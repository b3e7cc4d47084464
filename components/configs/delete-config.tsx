import type { Config } from '@/components/configs/model';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { api } from '@/components/ui/fetcher';
import { toast } from '@/components/ui/toast';

/** Open while there is a `config`. */
export function DeleteConfig({
  config,
  onClose,
  onDone,
}: {
  config: Pick<Config, 'id' | 'name'> | null;
  onClose: () => void;
  onDone: () => void;
}) {
  return (
    <ConfirmDialog
      confirmLabel="Delete config"
      description="All of its versions are deleted with it. Deployments that are stopped are kept without a config, and so is what they did."
      onConfirm={async () => {
        if (!config) return;
        await api(`/api/configs/${config.id}`, { method: 'DELETE' });
        toast.success(`${config.name} was deleted`);
        onDone();
      }}
      onOpenChange={(open) => open || onClose()}
      open={config !== null}
      title={`Delete ${config?.name ?? 'this config'}?`}
    />
  );
}
