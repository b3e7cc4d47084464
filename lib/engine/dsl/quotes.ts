const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '0': '\0' };

/** What a quoted text says; a word without quotes as it is. */
export function unquoted(image: string): string {
  if (image.startsWith('"""')) return image.slice(3, -3);
  const [quote] = image;
  if (quote !== '"' && quote !== "'") return image;
  return image
    .slice(1, -1)
    .replace(/\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g, (_, code: string | undefined, char: string) =>
      code ? String.fromCharCode(Number.parseInt(code, 16)) : (ESCAPES[char] ?? char),
    );
}

/** A text in quotes: what `unquoted` gives back exactly. */
export const quoted = (text: string): string => JSON.stringify(text);

const WORD = /^[A-Za-z_$][\w$]*(?:-[\w$]+)*$/;

/** A name where a name is asked for: bare when it can be, else in quotes. */
export const nameText = (name: string, reserved: ReadonlySet<string> = NONE): string =>
  WORD.test(name) && !reserved.has(name) ? name : quoted(name);

const NONE: ReadonlySet<string> = new Set();
