/** How hard to guess, 0 to 4: length counts most, and few different characters count little. */
export function strength(password: string): number {
  const different = new Set(password.toLowerCase()).size;
  const weight = Math.min(password.length, different * 2);
  if (password.length < 8) return 0;
  return weight < 10 ? 1 : weight < 13 ? 2 : weight < 17 ? 3 : 4;
}
