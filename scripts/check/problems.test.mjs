import { expect, test } from 'vitest';
import { problemsOf } from './problems.mjs';
import { importsOf, withoutComments } from './sources.mjs';

const judge = (path, code) => problemsOf({ path, code, imports: importsOf(withoutComments(code)) });

test('a room may import those to its left, and none to its right', () => {
  expect(judge('lib/agents/create.ts', "import { hold } from '@/lib/credits/hold';")).toEqual([]);
  expect(judge('lib/credits/hold.ts', "import { a } from '@/lib/agents/create';")).toHaveLength(1);
  expect(judge('lib/credits/hold.ts', "export * from '../agents/create';")).toHaveLength(1);
  expect(judge('lib/core/x.ts', "await import('@/lib/audit/record');")).toHaveLength(1);
});

test('an import over several lines is seen', () => {
  const code = "import {\n  create,\n  type Agent,\n} from '@/lib/agents/create';";
  expect(judge('lib/usage/a.ts', code)).toHaveLength(1);
});

test('an import in a comment or a string is not one', () => {
  const code = "// import { a } from '@/lib/agents/create';\n/* import '@/lib/chat/send' */";
  expect(judge('lib/usage/a.ts', code)).toEqual([]);
});

test('the unscoped client is for a few rooms only', () => {
  const code = "import { systemDb } from '@/lib/core/db/system';";
  expect(judge('lib/agents/list.ts', code)).toHaveLength(1);
  expect(judge('lib/accounts/sign-in.ts', code)).toEqual([]);
});

test('domain code has no network client of its own', () => {
  expect(judge('lib/agents/a.ts', "import http from 'node:http';")).toHaveLength(1);
  expect(judge('lib/agents/a.ts', 'await fetch(url)')).toHaveLength(1);
  expect(judge('lib/agents/a.ts', "await fetch('//evil.example')")).toHaveLength(1);
  expect(judge('lib/core/egress/fetch.ts', "import { request } from 'undici';")).toEqual([]);
  expect(judge('components/agents/list.tsx', "fetch('/api/v1/agents')")).toEqual([]);
});

test('components see contracts and ui, never the server', () => {
  const at = 'components/agents/form.tsx';
  expect(judge(at, "import { Agent } from '@/lib/agents/contract';")).toEqual([]);
  expect(judge(at, "import { create } from '@/lib/agents/create';")).toHaveLength(1);
  expect(judge(at, "import type { Row } from '@/lib/agents/store';")).toEqual([]);
});

test('a folder without a meaning is refused', () => {
  expect(judge('lib/agents/utils/a.ts', '')).toHaveLength(1);
  expect(judge('lib/things/a.ts', '')).toHaveLength(1);
});

test('what is published stands alone', () => {
  expect(judge('sdk/src/http.ts', "import { fail } from '@/lib/core/errors';")).toHaveLength(1);
  expect(judge('sdk/src/http.ts', "import { Readable } from 'node:stream';")).toHaveLength(1);
  expect(judge('sdk/src/http.ts', "import { pause } from './pause';")).toEqual([]);
  expect(judge('cli/src/main.ts', "import { VERSION } from '@fleetprompt/sdk';")).toEqual([]);
  expect(judge('cli/src/main.ts', "import { join } from 'node:path';")).toEqual([]);
  expect(judge('cli/src/main.ts', "import { VERSION } from '../../sdk/src/version';")).toHaveLength(
    1,
  );
});
