'use client';

import { usePathname } from 'next/navigation';
import { NavTabs } from '@/components/ui/tabs';

const items = [
  { href: '/settings/profile', label: 'Profile' },
  { href: '/settings/organization', label: 'Organization' },
  { href: '/settings/team', label: 'Team' },
  { href: '/settings/api-keys', label: 'API keys' },
];

export function SettingsNav() {
  const path = usePathname();
  const current = items.find((item) => path.startsWith(item.href))?.href ?? '';
  return <NavTabs current={current} items={items} label="Settings" />;
}
