import { NotFoundPage } from '@/components/ui/not-found-page';

export default function NotFound() {
  return <NotFoundPage to={{ href: '/workflows', label: 'See workflows' }} what="no such run" />;
}
