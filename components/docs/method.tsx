import { cn } from '@/components/ui/cn';

const COLOURS: Record<string, string> = {
  GET: 'text-info',
  POST: 'text-good',
  PUT: 'text-warn',
  PATCH: 'text-warn',
  DELETE: 'text-bad',
};

export const Method = ({ method, className }: { method: string; className?: string }) => (
  <span className={cn('font-mono font-strong text-xs', COLOURS[method], className)}>{method}</span>
);
