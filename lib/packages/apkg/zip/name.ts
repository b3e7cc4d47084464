import { LIMITS } from '@/lib/packages/apkg/limits';

const UNICODE_PATH = 0x7075;
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/;
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

type RawName = { fileNameRaw: Buffer; extraFields: { id: number; data: Buffer }[] };

/** A name that is safe to print: short, on one line, in quotes. */
export const quoted = (name: string): string => {
  const shown = name.toWellFormed().slice(0, 80).replace(new RegExp(CONTROL, 'g'), '�');
  return `"${shown}${name.length > 80 ? '…' : ''}"`;
};

/** Decodes a name. Old code pages are refused: their letters mean something else on every machine. */
export function decodeName(entry: RawName): { name: string; problem?: string } {
  let name: string;
  try {
    name = strict.decode(entry.fileNameRaw);
  } catch {
    const shown = quoted(entry.fileNameRaw.toString('latin1'));
    return { name: '', problem: `The name ${shown} is not valid UTF-8.` };
  }
  const other = entry.extraFields.find((field) => field.id === UNICODE_PATH)?.data.subarray(5);
  if (other && !other.equals(entry.fileNameRaw))
    return { name, problem: `The file ${quoted(name)} has two different names.` };
  return { name };
}

/** Why a name can't be unpacked safely everywhere; nothing when it can. Folders end in a slash. */
export function nameProblem(name: string): string | undefined {
  const shown = quoted(name);
  if (name === '') return 'A file has no name.';
  if (name.includes('\0')) return `The name ${shown} holds a NUL character.`;
  if (CONTROL.test(name)) return `The name ${shown} holds control characters.`;
  if (name.includes('\\')) return `The name ${shown} holds a backslash.`;
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name)) return `The name ${shown} is absolute.`;
  const parts = (name.endsWith('/') ? name.slice(0, -1) : name).split('/');
  if (parts.includes('..')) return `The name ${shown} leaves the package with "..".`;
  if (parts.some((part) => part === '' || part === '.'))
    return `The name ${shown} has an empty part or a "." in it.`;
  if (Buffer.byteLength(name) > LIMITS.path)
    return `The name ${shown} is longer than ${LIMITS.path} bytes.`;
  if (parts.length > LIMITS.depth)
    return `The name ${shown} is nested deeper than ${LIMITS.depth} folders.`;
  return undefined;
}

/** Names with the same key are one file on some system: case, Unicode forms, trailing dots and spaces. */
export const collisionKey = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .split('/')
    .map((part) => part.replace(/[. ]+$/, ''))
    .join('/')
    .replace(/\/$/, '');
