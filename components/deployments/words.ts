import type { Step, StepName } from '@/components/deployments/model';

/** Each step as people say it, with what it does. */
export const stepWords: Record<StepName, { title: string; about: string }> = {
  validate_package: { title: 'Check the package', about: 'Checksum and signature once more' },
  upload_to_s3: { title: 'Store the file', about: 'Whole, where every server finds it' },
  generate_metadata: { title: 'Read what is in it', about: 'Agents, skills and workflows' },
  notify_runtime: { title: 'Tell the runtime', about: 'Only for packages with code' },
  finalize: { title: 'Put it into service', about: 'Make or update its agents' },
};

/** What to do about a failure, where its own sentence does not say it. */
const advice: Record<string, string> = {
  PACKAGE_MISSING: 'Upload the package again as a new version, and deploy that.',
  CHECKSUM_MISMATCH: 'Upload it again as a new version. If it happens twice, check the storage.',
  SIGNATURE_INVALID:
    'Sign the package with a publisher key that is registered, and upload it again.',
  FILE_MISSING: 'Upload it again as a new version.',
  METADATA_INVALID: 'Mend what is named in the manifest, build the package anew, and upload it.',
  RUNTIME_MISSING:
    'Whoever runs this installation sets RUNTIME_URL. Then retry; nothing has to be uploaded again.',
  RUNTIME_REFUSED: 'Read what the runtime said, mend the package or the runtime, then retry.',
  RUNTIME_ANSWER: 'Check that RUNTIME_URL leads to a Pixell Agent Runtime, then retry.',
  INTERNAL: 'Retry it. If it fails again, tell support the id of this deployment.',
};

export const adviceFor = (code: string) =>
  advice[code] ?? 'Mend what the sentence names, then retry.';

/** Milliseconds that a step took; null while it runs or when it never began. */
export function tookMs({ started_at: from, completed_at: to }: Step): number | null {
  return from && to ? Math.max(0, Date.parse(to) - Date.parse(from)) : null;
}
