import { notFound, redirect } from 'next/navigation';
import { docPages } from '@/lib/docs/pages';

/** A section has no page of its own: its first one stands for it. */
export default async function Section({ params }: { params: Promise<{ section: string }> }) {
  const { section } = await params;
  const first = docPages().find((page) => page.section === section);
  if (!first) notFound();
  redirect(first.href);
}
