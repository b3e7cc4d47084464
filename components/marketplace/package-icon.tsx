import {
  CalendarCheck,
  ChartNoAxesColumn,
  Code,
  Database,
  Landmark,
  LifeBuoy,
  type LucideIcon,
  Megaphone,
  Package,
  PenLine,
  Shield,
  Target,
  Telescope,
} from 'lucide-react';
import { cn } from '@/components/ui/cn';

const icons: Record<string, LucideIcon> = {
  analytics: ChartNoAxesColumn,
  data: Database,
  development: Code,
  finance: Landmark,
  marketing: Megaphone,
  productivity: CalendarCheck,
  research: Telescope,
  sales: Target,
  security: Shield,
  support: LifeBuoy,
  writing: PenLine,
};

const sizes = {
  sm: 'size-7 rounded-md [&_svg]:size-4',
  md: 'size-9 rounded-lg [&_svg]:size-4.5',
  lg: 'size-12 rounded-lg [&_svg]:size-6',
};

/** Drawn from the category: a publisher's own picture would tell them who looks. */
export function PackageIcon({
  category,
  size = 'md',
}: {
  category: string;
  size?: keyof typeof sizes;
}) {
  const Icon = icons[category.toLowerCase()] ?? Package;
  return (
    <span
      aria-hidden="true"
      className={cn('grid shrink-0 place-items-center bg-accent-soft text-accent-ink', sizes[size])}
    >
      <Icon strokeWidth={1.75} />
    </span>
  );
}
