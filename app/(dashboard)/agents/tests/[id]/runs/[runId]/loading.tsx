export { DetailPageSkeleton as default } from '@/components/ui/page-skeleton';
