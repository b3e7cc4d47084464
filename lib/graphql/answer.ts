import {
  type ExecutionResult,
  execute,
  type FormattedExecutionResult,
  GraphQLError,
  getOperationAST,
  getVariableValues,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import type { Ctx } from '@/lib/core/context';
import type { RequestInfo } from '@/lib/core/endpoint';
import { AppError } from '@/lib/core/errors';
import { boundCost, boundText, boundWords } from '@/lib/graphql/bounds';
import type { GraphContext } from '@/lib/graphql/context';
import { mayPass, present, refused } from '@/lib/graphql/errors';
import { graphSchema } from '@/lib/graphql/schema/build';

export interface Asked {
  query: string;
  variables?: { readonly [name: string]: unknown } | null;
  operationName?: string | null;
}

export interface Answered {
  /** 200 for what was done, whatever became of it; 400 for what cannot be understood */
  status: 200 | 400;
  body: FormattedExecutionResult;
  /** a retry may end otherwise: nothing was done, or nothing that must not be done twice */
  again: boolean;
}

/** Milliseconds after which waits end with what there is, and after which all else ends too. */
const WAITS_MS = 50_000;
const WHOLE_MS = 55_000;

/** Parses, bounds, validates and executes a document. Never throws for anything that a client sends. */
export async function answerDocument(
  ctx: Ctx,
  request: RequestInfo,
  asked: Asked,
): Promise<Answered> {
  const bad = (errors: readonly GraphQLError[]): Answered => ({
    status: 400,
    body: { errors: errors.map((error) => present(error, ctx.requestId, ctx.log)) },
    again: false,
  });
  try {
    return await run(ctx, request, asked, bad);
  } catch (error) {
    if (error instanceof GraphQLError) return bad([error]);
    if (!(error instanceof AppError)) throw error;
    return bad([new GraphQLError(error.message, { originalError: error })]);
  }
}

async function run(
  ctx: Ctx,
  request: RequestInfo,
  { query, variables, operationName }: Asked,
  bad: (errors: readonly GraphQLError[]) => Answered,
): Promise<Answered> {
  const schema = graphSchema();
  boundWords(query);
  const document = parse(query);
  boundText(document);
  const problems = validate(schema, document, specifiedRules, { maxErrors: 20 });
  if (problems.length > 0) return bad(problems);
  const operation = getOperationAST(document, operationName);
  if (!operation)
    throw refused(
      operationName
        ? `The document has no operation "${operationName.slice(0, 100)}".`
        : 'The document has several operations or none: name one with operationName.',
    );
  const given = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {}, {
    maxErrors: 20,
  });
  if (given.errors) return bad(given.errors);
  const coerced = given.variableValues.coerced;
  boundCost(schema, document, operation, coerced);

  const limit = AbortSignal.timeout(WHOLE_MS);
  const contextValue: GraphContext = {
    ctx,
    request: quiet(request),
    loaders: new Map(),
    bytes: 0,
  };
  const result = await inTime(limit, async () =>
    execute({
      schema,
      document,
      operationName,
      variableValues: variables,
      contextValue,
      abortSignal: limit,
    }),
  );
  return shown(ctx, result, operation.operation);
}

/** What a verb may see: no header of the document's own request, and a signal that ends waits in time. */
function quiet(request: RequestInfo): RequestInfo {
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(WAITS_MS)]);
  return { ...request, mount: 'v1', signal, raw: new Request(request.url, { signal }) };
}

/** What was done by then is lost to the answer, not undone. */
async function inTime(
  limit: AbortSignal,
  work: () => Promise<ExecutionResult>,
): Promise<ExecutionResult> {
  try {
    return await work();
  } catch (error) {
    if (!limit.aborted) throw error;
    const late = new AppError('UNAVAILABLE', 'This took too long. Ask for less at once.');
    return { data: null, errors: [new GraphQLError(late.message, { originalError: late })] };
  }
}

function shown(ctx: Ctx, { data, errors }: ExecutionResult, kind: OperationTypeNode): Answered {
  const told = errors?.map((error) => present(error, ctx.requestId, ctx.log));
  const nothing = !data || Object.values(data).every((value) => value === null);
  return {
    status: data === undefined ? 400 : 200,
    body: { ...(told && { errors: told }), ...(data !== undefined && { data }) },
    again: kind === OperationTypeNode.QUERY || (nothing && (told?.some(mayPass) ?? false)),
  };
}
