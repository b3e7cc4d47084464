import type { Fn } from './function';
import { LIST_FUNCTIONS } from './functions-list';
import { TEXT_FUNCTIONS } from './functions-text';
import { VALUE_FUNCTIONS } from './functions-value';

/** Every function by name. A Map: a name such as `toString` finds nothing. */
export const FUNCTIONS: ReadonlyMap<string, Fn> = new Map(
  Object.entries({ ...TEXT_FUNCTIONS, ...LIST_FUNCTIONS, ...VALUE_FUNCTIONS }),
);
