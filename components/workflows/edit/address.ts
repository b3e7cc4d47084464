import { isObject, type Json, type JsonObject } from '@/lib/engine/json';

/** A definition as it is being edited: any JSON object, with or without problems. */
export type Doc = JsonObject;
/** The way from the definition to a value in it. */
export type Address = readonly (string | number)[];

export function getAt(value: Json | undefined, address: Address): Json | undefined {
  let at = value;
  for (const key of address) {
    if (Array.isArray(at)) at = at[Number(key)];
    else if (isObject(at)) at = Object.hasOwn(at, key) ? at[key] : undefined;
    else return undefined;
  }
  return at;
}

/** A copy with another value at an address; `undefined` takes the key or the list's entry away. */
export function setAt(doc: Doc, address: Address, value: Json | undefined): Doc {
  return put(doc, address, value) as Doc;
}

function put(at: Json | undefined, address: Address, value: Json | undefined): Json | undefined {
  const [key, ...rest] = address;
  if (key === undefined) return value;
  if (typeof key === 'number') {
    const list = Array.isArray(at) ? [...at] : [];
    const next = put(list[key], rest, value);
    if (next === undefined) list.splice(key, 1);
    else list[key] = next;
    return list;
  }
  const before = isObject(at) ? at : {};
  const next = put(Object.hasOwn(before, key) ? before[key] : undefined, rest, value);
  if (next !== undefined) return { ...before, [key]: next };
  const { [key]: _, ...others } = before;
  return others;
}

/** As the engine writes it in problems: `steps[0].config.then[1]`. */
export const pathOf = (address: Address): string =>
  address.reduce<string>(
    (path, key) =>
      typeof key === 'number'
        ? `${path}[${key}]`
        : !/^[\w$-]+$/.test(key)
          ? `${path}[${JSON.stringify(key)}]`
          : path
            ? `${path}.${key}`
            : key,
    '',
  );

/** The other way; what cannot be read ends the address. */
export function addressOf(path: string): Address {
  const keys: (string | number)[] = [];
  for (const [, name, index, quoted] of path.matchAll(
    /(?:^|\.)([\w$-]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/g,
  )) {
    if (name !== undefined) keys.push(name);
    else if (index !== undefined) keys.push(Number(index));
    else if (quoted !== undefined) keys.push(JSON.parse(quoted) as string);
  }
  return keys;
}
