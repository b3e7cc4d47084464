export { default } from '@/app/(dashboard)/jobs/(list)/loading';
