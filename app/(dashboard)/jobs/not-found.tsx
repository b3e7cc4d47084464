import { NotFoundPage } from '@/components/ui/not-found-page';

export default function NotFound() {
  return (
    <NotFoundPage
      to={{ href: '/jobs', label: 'See jobs' }}
      what="no such job"
      why="It was removed after its retention, or it belongs to another organization."
    />
  );
}
