import type { Block } from '@/lib/docs/blocks';
import { SHOWN_ORIGIN } from '@/lib/docs/highlight';
import { curlExample } from '@/lib/docs/reference/curl';
import type { Operation } from '@/lib/docs/reference/operations';
import { pythonExample } from '@/lib/docs/reference/python';
import { typescriptExample } from '@/lib/docs/reference/typescript';
import { shownValues, type Values } from '@/lib/docs/reference/values';

/** An operation in each language of the docs. */
export const examplesOf = (
  operation: Operation,
  values: Values = shownValues(operation),
  base: string = SHOWN_ORIGIN,
) => ({
  bash: curlExample(operation, values, base),
  ts: typescriptExample(operation, values, base),
  python: pythonExample(operation, values, base),
});

/** The same as the blocks of one figure. */
export const exampleBlocks = (operation: Operation): Block[] =>
  Object.entries(examplesOf(operation)).map(([language, code]) => ({
    language,
    code,
    output: false,
    errors: [],
    marks: [],
    line: 1,
  }));
