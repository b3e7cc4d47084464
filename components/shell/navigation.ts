import {
  BookOpen,
  Bot,
  Braces,
  CalendarClock,
  ChartNoAxesColumn,
  CircleCheckBig,
  CreditCard,
  FileCode,
  KeyRound,
  ListChecks,
  type LucideIcon,
  MessageSquare,
  Package,
  PackageCheck,
  Plug,
  Rocket,
  Settings,
  SquareActivity,
  Store,
  Users,
  Webhook,
  Workflow,
} from 'lucide-react';

export type NavItem = {
  label: string;
  href: string;
  icon: LucideIcon;
  /** Paths that belong to it beside its own and those beneath. */
  also?: readonly string[];
  /** Second key after G. */
  key?: string;
  /** How many wait for the reader, beside its name. */
  count?: 'approvals';
};
export type NavGroup = { label: string; items: readonly NavItem[] };

/** Only pages that exist; a group without items is not drawn. */
export const navigation: readonly NavGroup[] = [
  {
    label: 'Work',
    items: [
      { label: 'Chat', href: '/', icon: MessageSquare, also: ['/chat'], key: 'c' },
      { label: 'Agents', href: '/agents', icon: Bot, key: 'a' },
      { label: 'Workflows', href: '/workflows', icon: Workflow, also: ['/runs'], key: 'f' },
      {
        label: 'Approvals',
        href: '/approvals',
        icon: CircleCheckBig,
        key: 'v',
        count: 'approvals',
      },
      { label: 'Executions', href: '/executions', icon: SquareActivity, key: 'e' },
    ],
  },
  {
    label: 'Ship',
    items: [
      { label: 'Marketplace', href: '/marketplace', icon: Store, key: 'm' },
      { label: 'My apps', href: '/apps', icon: Package, key: 'p' },
      { label: 'Deployments', href: '/deployments', icon: Rocket, key: 'd' },
      { label: 'Configs', href: '/configs', icon: FileCode, key: 'o' },
      { label: 'Installed', href: '/packages', icon: PackageCheck, key: 'i' },
    ],
  },
  {
    label: 'Automate',
    items: [
      { label: 'Jobs', href: '/jobs', icon: ListChecks, key: 'j' },
      { label: 'Events', href: '/events', icon: CalendarClock, key: 'l' },
      { label: 'Webhooks', href: '/webhooks', icon: Webhook, key: 'w' },
      { label: 'Connectors', href: '/connectors', icon: Plug, key: 'n' },
    ],
  },
  {
    label: 'Manage',
    items: [
      { label: 'Usage', href: '/usage', icon: ChartNoAxesColumn, key: 'u' },
      { label: 'Billing', href: '/billing', icon: CreditCard, key: 'b' },
      { label: 'API keys', href: '/settings/api-keys', icon: KeyRound, key: 'k' },
      { label: 'Team', href: '/settings/team', icon: Users, key: 't' },
      {
        label: 'Settings',
        href: '/settings/profile',
        icon: Settings,
        also: ['/settings/organization'],
        key: 's',
      },
    ],
  },
];

export const docs = { label: 'Documentation', href: '/docs', icon: BookOpen };
export const explorer = { label: 'API explorer', href: '/api/docs', icon: Braces };

const under = (path: string, base: string) => path === base || path.startsWith(`${base}/`);

export function isCurrent(item: NavItem, path: string) {
  if (item.href === '/') return path === '/' || (item.also ?? []).some((base) => under(path, base));
  return [item.href, ...(item.also ?? [])].some((base) => under(path, base));
}
