import { NotFoundPage } from '@/components/ui/not-found-page';

export default function NotFound() {
  return (
    <NotFoundPage
      to={{ href: '/executions', label: 'See executions' }}
      what="no such execution"
      why="The address is wrong, or it belongs to another organization."
    />
  );
}
