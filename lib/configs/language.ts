import { stringify } from 'yaml';
import { checkContent, errorsOf } from '@/lib/configs/check';
import type { ConfigRow } from '@/lib/configs/store';
import type { Ctx } from '@/lib/core/context';
import { cronProblem } from '@/lib/core/cron';
import { AppError, fail } from '@/lib/core/errors';
import { compile as compileDefinition } from '@/lib/engine/compile';
import type { Diagnostic } from '@/lib/engine/dsl/ast';
import { sentence } from '@/lib/engine/dsl/compile';
import { format } from '@/lib/engine/dsl/format';
import { type OpenApiOptions, openApi } from '@/lib/engine/dsl/openapi';
import { parse } from '@/lib/engine/dsl/parse';
import { printDefinition } from '@/lib/engine/dsl/print';
import type { JsonObject } from '@/lib/engine/json';
import { refuseProblems } from '@/lib/workflows/check';

/** Everything that is wrong with a document, as it stands for this organization now. */
export async function validate(ctx: Ctx, content: string) {
  const { diagnostics } = await checkContent(ctx, content);
  const errors = errorsOf(diagnostics);
  return { valid: errors.length === 0, errors, diagnostics };
}

/** The document laid out. VALIDATION_FAILED when it cannot be read. */
export function layOut(content: string): { content: string; changed: boolean } {
  refuseUnreadable(parse(content).problems);
  const laid = format(content) ?? content;
  return { content: laid, changed: laid !== content };
}

/** A workflow's definition in the config language. VALIDATION_FAILED for what is no workflow. */
export function print(definition: { [key: string]: unknown }): string {
  const { problems } = compileDefinition(definition, { cron: cronProblem });
  refuseProblems(problems);
  return printDefinition(definition as JsonObject);
}

function refuseUnreadable(problems: readonly Diagnostic[]): void {
  if (problems.length === 0) return;
  throw new AppError('VALIDATION_FAILED', 'The document cannot be read.', {
    details: { content: problems.slice(0, 20).map(sentence).join('; ') },
    extra: { diagnostics: problems },
  });
}

/** The OpenAPI document of a config. CONFLICT while it cannot be read. */
export function openApiOfConfig(row: ConfigRow, version: '3.0' | '3.1') {
  const { document, problems } = parse(row.shown.content);
  if (problems.length > 0)
    fail('CONFLICT', 'This config cannot be read. Mend it first.', {
      details: { errors: problems.map(sentence) },
    });
  return openApi(document, {
    title: row.name,
    version: `1.0.${row.shown.version}`,
    source: row.name,
    openapi: version,
  });
}

/** The OpenAPI document of a document in the config language. VALIDATION_FAILED when it cannot be read. */
export function openApiOfContent(content: string, options: OpenApiOptions) {
  const { document, problems } = parse(content);
  refuseUnreadable(problems);
  return openApi(document, options);
}

/** As a file in the format that was asked for. */
export const openApiFile = (document: object, format: 'json' | 'yaml'): Response =>
  new Response(
    format === 'yaml'
      ? stringify(document, { aliasDuplicateObjects: false })
      : JSON.stringify(document, null, 2),
    {
      headers: {
        'Content-Type': format === 'yaml' ? 'application/yaml; charset=utf-8' : 'application/json',
      },
    },
  );
