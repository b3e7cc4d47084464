import { NotFoundPage } from '@/components/ui/not-found-page';

export default function NotFound() {
  return (
    <NotFoundPage
      more={{ href: '/agents/skills', label: 'See skills' }}
      to={{ href: '/agents', label: 'See agents' }}
      what="nothing here"
    />
  );
}
