import { NotFoundPage } from '@/components/ui/not-found-page';

export default function NotFound() {
  return <NotFoundPage to={{ href: '/configs', label: 'See configs' }} what="no such config" />;
}
