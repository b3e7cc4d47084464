import type { VariantProps } from 'class-variance-authority';
import Link from 'next/link';
import type { ComponentProps, ReactNode } from 'react';
import { buttonClass } from '@/components/ui/button-class';
import { cn } from '@/components/ui/cn';
import { Spinner } from '@/components/ui/spinner';

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
