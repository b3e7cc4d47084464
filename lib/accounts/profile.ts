import { person } from '@/lib/accounts/person';
import { findUser, presentUser } from '@/lib/accounts/users';
import { audit } from '@/lib/audit/record';
import { type Ctx, transaction } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';

export async function readProfile(ctx: Ctx) {
  const user = (await findUser(person(ctx).id)) ?? fail('NOT_FOUND');
  return presentUser(user);
}

export async function updateProfile(ctx: Ctx, input: { name: string | null }) {
  const me = person(ctx);
  await transaction(ctx, async (tx) => {
    await tx.sql(
      'update users set name = $2::text, updated_at = now() where id = $1::uuid',
      me.id,
      input.name,
    );
    await audit(tx, { action: 'user.updated', target: { type: 'user', id: me.id } });
  });
  return readProfile(ctx);
}
