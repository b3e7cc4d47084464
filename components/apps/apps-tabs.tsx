import { NavTabs } from '@/components/ui/tabs';

export function AppsTabs({ current }: { current: '/apps' | '/apps/keys' }) {
  return (
    <NavTabs
      current={current}
      items={[
        { href: '/apps', label: 'Apps' },
        { href: '/apps/keys', label: 'Publisher keys' },
      ]}
      label="Apps and publisher keys"
    />
  );
}
