import { NotFoundPage } from '@/components/ui/not-found-page';

export default function NotFound() {
  return (
    <NotFoundPage
      shared={false}
      to={{ href: '/marketplace', label: 'See the marketplace' }}
      what="no such package"
      why="Its publisher took it out of the marketplace, or the address is mistyped. What you installed of it stays."
    />
  );
}
