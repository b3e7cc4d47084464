import { cn } from '@/components/ui/cn';

const sizes = { sm: 'size-5 text-[0.625rem]', md: 'size-7 text-xs', lg: 'size-10 text-base' };

/** Initials. Square stands for an organization or an agent, round for a person. */
export function Avatar({
  name,
  square = false,
  size = 'md',
}: {
  name: string;
  square?: boolean;
  size?: keyof typeof sizes;
}) {
  const words = name
    .trim()
    .split(/[\s._@-]+/)
    .filter(Boolean);
  const first = [...(words[0] ?? '?')][0] ?? '?';
  const last = words.length > 1 && size !== 'sm' ? ([...(words[1] ?? '')][0] ?? '') : '';
  return (
    <span
      aria-hidden="true"
      className={cn(
        'grid shrink-0 place-items-center bg-accent-soft font-strong text-accent-ink uppercase leading-none select-none',
        square ? (size === 'sm' ? 'rounded-sm' : 'rounded-md') : 'rounded-full',
        sizes[size],
      )}
    >
      {first + last}
    </span>
  );
}
