import { z } from 'zod';

/** A header-safe secret: what is pasted with a line end would break the request. */
export const secretText = z
  .string()
  .min(1)
  .max(10_000)
  .regex(/^[^\p{Cc}]*$/u, 'must be one line');

export const BaseUrl = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .meta({
    description:
      'Where the API is, when not at the vendor: its host must be among the allowed_hosts of the credential.',
  });

export const Metadata = z
  .record(z.string().max(40), z.string().max(500))
  .refine((it) => Object.keys(it).length <= 50, { error: 'must be at most 50 entries' });

/** Anything that JSON can hold; a vendor judges it. */
export const Loose = z.record(z.string().max(200), z.unknown());
