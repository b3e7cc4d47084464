export { EditorSkeleton as default } from '@/components/workflows/editor/editor-skeleton';
