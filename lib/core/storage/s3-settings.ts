import type { Env } from '@/lib/core/env';

export type S3Settings = {
  bucket: string;
  region: string;
  endpoint?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string };
  forcePathStyle: boolean;
};

/** The bucket that the environment names, or undefined; throws a sentence when half of it is missing. */
export function s3Settings(value: Env): S3Settings | undefined {
  const { S3_BUCKET, S3_ENDPOINT, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = value;
  if (!S3_BUCKET) {
    if (S3_ENDPOINT || S3_ACCESS_KEY_ID || S3_SECRET_ACCESS_KEY)
      throw new Error('S3_BUCKET is missing. Set it, or remove the other S3_* settings.');
    return undefined;
  }
  if (!S3_ACCESS_KEY_ID !== !S3_SECRET_ACCESS_KEY)
    throw new Error('Set S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY together, or neither.');
  return {
    bucket: S3_BUCKET,
    region: value.S3_REGION,
    endpoint: S3_ENDPOINT,
    // Without keys the SDK looks for the machine's own role.
    credentials:
      S3_ACCESS_KEY_ID && S3_SECRET_ACCESS_KEY
        ? { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY }
        : undefined,
    // Servers other than Amazon's rarely have a host name per bucket.
    forcePathStyle: value.S3_FORCE_PATH_STYLE
      ? value.S3_FORCE_PATH_STYLE === 'true'
      : S3_ENDPOINT !== undefined,
  };
}
