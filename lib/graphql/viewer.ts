import { z } from 'zod';
import { RoleSchema } from '@/lib/accounts/contract';
import type { Ctx } from '@/lib/core/context';

export const ViewerSchema = z
  .object({
    kind: z.enum(['user', 'key']).meta({ description: 'A signed-in person, or an API key.' }),
    id: z.uuid().meta({ description: "The user's or the API key's." }),
    name: z.string().nullable().meta({ description: "The API key's; null for a person." }),
    email: z.string().nullable().meta({ description: "The person's; null for an API key." }),
    role: RoleSchema.meta({ description: "The person's, or that of who made the key." }),
    scopes: z.array(z.string()).meta({ description: 'What may be done, as `resource:action`.' }),
  })
  .meta({ id: 'Viewer', description: 'Who asks.' });

/** Who asks, as far as the credentials tell. */
export function viewerOf({ actor, scopes }: Ctx): z.output<typeof ViewerSchema> {
  return {
    kind: actor.kind === 'user' ? 'user' : 'key',
    id: actor.id,
    name: actor.kind === 'key' ? actor.name : null,
    email: actor.kind === 'user' ? actor.email : null,
    role: actor.role,
    scopes: [...scopes],
  };
}
