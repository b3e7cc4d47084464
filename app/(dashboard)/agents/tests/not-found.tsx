import { NotFoundPage } from '@/components/ui/not-found-page';

export default function NotFound() {
  return (
    <NotFoundPage
      to={{ href: '/agents/tests', label: 'See tests' }}
      what="no such test suite or run"
    />
  );
}
