import type { Json } from '../json';
import { sha256 } from '../sha256';
import type { Call, Fn } from './function';
import { equal, textOf } from './values';

function text1(about: string, run: (text: string, call: Call) => Json): Fn {
  return {
    params: 'text',
    about,
    min: 1,
    max: 1,
    run: ([a], call) => {
      const text = call.text(a);
      call.make(text.length);
      return run(text, call);
    },
  };
}

export const TEXT_FUNCTIONS: Record<string, Fn> = {
  upper: text1('In capitals.', (text) => text.toUpperCase()),
  lower: text1('In small letters.', (text) => text.toLowerCase()),
  trim: text1('Without space at both ends.', (text) => text.trim()),
  capitalize: text1(
    'With a capital first letter.',
    (t) => t.slice(0, 1).toUpperCase() + t.slice(1),
  ),
  split: {
    params: 'text, separator',
    about: 'The parts between separators, as a list.',
    min: 2,
    max: 2,
    run([a, b], call) {
      const text = call.text(a);
      const separator = call.text(b);
      call.make(text.length);
      const parts = text.split(separator);
      call.budget.items(parts.length);
      return parts;
    },
  },
  join: {
    params: 'list, separator = ", "',
    about: 'The items as one text.',
    min: 1,
    max: 2,
    run([a, b = ', '], call) {
      const separator = call.text(b);
      const parts = call.list(a).map((item) => textOf(item, call.budget));
      call.make(parts.reduce((sum, it) => sum + it.length + separator.length, 0));
      return parts.join(separator);
    },
  },
  replace: {
    params: 'text, search, replacement',
    about: 'Every occurrence replaced; the search is literal.',
    min: 3,
    max: 3,
    run([a, b, c], call) {
      const [text, search, replacement] = [call.text(a), call.text(b), call.text(c)];
      if (!search) call.fail('the search is empty.');
      const parts = text.split(search);
      call.make(text.length + (parts.length - 1) * replacement.length);
      return parts.join(replacement);
    },
  },
  contains: {
    params: 'text or list, value',
    about: 'Whether the value is in it.',
    min: 2,
    max: 2,
    run([a, b], call) {
      if (typeof a === 'string') return call.text(a).includes(call.text(b));
      return call.list(a).some((item) => equal(item, b as Json, call.budget));
    },
  },
  startsWith: {
    params: 'text, start',
    about: 'Whether the text starts so.',
    min: 2,
    max: 2,
    run: ([a, b], call) => call.text(a).startsWith(call.text(b)),
  },
  endsWith: {
    params: 'text, end',
    about: 'Whether the text ends so.',
    min: 2,
    max: 2,
    run: ([a, b], call) => call.text(a).endsWith(call.text(b)),
  },
  slice: {
    params: 'text or list, from, to?',
    about: 'A part; negative places count from the end.',
    min: 2,
    max: 3,
    run([a, b, c], call) {
      const from = call.number(b);
      const to = c === undefined ? undefined : call.number(c);
      if (typeof a !== 'string') return call.list(a).slice(from, to);
      const part = call.text(a).slice(from, to);
      call.make(part.length);
      return part;
    },
  },
  indexOf: {
    params: 'text or list, value',
    about: 'The first place of the value, or -1.',
    min: 2,
    max: 2,
    run([a, b], call) {
      if (typeof a === 'string') return call.text(a).indexOf(call.text(b));
      return call.list(a).findIndex((item) => equal(item, b as Json, call.budget));
    },
  },
  padStart: {
    params: 'text, length, fill = " "',
    about: 'Filled up at the start.',
    min: 2,
    max: 3,
    run([a, b, c = ' '], call) {
      const length = call.number(b);
      call.make(Math.max(0, length));
      return call.text(a).padStart(length, call.text(c));
    },
  },
  truncate: {
    params: 'text, length',
    about: 'At most that long, ending in … if cut.',
    min: 2,
    max: 2,
    run([a, b], call) {
      const text = call.text(a);
      const length = Math.max(1, call.number(b));
      call.make(Math.min(length, text.length));
      return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
    },
  },
  base64: text1('The UTF-8 bytes in base64.', (text, call) => {
    call.make(text.length * 4);
    return btoa(binary(new TextEncoder().encode(text)));
  }),
  fromBase64: text1('The UTF-8 text that base64 encodes.', (text, call) => {
    try {
      const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return call.fail('this is not base64 of UTF-8 text.');
    }
  }),
  urlEncode: text1('Safe as a part of a URL.', (text, call) => {
    call.make(text.length * 3);
    if (!text.isWellFormed()) call.fail('the text has half of a surrogate pair.');
    return encodeURIComponent(text);
  }),
  sha256: text1('The SHA-256 of the UTF-8 bytes, in hex.', (text, call) => {
    call.budget.spend(text.length >> 5);
    return sha256(text);
  }),
};

function binary(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) {
    text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  }
  return text;
}
