import { NotFoundPage } from '@/components/ui/not-found-page';

export default function NotFound() {
  return <NotFoundPage to={{ href: '/apps', label: 'See my apps' }} what="no such app" />;
}
