'use client';

/** Inside the shell, so that a broken view leaves the navigation standing. */
export { default } from '@/app/error';
