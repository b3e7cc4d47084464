import { type Operations, ROUTES } from './generated/api';

export type Operation = keyof Operations;

/** What an operation takes: `params` of its path, `query`, `body`. */
export type Given<O extends Operation> = Omit<Operations[O], 'result'>;
export type Result<O extends Operation> = Operations[O]['result'];
export type Query<O extends Operation> = Operations[O] extends { query?: infer Q } ? Q : never;
export type Body<O extends Operation> = Operations[O] extends { body?: infer B } ? B : never;

/** What a list is made of: the API's lists are bare arrays, or have one under `data` or their own name. */
export type Item<O extends Operation> =
  Result<O> extends (infer T)[]
    ? T
    : Result<O> extends { data: (infer T)[] }
      ? T
      : { [K in keyof Result<O>]: Result<O>[K] extends (infer T)[] ? T : never }[keyof Result<O>];

export interface Parts {
  params?: Record<string, string | number>;
  query?: Record<string, unknown>;
  body?: unknown;
}

/** Method and address of an operation. */
export function addressOf(base: URL, operation: Operation, { params, query }: Parts) {
  const [method, template] = ROUTES[operation].split(' ') as [string, string];
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params?.[name];
    if (value === undefined || value === '')
      throw new TypeError(`${operation} needs "${name}", and it is empty.`);
    return encodeURIComponent(value);
  });
  const url = new URL(path.startsWith('/') ? path : `${base.pathname}/${path}`, base);
  for (const [name, value] of Object.entries(query ?? {}))
    if (value !== undefined && value !== null) url.searchParams.set(name, String(value));
  return { method, url };
}
