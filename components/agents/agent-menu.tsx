'use client';

import { CopyPlus, Ellipsis, MessageSquare, Pause, Pencil, Rocket, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { deployAgent, duplicateAgent, pauseAgent } from '@/components/agents/agent-actions';
import { deleteWithUndo } from '@/components/agents/delayed-delete';
import type { May } from '@/components/agents/may';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, type MenuItem } from '@/components/ui/menu';
import type { AgentView } from '@/lib/agents/contract';

/** What can be done with one agent. `onChange` looks again after something was done. */
export function AgentMenu({
  agent,
  may,
  onChange,
  variant,
  onDeleted,
}: {
  agent: AgentView;
  may: May;
  onChange: () => void;
  variant?: 'ghost' | 'secondary';
  /** Where to go when it is being deleted, if the page is its own. */
  onDeleted?: () => void;
}) {
  const router = useRouter();
  const can = agent.status === 'active';
  const open: MenuItem[] = [
    { label: 'Open', icon: <Pencil />, href: `/agents/${agent.id}` },
    ...(can && may.execute
      ? [{ label: 'Chat with it', icon: <MessageSquare />, href: `/?agent=${agent.id}` }]
      : []),
  ];
  const change: MenuItem[] = [
    can
      ? {
          label: 'Pause',
          icon: <Pause />,
          onSelect: () => void pauseAgent(agent).then(onChange),
        }
      : {
          label: 'Deploy',
          icon: <Rocket />,
          onSelect: () => void deployAgent(agent).then(onChange),
        },
    {
      label: 'Duplicate',
      icon: <CopyPlus />,
      onSelect: () =>
        void duplicateAgent(agent).then((copy) => copy && router.push(`/agents/${copy.id}/edit`)),
    },
  ];
  const remove: MenuItem = {
    label: 'Delete',
    icon: <Trash2 />,
    danger: true,
    onSelect: () => {
      deleteWithUndo(
        { id: agent.id, name: agent.name, path: `/api/v1/agents/${agent.id}` },
        onChange,
      );
      onDeleted?.();
    },
  };
  const groups = may.write
    ? [{ items: open }, { items: change }, { items: [remove] }]
    : [{ items: open }];
  return (
    <Menu
      align="end"
      groups={groups}
      label={`Actions for ${agent.name}`}
      trigger={
        <IconButton
          icon={<Ellipsis aria-hidden />}
          label={`Actions for ${agent.name}`}
          size={variant === 'secondary' ? 'md' : 'sm'}
          variant={variant}
        />
      }
    />
  );
}
