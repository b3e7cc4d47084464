import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';
import { PageQuery } from '@/lib/core/page';
import { Id, PackageSchema, tag } from '@/lib/packages/apps.contract';

const MiB = 1024 * 1024;
/** Bytes of one package. */
export const MAX_PACKAGE = 100 * MiB;
/** An upload ends with the server's own limit for a request. */
export const UPLOAD_MS = 890_000;

const PackageId = z.object({ id: z.string().max(100), packageId: z.string().max(100) });

const binary = (description: string) =>
  z.string().optional().meta({ format: 'binary', description });

export const UploadFields = z
  .object({
    file: binary('The .apkg.'),
    upload_id: z.uuid().optional(),
    version: z.string().optional(),
    signature: binary('A detached Ed25519 signature: 64 bytes, or those in base64 or hex.'),
    release_notes: z.string().max(10_000).optional(),
    force_overwrite: z.enum(['true', 'false']).optional(),
    environment: z
      .string()
      .optional()
      .meta({ description: 'A JSON object of settings for an external runtime; kept encrypted.' }),
  })
  .meta({ id: 'PackageUploadForm' });

/** What the form fields of an upload are, for the documents; the stream is read by `form.ts`. */
export const UPLOAD_HELP =
  'Send `multipart/form-data`: `file` (the .apkg, at most 100 MiB), `version` (equal to the manifest’s, or in place of a missing one), `signature` (a detached Ed25519 signature over the file, made with a publisher key of the organization) and `release_notes`. `upload_id` takes the place of `file` after a presigned upload, also in a JSON body. `force_overwrite=true` replaces a version that nobody has installed.';

export const uploadErrors = [
  'NOT_FOUND',
  'CONFLICT',
  'VALIDATION_FAILED',
  'MALFORMED_JSON',
  'PAYLOAD_TOO_LARGE',
  'REQUEST_TIMEOUT',
  'UNSUPPORTED_MEDIA_TYPE',
] as const;

export const uploadPackage = endpoint({
  id: 'uploadPackage',
  method: 'POST',
  path: '/api/agent-apps/{id}/packages',
  auth: 'packages:write',
  tag,
  summary: 'Upload a package',
  description: `${UPLOAD_HELP}\n\nEvery problem of a package is told at once, in \`details\`.`,
  params: Id,
  bodyKind: 'raw',
  form: UploadFields,
  timeoutMs: UPLOAD_MS,
  responses: { 201: z.object({ package: PackageSchema, warnings: z.array(z.string()) }) },
  errors: uploadErrors,
});

export const listPackages = endpoint({
  id: 'listPackages',
  method: 'GET',
  path: '/api/agent-apps/{id}/packages',
  auth: 'packages:read',
  tag,
  summary: 'List the packages of an agent app',
  params: Id,
  query: PageQuery,
  responses: {
    200: z.object({
      packages: z.array(PackageSchema),
      limit: z.int(),
      offset: z.int(),
      total: z.int(),
    }),
  },
  errors: ['NOT_FOUND'],
});

export const getPackage = endpoint({
  id: 'getPackage',
  method: 'GET',
  path: '/api/agent-apps/{id}/packages/{packageId}',
  auth: 'packages:read',
  tag,
  summary: 'Read a package with its manifest',
  params: PackageId,
  responses: {
    200: z.object({
      package: PackageSchema.extend({
        manifest: z.record(z.string(), z.unknown()),
        contents: z.record(z.string(), z.unknown()),
        settings: z.array(z.string()).meta({
          description: 'Names of the settings that its .env brought; the values stay encrypted.',
        }),
      }),
    }),
  },
  errors: ['NOT_FOUND'],
});

export const deletePackage = endpoint({
  id: 'deletePackage',
  method: 'DELETE',
  path: '/api/agent-apps/{id}/packages/{packageId}',
  auth: 'packages:write',
  tag,
  summary: 'Delete a package',
  description: 'Refused while it is installed, published or being deployed.',
  params: PackageId,
  responses: { 200: z.object({ message: z.string() }) },
  errors: ['NOT_FOUND', 'CONFLICT'],
});

export const startUpload = endpoint({
  id: 'startPackageUpload',
  method: 'POST',
  path: '/api/agent-apps/{id}/packages/uploads',
  auth: 'packages:write',
  tag,
  summary: 'Get a link to upload a package to',
  description:
    'For hosts that take small requests only. Send the file to `url` with `method` and `headers`, then `upload_id` in place of `file`. Good for an hour, and for one package.',
  params: Id,
  body: z.strictObject({
    size: z.int().min(1).max(MAX_PACKAGE).optional().meta({ description: 'Bytes of the file.' }),
  }),
  bodyOptional: true,
  responses: {
    201: z.object({
      upload_id: z.uuid(),
      url: z.string(),
      method: z.literal('PUT'),
      headers: z.record(z.string(), z.string()),
      max_bytes: z.int(),
      expires_at: z.iso.datetime(),
    }),
  },
  errors: ['NOT_FOUND'],
  example: { body: { size: 2048000 } },
});

const PublisherKeySchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    public_key: z.string().meta({ description: 'PEM.' }),
    revoked_at: z.iso.datetime().nullable(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'PublisherKey', description: 'Packages signed with its private half are trusted.' });

export const listPublisherKeys = endpoint({
  id: 'listPublisherKeys',
  method: 'GET',
  path: '/api/publisher-keys',
  auth: 'packages:read',
  tag,
  summary: 'List publisher keys',
  query: PageQuery,
  responses: {
    200: z.object({
      publisher_keys: z.array(PublisherKeySchema),
      limit: z.int(),
      offset: z.int(),
      total: z.int(),
    }),
  },
});

export const createPublisherKey = endpoint({
  id: 'createPublisherKey',
  method: 'POST',
  path: '/api/publisher-keys',
  auth: 'packages:admin',
  tag,
  summary: 'Register a publisher key',
  description: 'An Ed25519 public key: PEM, `ssh-ed25519 …`, or 32 bytes in base64 or hex.',
  body: z.strictObject({
    name: z.string().trim().min(1).max(255),
    public_key: z.string().min(1).max(2000),
  }),
  responses: { 201: z.object({ publisher_key: PublisherKeySchema }) },
  errors: ['CONFLICT'],
  example: {
    body: {
      name: 'Release key',
      public_key: '11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=',
    },
  },
});

export const revokePublisherKey = endpoint({
  id: 'revokePublisherKey',
  method: 'DELETE',
  path: '/api/publisher-keys/{id}',
  auth: 'packages:admin',
  tag,
  summary: 'Revoke a publisher key',
  description: 'Nothing signed with it is accepted from now on.',
  params: Id,
  responses: { 200: z.object({ message: z.string() }) },
  errors: ['NOT_FOUND'],
});
