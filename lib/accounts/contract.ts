import { z } from 'zod';
import { ROLES } from '@/lib/core/scopes';

export const Email = z.email().max(254);

/** Length is the only rule: rules of composition make passwords worse. */
export const Password = z.string().min(8).max(200);

/** One line: names stand in subjects of mails. */
const Label = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'must be one line');

export const PersonName = Label;
export const OrganizationName = Label;
export const RoleSchema = z.enum(ROLES);

/** Tokens of links and refresh tokens: 43 characters of base64url. */
export const LinkToken = z.string().min(20).max(200);

export const Message = z.object({ message: z.string() }).meta({ id: 'Message' });
export const IdParams = z.object({ id: z.string().max(100) });
export const NoBody = z.strictObject({});

export const Time = z.iso.datetime();

export const OrganizationShape = z
  .object({
    id: z.uuid(),
    name: z.string(),
    slug: z.string(),
    credits: z.number(),
    held: z.number(),
    created_at: Time,
    updated_at: Time,
  })
  .meta({ id: 'Organization' });

export const MemberShape = z
  .object({
    id: z.uuid(),
    user_id: z.uuid(),
    email: z.string(),
    name: z.string().nullable(),
    role: RoleSchema,
    joined_at: Time,
  })
  .meta({ id: 'Member' });

export const InvitationShape = z
  .object({
    id: z.uuid(),
    email: z.string(),
    role: RoleSchema,
    invited_by: z.uuid().nullable(),
    status: z.enum(['pending', 'accepted', 'revoked', 'expired']),
    created_at: Time,
    expires_at: Time,
  })
  .meta({ id: 'Invitation' });

/** One scope (`agents:write`), a wildcard (`agents:*`, `*:read`) or a short form (`read`, `write`, `admin`). */
export const ScopeName = z
  .string()
  .max(60)
  .regex(
    /^(read|write|admin|([a-z][a-z_]{0,39}|\*):(read|write|execute|admin|\*))$/,
    'unknown scope',
  );

export const Permissions = z.strictObject({
  read: z.boolean().optional(),
  write: z.boolean().optional(),
  admin: z.boolean().optional(),
});

export const RateLimitShape = z.object({
  per_minute: z.number().int().min(1).max(100_000).nullable().optional(),
  per_hour: z.number().int().min(1).max(10_000_000).nullable().optional(),
});

export const ApiKeyShape = z
  .object({
    id: z.uuid(),
    name: z.string(),
    key_preview: z.string(),
    scopes: z.array(z.string()),
    rate_limit: RateLimitShape.nullable(),
    user_id: z.uuid(),
    last_used_at: Time.nullable(),
    expires_at: Time.nullable(),
    previous_expires_at: Time.nullable(),
    rotated_at: Time.nullable(),
    created_at: Time,
  })
  .meta({ id: 'ApiKey' });

export const UserShape = z
  .object({
    id: z.uuid(),
    email: z.string(),
    name: z.string().nullable(),
    email_verified: z.boolean(),
    created_at: Time,
  })
  .meta({ id: 'User' });
