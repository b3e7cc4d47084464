import { accountMail, accountSweep } from '@/lib/accounts/jobs';
import { deliverLetter } from '@/lib/accounts/post-letter';
import { sweepAccounts } from '@/lib/accounts/sweep';
import { approvalMail, approvalSweep } from '@/lib/approvals/jobs';
import { sendApprovalMail } from '@/lib/approvals/mail';
import { onExecutionEnd as endCalls, onRequested, onWithdrawn } from '@/lib/approvals/request';
import { chargeSavedCard } from '@/lib/billing/charge-card';
import { billingMail, chargeCard } from '@/lib/billing/jobs';
import { deliverMail } from '@/lib/billing/mail';
import { watchBalance } from '@/lib/billing/watch-balance';
import { settleAnswers } from '@/lib/chat/settle';
import { settle as settleDeployment } from '@/lib/configs/execute';
import { credentialMail, resealSecrets, sweepCredentials } from '@/lib/connectors/jobs';
import { mailExpiring } from '@/lib/connectors/warn';
import { limitRenewal } from '@/lib/credits/jobs';
import { renewLimits } from '@/lib/credits/renew-limits';
import { deploymentSweep, runDeployment } from '@/lib/deployments/jobs';
import { run as runSteps } from '@/lib/deployments/run';
import { dispatchEvent, rollUpEvents, sweepEvents } from '@/lib/events/jobs';
import { giveUp } from '@/lib/executions/give-up';
import { runExecution, sweepChunks } from '@/lib/executions/jobs';
import { resumeLimited } from '@/lib/executions/overspend';
import { resumeWaiting } from '@/lib/executions/resume';
import { run } from '@/lib/executions/run';
import { installationSweep, runInstallation } from '@/lib/installations/jobs';
import { run as installPackage } from '@/lib/installations/run';
import { onDeadline } from '@/lib/jobs/deadline';
import { jobDeadline, jobSweep, reportMail, runJobs } from '@/lib/jobs/jobs';
import { mailReport } from '@/lib/jobs/mail';
import { resumeWaiting as resumeJobs, settle as settleJobs } from '@/lib/jobs/wait';
import { removeFile, removeStoredFile } from '@/lib/packages/jobs';
import { advance } from '@/lib/tests/advance';
import { advanceRun, testSweep } from '@/lib/tests/jobs';
import { onCredits, onExecutionEnd } from '@/lib/tests/react';
import { exportSweep } from '@/lib/usage/jobs';
import { sweepExports } from '@/lib/usage/sweep-exports';
import { deliver } from '@/lib/webhooks/deliver';
import { mailDisabled } from '@/lib/webhooks/disable';
import { fanOut } from '@/lib/webhooks/fan-out';
import { deliverWebhook, sweepDeliveries, webhookMail } from '@/lib/webhooks/jobs';
import { onConfigDeployment } from '@/lib/worker/config-jobs';
import { dispatchToSubscribers } from '@/lib/worker/dispatch-event';
import { type Handler, handles } from '@/lib/worker/handlers';
import { resealAll } from '@/lib/worker/reseal-secrets';
import { runToken } from '@/lib/worker/run-jobs';
import type { Subscriber } from '@/lib/worker/subscribers';
import { sweep } from '@/lib/worker/sweep';
import { sweepApprovals } from '@/lib/worker/sweep-approvals';
import { sweepExpiring } from '@/lib/worker/sweep-credentials';
import { sweepWebhooks } from '@/lib/worker/sweep-deliveries';
import { sweepDeployments } from '@/lib/worker/sweep-deployments';
import { sweepInstallations } from '@/lib/worker/sweep-installations';
import { sweepJobs, sweepTestRuns } from '@/lib/worker/sweep-jobs';
import { rollUpAll, sweepAll } from '@/lib/worker/upkeep-events';
import { triggerHandlers, triggerSubscribers } from '@/lib/worker/workflow-triggers';
import { workflowHandlers, workflowSubscribers } from '@/lib/worker/workflow-work';
import { DEPLOYMENT } from '@/lib/workflows/postgres/start';

const testedBy = (id: string) =>
  `SELECT 1 FROM test_results t WHERE t.organization_id = e.organization_id AND t.execution_id = (e.data->>'${id}')::uuid`;
const awaitedBy = (id: string) =>
  `SELECT 1 FROM jobs j WHERE j.organization_id = e.organization_id AND j.wait_kind IS NOT NULL
     AND j.wait_id = (e.data->>'${id}')::uuid AND j.status = 'running'`;

/** Who reacts to which events. A room on the right subscribes to what a room on its left emits. */
export const subscribers: Subscriber[] = [
  {
    name: 'webhooks.fan-out',
    types: '*',
    when: 'SELECT 1 FROM webhooks w WHERE w.organization_id = e.organization_id AND w.active',
    on: fanOut,
  },
  {
    name: 'billing.watch',
    types: [
      'execution.queued',
      'execution.completed',
      'execution.failed',
      'execution.cancelled',
      'execution.waiting',
      'deployment.queued',
      'deployment.completed',
      'deployment.failed',
      'credits.granted',
      'credits.refunded',
    ],
    when: `SELECT 1 FROM billing_settings b WHERE b.organization_id = e.organization_id
      AND (b.auto_top_up OR b.low_balance_below IS NOT NULL)`,
    on: (ctx) => watchBalance(ctx),
  },
  {
    name: 'executions.resume',
    types: ['credits.granted', 'credits.limit_changed'],
    on: (ctx) => resumeWaiting(ctx),
  },
  {
    name: 'executions.resume-limited',
    types: ['credits.limit_changed'],
    on: (ctx) => resumeLimited(ctx),
  },
  {
    name: 'tests.judge',
    types: ['execution.completed', 'execution.failed', 'execution.cancelled'],
    when: testedBy('executionId'),
    on: (ctx, { data }) => onExecutionEnd(ctx, String(data.executionId)),
  },
  {
    name: 'tests.judge-workflows',
    types: ['workflow.completed', 'workflow.failed', 'workflow.cancelled'],
    when: testedBy('runId'),
    on: (ctx, { data }) => onExecutionEnd(ctx, String(data.runId)),
  },
  {
    name: 'jobs.settle-workflows',
    types: ['workflow.completed', 'workflow.failed', 'workflow.cancelled'],
    when: awaitedBy('runId'),
    on: (ctx, { data }) => settleJobs(ctx, 'workflow-run', String(data.runId)),
  },
  {
    name: 'tests.resume',
    types: ['credits.granted', 'credits.limit_changed'],
    on: (ctx) => onCredits(ctx),
  },
  {
    name: 'jobs.settle',
    types: ['execution.completed', 'execution.failed', 'execution.cancelled'],
    when: awaitedBy('executionId'),
    on: (ctx, { data }) => settleJobs(ctx, 'execution', String(data.executionId)),
  },
  {
    name: 'jobs.settle-tests',
    types: ['test.suite.completed'],
    on: (ctx, { data }) => settleJobs(ctx, 'test-run', String(data.testRunId)),
  },
  {
    name: 'jobs.resume',
    types: ['credits.granted', 'credits.limit_changed'],
    on: (ctx) => resumeJobs(ctx),
  },
  {
    name: 'configs.settle',
    types: ['workflow.completed', 'workflow.failed', 'workflow.cancelled'],
    on: async (ctx, { data }) => {
      if (data.workflowType === DEPLOYMENT) await settleDeployment(ctx, String(data.runId));
    },
  },
  {
    name: 'configs.jobs',
    types: ['deployment.started', 'deployment.stopped', 'deployment.failed', 'deployment.deleted'],
    on: onConfigDeployment,
  },
  { name: 'approvals.request', types: ['approval.requested'], on: onRequested },
  { name: 'approvals.withdraw', types: ['approval.withdrawn'], on: onWithdrawn },
  {
    name: 'approvals.calls',
    types: ['execution.completed', 'execution.failed', 'execution.cancelled'],
    on: endCalls,
  },
  {
    name: 'chat.settle',
    types: ['execution.completed', 'execution.failed', 'execution.cancelled'],
    on: (ctx, { data }) => settleAnswers(ctx, { executionId: String(data.executionId) }),
  },
  ...workflowSubscribers,
  ...triggerSubscribers,
];

/** Every kind of background work and what runs it. */
export const handlers: Handler[] = [
  handles(dispatchEvent, (ctx, { eventId }) => dispatchToSubscribers(ctx, subscribers, eventId)),
  handles(approvalMail, sendApprovalMail),
  handles(approvalSweep, () => sweepApprovals()),
  handles(rollUpEvents, () => rollUpAll()),
  handles(sweepEvents, () => sweepAll()),
  handles(runExecution, async (ctx, { executionId }, { signal, attempt }) => {
    try {
      await run(ctx, executionId, signal);
    } catch (error) {
      // A stop of this worker is no fault of the execution.
      if (attempt < runExecution.retries || signal.aborted) throw error;
      await giveUp(ctx, executionId);
    }
  }),
  handles(sweepChunks, () => sweep()),
  handles(accountMail, deliverLetter),
  handles(accountSweep, () => sweepAccounts()),
  handles(deliverWebhook, async (ctx, payload, { signal }) => {
    await deliver(ctx, payload, { signal });
  }),
  handles(webhookMail, mailDisabled),
  handles(sweepDeliveries, () => sweepWebhooks()),
  handles(sweepCredentials, () => sweepExpiring()),
  handles(credentialMail, mailExpiring),
  handles(resealSecrets, async (_, _payload, { signal }) => {
    await resealAll(signal);
  }),
  handles(chargeCard, (ctx, payload, { attempt }) =>
    chargeSavedCard(ctx, payload, { last: attempt >= chargeCard.retries }),
  ),
  handles(billingMail, deliverMail),
  handles(runDeployment, (ctx, { deploymentId }, { signal, attempt }) =>
    runSteps(ctx, deploymentId, signal, attempt >= runDeployment.retries),
  ),
  handles(advanceRun, (ctx, { runId }) => advance(ctx, runId)),
  handles(testSweep, () => sweepTestRuns()),
  handles(runJobs, runToken),
  handles(jobDeadline, onDeadline),
  handles(jobSweep, () => sweepJobs()),
  handles(reportMail, mailReport),
  handles(runInstallation, (ctx, { installationId }, { attempt }) =>
    installPackage(ctx, installationId, attempt >= runInstallation.retries),
  ),
  handles(deploymentSweep, () => sweepDeployments()),
  handles(installationSweep, () => sweepInstallations()),
  handles(removeFile, (_, { key }) => removeStoredFile(key)),
  handles(exportSweep, () => sweepExports()),
  handles(limitRenewal, (ctx) => renewLimits(ctx)),
  ...workflowHandlers,
  ...triggerHandlers,
];
