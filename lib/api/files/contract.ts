import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';
import { UPLOAD_MS } from '@/lib/packages/packages.contract';

const shared = {
  path: '/api/files/{token}',
  auth: 'public',
  // The link is the permission, it expires, and receivers of webhooks follow it without a key.
  limit: 'none',
  tag: 'Packages',
  params: z.object({ token: z.string().max(4096) }),
  timeoutMs: UPLOAD_MS,
} as const;

export const downloadFile = endpoint({
  ...shared,
  id: 'downloadFile',
  method: 'GET',
  summary: 'Download a file by its expiring link',
  description: 'Links come from other answers, such as `s3_url`. Ranges are served.',
  responses: {
    200: null,
    206: null,
    416: z.object({ error: z.string(), code: z.string() }),
  },
  errors: ['FORBIDDEN', 'NOT_FOUND'],
});

export const uploadFile = endpoint({
  ...shared,
  id: 'uploadFile',
  method: 'PUT',
  summary: 'Send a file to its expiring link',
  bodyKind: 'raw',
  responses: { 200: z.object({ size: z.int(), checksum: z.string() }) },
  errors: ['FORBIDDEN', 'PAYLOAD_TOO_LARGE'],
});
