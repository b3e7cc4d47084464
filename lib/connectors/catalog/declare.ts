import type { z } from 'zod';

/** One field of a credential's `data`. */
export interface FieldSpec {
  name: string;
  label: string;
  description: string;
  /** Never shown, and taken out of everything that leaves. */
  secret: boolean;
  required: boolean;
  kind: 'text' | 'number' | 'boolean' | 'choice';
  choices?: readonly string[];
  /** Only asked for when another field has this value. */
  when?: { field: string; is: string };
}

/** What a type of connector asks of its credential. */
export interface CredentialSpec {
  provider: string;
  /** `oauth`, `api_key`, `token` or `custom`; a suggestion, since vendors use the words loosely. */
  type: 'oauth' | 'api_key' | 'token' | 'custom';
  /** Whether a connector can do without. */
  optional: boolean;
  fields: readonly FieldSpec[];
  /** Every field at once, with what must be there. Unknown fields pass. */
  data: z.ZodType;
  /** Where it may be sent when `metadata.allowed_hosts` says nothing; null: wherever the caller says. */
  hosts: readonly string[] | null;
}

export interface ActionSpec {
  description: string;
  /** Whether it changes something outside. */
  writes: boolean;
  /** What keeps a second attempt from doing it twice, in a sentence. */
  idempotency: string;
  /** It may run without a credential when its input has this field. */
  insteadOfCredential?: string;
  input: z.ZodType;
  /** What is kept of the vendor's answer; the rest is dropped. */
  output: z.ZodType;
}

export interface ConnectorSpec {
  type: string;
  name: string;
  description: string;
  credential: CredentialSpec;
  config: z.ZodObject;
  actions: Record<string, ActionSpec>;
}

export const field = (
  name: string,
  label: string,
  description: string,
  more: Partial<FieldSpec> = {},
): FieldSpec => ({
  name,
  label,
  description,
  secret: false,
  required: false,
  kind: 'text',
  ...more,
});

/** Nothing to repeat: reading changes nothing. */
export const READS = 'Only reads.';
