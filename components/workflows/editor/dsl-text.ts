import { joined } from '@/components/dsl/check';
import { compile as compileDefinition } from '@/lib/engine/compile';
import type { Problem } from '@/lib/engine/compile/problems';
import type { Diagnostic, Document } from '@/lib/engine/dsl/ast';
import { type Compiled, compile } from '@/lib/engine/dsl/compile';
import { printDefinition } from '@/lib/engine/dsl/print';
import type { AgentKind } from '@/lib/engine/dsl/steps';
import { canonicalJson, type JsonObject } from '@/lib/engine/json';

type Doc = JsonObject;
const NAME = 'Workflow';

export interface DslRead {
  text: string;
  document: Document;
  diagnostics: readonly Diagnostic[];
  /** The definition that it stands for; null while it stands for none. */
  doc: Doc | null;
  /** Why it stands for none. */
  broken: string | null;
  compiled: Compiled;
}

export type Agents = (name: string) => AgentKind;

/** Reads the text of one workflow. `unnamed`: the definition that it was printed from has no name of its own. */
export function readDsl(text: string, agentKind: Agents, unnamed: boolean): DslRead {
  const compiled = compile(text, { agentKind });
  const { document, diagnostics, workflows } = compiled;
  const broken = brokenBy(compiled);
  const [first] = workflows;
  const read = { text, document, diagnostics, compiled };
  if (broken || !first) return { ...read, doc: null, broken };
  const { name, ...rest } = first.definition;
  const doc = unnamed && name === NAME ? rest : first.definition;
  return { ...read, doc, broken: null };
}

/** A workflow is all that this text may hold, and all of it must be read before it counts. */
function brokenBy({ document, diagnostics, workflows }: Compiled): string | null {
  const unread = diagnostics.find(({ code }) => code === 'parse' || code.startsWith('too_'));
  if (unread) return `${unread.message} at line ${unread.span.line}`;
  if (workflows.length === 0) return 'there is no workflow in it';
  if (workflows.length > 1) return 'it holds more than one workflow; a config can hold many';
  const other = document.declarations.find(({ kind }) => OUTSIDE.has(kind));
  return other ? `it holds a declaration of kind ${other.kind}, which belongs in a config` : null;
}
const OUTSIDE = new Set(['job', 'function', 'endpoint', 'entity', 'event', 'exec']);

/** A definition in the config language; null when not all of it could be said there. */
export function printDsl(doc: Doc): string | null {
  try {
    const named = { name: NAME, ...doc };
    const text = printDefinition(doc, NAME);
    const again = compile(text).workflows[0]?.definition;
    return again && (same(again, named) || samePlan(again, named)) ? text : null;
  } catch {
    return null;
  }
}

const same = (a: Doc, b: Doc) => canonicalJson(a) === canonicalJson(b);

/** Other spellings of one thing are one plan. */
function samePlan(a: Doc, b: Doc): boolean {
  const [one, other] = [a, b].map((it) => compileDefinition(it).plan);
  return Boolean(one && other) && plain(one) === plain(other);
}
const plain = (plan: unknown) => canonicalJson({ ...(plan as JsonObject), hash: '' });

/** What the text itself shows to be wrong, and what else is known of the definition, where it is written. */
export function diagnosticsOf(
  { compiled, diagnostics }: DslRead,
  problems: readonly Problem[],
): readonly Diagnostic[] {
  const place = compiled.workflows[0]?.place;
  if (!place) return diagnostics;
  return joined(
    diagnostics,
    problems.map(({ path, message, code }) => ({
      severity: 'error',
      code,
      message: message.replace(/\.$/, ''),
      span: place(path),
    })),
  );
}
