/** "Ask Ada, Bob or 3 others": who can do what the reader may not. */
export function ask(names: readonly string[]): string {
  if (names.length === 0) return 'Ask an owner';
  const shown = names.slice(0, 3);
  const rest = names.length - shown.length;
  if (rest > 0) return `Ask ${shown.join(', ')} or ${rest} ${rest === 1 ? 'other' : 'others'}`;
  const last = shown.pop();
  return shown.length > 0 ? `Ask ${shown.join(', ')} or ${last}` : `Ask ${last}`;
}
