import { a2aRoutes } from '@/lib/a2a/routes';
import { setWelcomeGrant } from '@/lib/accounts/ports';
import { accountRoutes } from '@/lib/accounts/routes';
import { agentRoutes, skillRoutes } from '@/lib/agents/routes';
import { cronRoutes } from '@/lib/api/cron/routes';
import { fileRoutes } from '@/lib/api/files/routes';
import { healthRoutes } from '@/lib/api/health/routes';
import { openApiDocument } from '@/lib/api/openapi/document';
import { openApiRoutes } from '@/lib/api/openapi/routes';
import { approvalRoutes } from '@/lib/approvals/routes';
import { auditRoutes } from '@/lib/audit/routes';
import { billingRoutes } from '@/lib/billing/routes';
import { chatRoutes } from '@/lib/chat/routes';
import { configDeploymentRoutes } from '@/lib/configs/deployments.routes';
import { configRoutes } from '@/lib/configs/routes';
import { connectorRoutes } from '@/lib/connectors/routes';
import type { Route } from '@/lib/core/bind';
import { env } from '@/lib/core/env';
import { grantWelcome } from '@/lib/credits/grant';
import { creditRoutes } from '@/lib/credits/routes';
import { deploymentRoutes } from '@/lib/deployments/routes';
import type { Document } from '@/lib/docs/reference/openapi';
import { docsRoutes } from '@/lib/docs/routes';
import { eventRoutes } from '@/lib/events/routes';
import { setCancelRun } from '@/lib/executions/ports';
import { executionRoutes } from '@/lib/executions/routes';
import { graphqlRoutes } from '@/lib/graphql/routes';
import { installationRoutes } from '@/lib/installations/routes';
import { jobRoutes } from '@/lib/jobs/routes';
import { mcpRoutes } from '@/lib/mcp/routes';
import { listingRoutes } from '@/lib/packages/listings.routes';
import { setReleaseGate } from '@/lib/packages/release-gate';
import { reviewRoutes } from '@/lib/packages/reviews.routes';
import { packageRoutes } from '@/lib/packages/routes';
import { secretRoutes } from '@/lib/packages/secrets.routes';
import { gateProblem } from '@/lib/tests/gate';
import { testRoutes } from '@/lib/tests/routes';
import { usageRoutes } from '@/lib/usage/routes';
import { webhookRoutes } from '@/lib/webhooks/routes';
import { host } from '@/lib/workflows/postgres/host';
import { workflowRoutes } from '@/lib/workflows/routes';

setWelcomeGrant(grantWelcome);
setReleaseGate(gateProblem);
setCancelRun((ctx, runId) => host.cancel(ctx, runId));

/** Every endpoint there is. A room joins the API, its documents and its tests by being listed here. */
export const routes: Route[] = [
  ...healthRoutes,
  ...cronRoutes,
  ...accountRoutes,
  ...auditRoutes,
  ...eventRoutes,
  ...connectorRoutes,
  ...webhookRoutes,
  ...usageRoutes,
  ...creditRoutes,
  ...billingRoutes,
  ...agentRoutes,
  ...skillRoutes,
  ...packageRoutes,
  ...secretRoutes,
  ...listingRoutes,
  ...reviewRoutes,
  ...deploymentRoutes,
  ...approvalRoutes,
  ...fileRoutes,
  ...executionRoutes,
  ...workflowRoutes,
  ...testRoutes,
  ...configRoutes,
  ...configDeploymentRoutes,
  ...jobRoutes,
  ...installationRoutes,
  ...chatRoutes,
  ...graphqlRoutes,
  ...mcpRoutes(() => routes),
  ...a2aRoutes,
  ...openApiRoutes(() => routes),
  ...docsRoutes(() => openApiDocument(routes, '3.1', env().baseUrl) as unknown as Document),
];
