import { cva, type VariantProps } from 'class-variance-authority';
import Link from 'next/link';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from '@/components/ui/cn';
import { Spinner } from '@/components/ui/spinner';

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

type Look = VariantProps<typeof buttonClass> & { icon?: ReactNode };

export type ButtonProps = ComponentProps<'button'> & Look & { loading?: boolean };

/** `quiet` is the dangerous action of a row or a menu bar; `danger` the one that ends a dialog. */
export function Button({
  variant,
  size,
  icon,
  loading = false,
  className,
  children,
  disabled,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  // While it loads it keeps its focus, its width and its name; it only refuses to act again.
  return (
    <button
      aria-busy={loading || undefined}
      aria-disabled={loading || undefined}
      className={cn(buttonClass({ variant, size }), className)}
      disabled={disabled}
      onClick={loading ? (event) => event.preventDefault() : onClick}
      type={type}
      {...rest}
    >
      {loading && (
        <span className="absolute inset-0 grid place-items-center">
          <Spinner />
        </span>
      )}
      <span className={cn('inline-flex items-center gap-1.5', loading && 'opacity-0')}>
        {icon}
        {children}
      </span>
    </button>
  );
}

export type ButtonLinkProps = ComponentProps<typeof Link> & Look;

export function ButtonLink({ variant, size, icon, className, children, ...rest }: ButtonLinkProps) {
  return (
    <Link className={cn(buttonClass({ variant, size }), className)} {...rest}>
      {icon}
      {children}
    </Link>
  );
}
