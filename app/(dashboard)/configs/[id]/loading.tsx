export { EditorSkeleton as default } from '@/components/configs/editor-skeleton';
