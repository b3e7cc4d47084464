import { deflateRawSync } from 'node:zlib';
import { AGENT_YAML, makeZip, nativeParts, pixellPackage, type ZipPart } from '@/lib/testing/apkg';

/** One odd file. `problems` must all be among its problems; without any it is accepted. */
export type Odd = { name: string; make: () => Buffer; problems?: (string | RegExp)[] };

export const FORMAT = 'Invalid APKG format';
export const MANIFEST = 'Missing required manifest.json';
export const MiB = 1024 * 1024;
export const ok = (name: string, make: () => Buffer): Odd => ({ name, make });
export const bad = (name: string, make: () => Buffer, ...problems: (string | RegExp)[]): Odd => ({
  name,
  make,
  problems,
});
/** A zip that is unsafe, whatever its manifest says. */
export const unsafe = (name: string, make: () => Buffer, problem: RegExp): Odd =>
  bad(name, make, FORMAT, problem);
export const withPart = (...parts: ZipPart[]) => makeZip([...nativeParts(), ...parts]);
export const u16 = (n: number) => Buffer.from([n & 255, n >> 8]);
export const field = (id: number, data: Buffer) => Buffer.concat([u16(id), u16(data.length), data]);
export const patched = (yaml: string, from: string, to: string) => {
  if (!yaml.includes(from)) throw new Error(`The manifest has no ${from}.`);
  return yaml.replace(from, to);
};
export const yamlWith = (from: string, to: string) => pixellPackage(patched(AGENT_YAML, from, to));

/** Zeros: a MiB of them packs to about a KiB. */
export const zeros = (size: number) => deflateRawSync(Buffer.alloc(size), { level: 9 });

/** Declares ten bytes, inflates to 200 MiB. */
export const bomb = () => {
  const packed = zeros(200 * MiB);
  return withPart({ name: 'a', packed, method: 8, central: { size: 10 }, local: { size: 10 } });
};

export function many(count: number, prefix: string, data: Buffer, central = {}): ZipPart[] {
  const packed = deflateRawSync(data);
  const part = { data, packed, method: 8, central };
  return Array.from({ length: count }, (_, i) => ({ ...part, name: `${prefix}/${i}.py` }));
}

/** Repeatable bytes without pattern. */
export function noise(size: number): Buffer {
  const made = Buffer.allocUnsafe(size);
  let state = 1;
  for (let i = 0; i + 4 <= size; i += 4) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    made.writeInt32LE(state ^ (state >>> 13), i);
  }
  return made;
}
