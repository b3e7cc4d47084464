export { CanvasSkeleton as default } from '@/components/ui/editor-skeleton';
