import { clsx } from 'clsx';

/**
 * Joins class names. It does not resolve conflicts (that would cost 8 kB on every page):
 * in our components `className` places a thing, its props style it.
 */
export const cn = clsx;
