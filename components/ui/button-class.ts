import { cva } from 'class-variance-authority';

export const buttonClass = cva(
  'relative inline-flex shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-lg border text-sm transition-colors select-none disabled:opacity-55 aria-disabled:opacity-55 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary:
          'border-transparent bg-accent font-strong text-on-accent hover:bg-accent-hover disabled:hover:bg-accent',
        secondary: 'border-line bg-surface text-ink hover:bg-hover active:bg-pressed',
        ghost: 'border-transparent text-muted hover:bg-hover hover:text-ink active:bg-pressed',
        danger: 'border-transparent bg-bad-solid font-strong text-on-accent hover:brightness-92',
        quiet: 'border-line bg-surface text-bad hover:bg-bad-soft',
      },
      size: {
        sm: 'h-7 px-2 [&_svg]:size-3.5',
        md: 'h-8 px-3 [&_svg]:size-4',
        lg: 'h-10 px-4 text-base [&_svg]:size-4',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
);
