import type { LucideIcon } from 'lucide-react';
import {
  Bot,
  FileCode,
  FlaskConical,
  KeyRound,
  LogOut,
  MessageSquarePlus,
  Package,
  SunMoon,
  UserPlus,
  Workflow,
} from 'lucide-react';
import { docs, explorer, navigation } from '@/components/shell/navigation';
import { signOut } from '@/components/shell/session';
import { setTheme, type Theme } from '@/components/ui/theme';

export type PaletteEntry = {
  id: string;
  label: string;
  icon: LucideIcon;
  note?: string;
  href?: string;
  run?: () => void;
};

/** Something of the organization's that the palette found. */
export type PaletteObject = {
  id: string;
  kind: string;
  label: string;
  note?: string;
  href: string;
};

export type PaletteSearch = (text: string, signal: AbortSignal) => Promise<PaletteObject[]>;

function switchTheme() {
  const order: Theme[] = ['system', 'light', 'dark'];
  const now = (document.documentElement.dataset.theme as Theme | undefined) ?? 'system';
  setTheme(order[(order.indexOf(now) + 1) % order.length] ?? 'system');
}

export const pages: PaletteEntry[] = [
  ...navigation.flatMap((group) =>
    group.items.map((item) => ({
      id: item.href,
      label: item.label,
      icon: item.icon,
      href: item.href,
      note: item.key ? `G ${item.key.toUpperCase()}` : undefined,
    })),
  ),
  { id: 'skills', label: 'Skills', icon: Bot, href: '/agents/skills' },
  { id: 'tests', label: 'Tests', icon: FlaskConical, href: '/agents/tests' },
  { id: 'publisher-keys', label: 'Publisher keys', icon: KeyRound, href: '/apps/keys' },
  { id: 'docs', label: docs.label, icon: docs.icon, href: docs.href },
  { id: 'explorer', label: explorer.label, icon: explorer.icon, href: explorer.href },
];

export const actions: PaletteEntry[] = [
  { id: 'new-agent', label: 'New agent', icon: Bot, href: '/agents/new' },
  { id: 'new-workflow', label: 'New workflow', icon: Workflow, href: '/workflows?new=1' },
  { id: 'new-config', label: 'New config', icon: FileCode, href: '/configs/new' },
  { id: 'new-chat', label: 'New chat', icon: MessageSquarePlus, href: '/' },
  { id: 'new-app', label: 'Create agent app', icon: Package, href: '/apps?new=1' },
  { id: 'new-key', label: 'Create API key', icon: KeyRound, href: '/settings/api-keys?new=1' },
  { id: 'invite', label: 'Invite member', icon: UserPlus, href: '/settings/team?invite=1' },
  { id: 'theme', label: 'Switch theme', icon: SunMoon, run: switchTheme },
  { id: 'sign-out', label: 'Sign out', icon: LogOut, run: signOut },
];
