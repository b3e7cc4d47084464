import type { z } from 'zod';

/** `system_prompt` → `systemPrompt`, as GraphQL writes names. */
export const camel = (name: string): string =>
  name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

export const pascal = (name: string): string => {
  const small = camel(name);
  return small.charAt(0).toUpperCase() + small.slice(1);
};

/** Types whose name in OpenAPI is not the product's word for them. */
const RENAMED: Record<string, string> = { Listing: 'Package', ListingDetail: 'Package' };

/** Enums by their values, since the same list of words stands in several schemas. */
const ENUMS: Record<string, string> = {
  'draft active paused error': 'AgentStatus',
  'draft active paused': 'WorkflowStatus',
  'queued running completed failed cancelled': 'ExecutionStatus',
  'agent workflow deployment': 'ExecutionKind',
  'model tool': 'ExecutionStepType',
  'completed failed': 'ExecutionStepStatus',
  'debug info warning error': 'LogLevel',
  'manual schedule event webhook': 'TriggerType',
  'installation deployment config': 'WorkflowSourceType',
  'installation deployment config own': 'WorkflowSourceFilter',
  'queued installing active paused failed uninstalling': 'InstallationStatus',
  'free freemium paid revenue_share': 'PricingModel',
  'fleetprompt external': 'AgentRuntime',
  'popular newest rating name': 'PackageSort',
  'newest highest lowest': 'ReviewSort',
  'same latest': 'RetryVersion',
  'agent skill workflow': 'ResourceKind',
  'owner admin member viewer': 'Role',
  'pending approved rejected expired withdrawn': 'ApprovalStatus',
  'pending approved rejected expired withdrawn ended': 'ApprovalStatusFilter',
  'step tool_call overspend': 'ApprovalKind',
  'approved rejected': 'ApprovalVerdict',
  'pending running completed failed canceled': 'JobStatus',
};

export const enumName = (values: readonly string[], otherwise: string): string =>
  ENUMS[values.join(' ')] ?? otherwise;

/** The name that a schema has in the documents, else one made of where it stands. */
export function typeName(schema: z.ZodType, otherwise: string): string {
  const id = schema.meta()?.id;
  return id ? (RENAMED[id] ?? id) : otherwise;
}

/** A word that GraphQL takes as an enum's value. */
export const isEnumWord = (word: string): boolean =>
  /^[A-Za-z][\w]*$/.test(word) && !['true', 'false', 'null'].includes(word);
