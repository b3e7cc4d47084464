import { systemDb } from '@/lib/core/db/system';
import { isUuid } from '@/lib/core/ids';

/** An organization by its id or slug, for what it shows to everybody; null when there is none. */
export async function findOrganization(
  reference: string,
): Promise<{ id: string; name: string } | null> {
  return systemDb().organization.findUnique({
    where: isUuid(reference) ? { id: reference } : { slug: reference },
    select: { id: true, name: true },
  });
}
