import type { CredentialField, Kind } from '@/components/connectors/model';

/** `defaultChannel` is "Default channel"; `baseUrl` "Base URL". */
export function labelOf(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase()
    .replace(/\burl\b/g, 'URL')
    .replace(/\bid\b/g, 'ID');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What a provider is called: by its connector, else as it was written. */
export const providerName = (kinds: readonly Kind[], provider: string): string =>
  kinds.find((kind) => kind.type === provider)?.name ?? provider;

/** The fields that count, given what was chosen so far. */
export const shownFields = (
  fields: readonly CredentialField[],
  chosen: Record<string, string>,
): CredentialField[] => fields.filter((it) => !it.when || chosen[it.when.field] === it.when.is);

/** `NAME=value` lines as fields; a line without a name is left out. */
export function pairsOf(text: string): Record<string, string> {
  const pairs = text.split('\n').flatMap((line) => {
    const at = line.indexOf('=');
    const name = line.slice(0, at).trim();
    return at > 0 && name ? [[name, line.slice(at + 1).trim()] as const] : [];
  });
  return Object.fromEntries(pairs);
}

/** Hosts from a text with commas, spaces or line ends between. */
export const hostsOf = (text: string): string[] => [
  ...new Set(text.split(/[\s,]+/).filter(Boolean)),
];
