export { TextEditorSkeleton as default } from '@/components/ui/editor-skeleton';
