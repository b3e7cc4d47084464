import { NavTabs } from '@/components/ui/tabs';

export function AgentsTabs({
  current,
}: {
  current: '/agents' | '/agents/skills' | '/agents/tests';
}) {
  return (
    <NavTabs
      current={current}
      items={[
        { href: '/agents', label: 'Agents' },
        { href: '/agents/skills', label: 'Skills' },
        { href: '/agents/tests', label: 'Tests' },
      ]}
      label="Agents, skills and tests"
    />
  );
}
