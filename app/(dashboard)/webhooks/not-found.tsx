import { NotFoundPage } from '@/components/ui/not-found-page';

export default function NotFound() {
  return (
    <NotFoundPage
      to={{ href: '/webhooks', label: 'See webhooks' }}
      what="no such webhook or delivery"
    />
  );
}
