import type { z } from 'zod';
import type {
  ApiKeyShape,
  InvitationShape,
  MemberShape,
  OrganizationShape,
  UserShape,
} from '@/lib/accounts/contract';

// Types only: the schemas stay on the server.
export type Member = z.infer<typeof MemberShape>;
export type Invitation = z.infer<typeof InvitationShape>;
export type ApiKey = z.infer<typeof ApiKeyShape>;
export type Organization = z.infer<typeof OrganizationShape>;
export type User = z.infer<typeof UserShape>;
export type Role = Member['role'];

export type MemberList = { members: Member[]; total: number };
export type InvitationList = { invitations: Invitation[]; total: number };
export type ApiKeyList = { apiKeys: ApiKey[]; total: number };

export const nameOf = (person: { name: string | null; email: string }) =>
  person.name ?? person.email;
