'use client';

import { useState } from 'react';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { FormDialog } from '@/components/ui/form-dialog';
import { formatNumber } from '@/components/ui/format';
import { Select } from '@/components/ui/select';
import { toast } from '@/components/ui/toast';

const HOUR_MS = 3600_000;
const spans = [
  { value: '1', label: 'The last hour' },
  { value: '24', label: 'The last 24 hours' },
  { value: '72', label: 'The last 3 days' },
  { value: '168', label: 'The last 7 days' },
  { value: '720', label: 'The last 30 days' },
];

type Recovered = { recovered: number; remaining: number };

export function RecoverDialog({
  id,
  open,
  onOpenChange,
  onDone,
}: {
  id: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onDone: () => void;
}) {
  const [hours, setHours] = useState('24');
  async function send() {
    const since = new Date(Date.now() - Number(hours) * HOUR_MS).toISOString();
    const answer = await api<Recovered>(`/api/webhooks/${id}/recover`, {
      method: 'POST',
      body: { since },
    });
    const { recovered, remaining } = answer;
    toast.success(
      recovered === 0
        ? 'Nothing failed in that time'
        : `${formatNumber(recovered)} ${recovered === 1 ? 'delivery is' : 'deliveries are'} sent again`,
      remaining > 0 ? { description: `${formatNumber(remaining)} more: recover again.` } : {},
    );
    onDone();
    onOpenChange(false);
  }
  return (
    <FormDialog
      description="Everything that failed since then is sent again with its own id, the oldest first. What was delivered is left alone."
      onOpenChange={onOpenChange}
      open={open}
      prefix="recover-"
      send={send}
      size="sm"
      submit="Send again"
      title="Recover failed deliveries"
    >
      {() => (
        <Field label="Events of">
          <Select onValueChange={setHours} options={spans} value={hours} />
        </Field>
      )}
    </FormDialog>
  );
}
