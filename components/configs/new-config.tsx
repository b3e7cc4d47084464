import { CalendarClock, ChevronDown, FileCode, Plus, Route, Workflow } from 'lucide-react';
import { SAMPLES } from '@/components/configs/samples';
import { Button } from '@/components/ui/button';
import { Menu } from '@/components/ui/menu';

const icons = { workflow: <Workflow />, job: <CalendarClock />, api: <Route /> };

/** An empty editor, or one that begins with something that runs. */
export function NewConfig() {
  return (
    <Menu
      align="end"
      groups={[
        { items: [{ label: 'Empty document', icon: <FileCode />, href: '/configs/new' }] },
        {
          label: 'Begin with',
          items: SAMPLES.map(({ id, label }) => ({
            label,
            icon: icons[id],
            href: `/configs/new?sample=${id}`,
          })),
        },
      ]}
      label="New config"
      trigger={
        <Button icon={<Plus aria-hidden />} variant="primary">
          New config <ChevronDown aria-hidden className="-me-1 size-3.5" />
        </Button>
      }
    />
  );
}
