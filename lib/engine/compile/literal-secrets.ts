/** The shapes of keys that vendors hand out, ours among them. */
const SHAPES: [RegExp, string][] = [
  [/\bsk-(?:ant-|proj-|or-)?[\w-]{20,}/, 'an API key of a model provider'],
  [/\b[sr]k_(?:live|test)_\w{16,}/, 'a Stripe key'],
  [/\bwhsec_[\w+/=]{16,}/, 'a webhook secret'],
  [/\bxox[abeoprs]-[\w-]{10,}/, 'a Slack token'],
  [/\bgh[pousr]_\w{30,}|\bgithub_pat_\w{30,}/, 'a GitHub token'],
  [/\bglpat-[\w-]{18,}/, 'a GitLab token'],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/, 'an AWS key'],
  [/\bAIza[\w-]{35}/, 'a Google key'],
  [/\bSG\.[\w-]{16,}\.[\w-]{16,}/, 'a SendGrid key'],
  [/\bnpm_\w{30,}/, 'an npm token'],
  [/\bfp_[\w-]{20,}/, 'an API key of ours'],
  [/\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/, 'a JSON Web Token'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'a private key'],
  [/\b[MN][\w-]{23,25}\.[\w-]{6}\.[\w-]{27,}/, 'a Discord token'],
  [/^(?:Bearer|Basic|Token)\s+[\w+/=.-]{16,}$/i, 'a credential'],
  [/^https?:\/\/[^/\s:@]+:[^/\s:@]{3,}@/, 'a password in a URL'],
];
const NAMES =
  /(?:^|[_-])(?:password|passwd|secret|api[_-]?key|access[_-]?token|auth[_-]?token|private[_-]?key|bot[_-]?token|secret[_-]?key|authorization)$/i;

/** What kind of secret a literal text is, in words; null when it is none. `key` is where it stands. */
export function literalSecret(text: string, key: string): string | null {
  const literal = text.replace(/\{\{.*?\}\}/gs, ' ');
  for (const [shape, words] of SHAPES) {
    const found = shape.exec(literal);
    if (found && !placeholder(found[0])) return words;
  }
  const named = NAMES.test(key.replace(/([a-z])([A-Z])/g, '$1_$2'));
  if (named && !text.includes('{{') && text.length >= 8 && !placeholder(text)) return 'a secret';
  return null;
}

/** Documentation's `xoxb-xxxxxxxx` and `<your token>` are no secrets. */
function placeholder(text: string): boolean {
  return /x{6,}|\*{4,}|\.{3,}|<[^>]*>|your[_-]|example/i.test(text);
}
