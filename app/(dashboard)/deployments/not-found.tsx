import { NotFoundPage } from '@/components/ui/not-found-page';

export default function NotFound() {
  return (
    <NotFoundPage
      to={{ href: '/deployments', label: 'See deployments' }}
      what="no such deployment"
      why="It belongs to another organization, or its app was deleted."
    />
  );
}
