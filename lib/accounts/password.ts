import { hash, verify } from '@node-rs/argon2';

// argon2id, as OWASP names it: 19 MiB, two passes, one lane.
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, OPTIONS);

let decoy: Promise<string> | undefined;

/** Checks a password; for an unknown account (null) it does the same work and says no. */
export async function checkPassword(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('the password of nobody');
  const right = await verify(stored ?? (await decoy), password).catch(() => false);
  return stored !== null && right;
}
