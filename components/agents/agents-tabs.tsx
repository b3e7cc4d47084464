import { NavTabs } from '@/components/ui/tabs';

export function AgentsTabs({ current }: { current: '/agents' | '/agents/skills' }) {
  return (
    <NavTabs
      current={current}
      items={[
        { href: '/agents', label: 'Agents' },
        { href: '/agents/skills', label: 'Skills' },
      ]}
      label="Agents and skills"
    />
  );
}
