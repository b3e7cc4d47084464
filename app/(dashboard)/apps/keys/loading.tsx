export { ListPageSkeleton as default } from '@/components/ui/page-skeleton';
