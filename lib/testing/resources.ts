import type { Ctx } from '@/lib/core/context';
import { seedA2aResources } from '@/lib/testing/factories/a2a-resources';
import { seedAccountResources } from '@/lib/testing/factories/account-resources';
import { seedAgentResources } from '@/lib/testing/factories/agent-resources';
import { seedApprovalResources } from '@/lib/testing/factories/approval-resources';
import { seedBillingResources } from '@/lib/testing/factories/billing-resources';
import { seedChatResources } from '@/lib/testing/factories/chat-resources';
import { seedConfigResources } from '@/lib/testing/factories/config-resources';
import { seedConnectorResources } from '@/lib/testing/factories/connector-resources';
import { seedCreditResources } from '@/lib/testing/factories/credit-resources';
import { seedEventResources } from '@/lib/testing/factories/event-resources';
import { seedExecutionResources } from '@/lib/testing/factories/execution-resources';
import { seedInstallationResources } from '@/lib/testing/factories/installation-resources';
import { seedJobResources } from '@/lib/testing/factories/job-resources';
import { seedPackageResources } from '@/lib/testing/factories/package-resources';
import { seedTestResources } from '@/lib/testing/factories/test-resources';
import { seedWebhookResources } from '@/lib/testing/factories/webhook-resources';
import { seedWorkflowResources } from '@/lib/testing/factories/workflow-resources';

/** An organization that is being given one of everything. */
export interface Tenant {
  organizationId: string;
  /** acts as the owner */
  ctx: Ctx;
  /** a word that stands in every name and text of this tenant, and nowhere else */
  marker: string;
  /** what was made so far; a room may build on those to its left */
  ids: Record<string, string>;
  /** values that no answer may ever show */
  secrets: string[];
}

/** Makes one of every resource of a room. Keys are a path's last two segments: `agents/{id}`. */
export type SeedResources = (tenant: Tenant) => Promise<Record<string, string>>;

/** A room joins the two-tenant matrix and the fuzz test by being listed here, in the order of rooms. */
export const seeds: SeedResources[] = [
  seedEventResources,
  seedAccountResources,
  seedConnectorResources,
  seedWebhookResources,
  seedAgentResources,
  seedCreditResources,
  seedBillingResources,
  seedPackageResources,
  seedExecutionResources,
  seedWorkflowResources,
  seedTestResources,
  seedConfigResources,
  seedJobResources,
  seedInstallationResources,
  seedApprovalResources,
  seedChatResources,
  seedA2aResources,
];

/** Which resource a field of a body or query names. */
export const FIELDS: Record<string, string> = {
  organization_id: 'organizations/{id}',
  user_id: 'members/{userId}',
  credentialId: 'credentials/{id}',
  agent_id: 'agents/{id}',
  'filter[agent_id]': 'agents/{id}',
  skill_ids: 'skills/{id}',
  parent_id: 'executions/{id}',
  config_id: 'configs/{id}',
  deployment_id: 'deployments/{id}',
  workflow_id: 'workflows/{id}',
  'filter[workflow_id]': 'workflows/{id}',
  parent_run_id: 'workflow-runs/{id}',
  suiteId: 'test-suites/{id}',
  agentAppId: 'agent-apps/{id}',
  attachments: 'executions/{id}',
  agent_app_id: 'agent-apps/{id}',
  conversation_id: 'conversations/{id}',
  message_id: 'messages/{id}',
  regenerate: 'messages/{id}',
};
