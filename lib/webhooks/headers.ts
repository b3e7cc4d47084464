/** Headers that are ours: custom ones of these names are left out when a webhook is saved. */
const OURS =
  /^(webhook-.*|x-webhook-.*|x-fleetprompt-.*|host|content-(type|length|encoding)|connection|transfer-encoding|expect|upgrade|keep-alive|te|trailer|proxy-.*|http2-settings)$/i;

const SECRET_NAME = /auth|cookie|token|secret|key|pass|session|credential|signature/i;

/** Stands for a value that is not shown. Sent back in a change, it leaves the value as it is. */
export const HIDDEN = '••••••••';

/** Custom headers without those that are ours. */
export function ownHeaders(given: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(given).filter(([name]) => !OURS.test(name)));
}

/** Whether a custom header's value may be a credential: by its name, or because it looks like one. */
const isSecret = (name: string, value: string) =>
  SECRET_NAME.test(name) || /^(bearer|basic)\s/i.test(value) || /[\w+/=-]{24,}/.test(value);

/** Custom headers as they may be shown: values that may be credentials are hidden. */
export function shownHeaders(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, isSecret(name, value) ? HIDDEN : value]),
  );
}

/** A change in which hidden values stand for what was there before. */
export function withHidden(
  change: Record<string, string>,
  before: Record<string, string>,
): Record<string, string> {
  const kept = new Map(Object.entries(before).map(([name, value]) => [name.toLowerCase(), value]));
  return Object.fromEntries(
    Object.entries(change).flatMap(([name, value]) => {
      if (value !== HIDDEN) return [[name, value]];
      const former = kept.get(name.toLowerCase());
      return former === undefined ? [] : [[name, former]];
    }),
  );
}
