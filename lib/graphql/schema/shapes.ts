import { agents, skills } from '@/lib/graphql/entities/agents';
import { approvals } from '@/lib/graphql/entities/approvals';
import { type Entity, loadDetail } from '@/lib/graphql/entities/entity';
import { executionLogs, executionSteps, executions } from '@/lib/graphql/entities/executions';
import { packages } from '@/lib/graphql/entities/packages';
import { reviews } from '@/lib/graphql/entities/reviews';
import type { RowList } from '@/lib/graphql/entities/row-list';
import { runHistory, runSteps, workflowRuns } from '@/lib/graphql/entities/runs';
import { workflows, workflowVersions } from '@/lib/graphql/entities/workflows';
import { type Kit, Node } from '@/lib/graphql/schema/kit';
import type { Shape, View } from '@/lib/graphql/schema/output';

const id = (view: View) => view.id;

/** The lists of executions and the like that a row has: the same rows, told apart by a column. */
const under = (entity: Entity, column: string, filter?: string) => ({
  parent: id,
  source: { ...entity.source, parent: column },
  without: filter ? [filter] : [],
});

const within = ({ source }: RowList) => ({ parent: id, source });

/** Agents of a skill: through the table that says which agent has which. */
const agentsOfSkill = {
  parent: id,
  source: {
    ...agents.source,
    from: `agents t JOIN agent_skills s ON s.organization_id = t.organization_id AND s.agent_id = t.id`,
    parent: 's.skill_id',
  },
};

const interfaces = () => [Node];

/** How each type leads on to others, and what is named otherwise than in REST. */
export const shapes = (kit: Kit): Record<string, Shape> => ({
  Agent: {
    interfaces,
    more: () => ({
      executions: kit.list(
        executions,
        'What it was asked, newest first.',
        under(executions, 't.agent_id', 'agent_id'),
      ),
    }),
  },
  AgentSkill: { more: () => ({ skill: kit.one(skills, id, 'The skill whole.') }) },
  Skill: {
    interfaces,
    rename: { agents: 'agentCount' },
    more: () => ({ agents: kit.list(agents, 'The agents that use it.', agentsOfSkill) }),
  },
  Execution: {
    interfaces,
    rename: { executionId: null, steps: 'stepCount' },
    more: () => ({
      agent: kit.one(agents, (view) => view.agent_id, 'The agent, unless it was deleted.'),
      parent: kit.one(executions, (view) => view.parent_id, 'The execution that began it.'),
      children: kit.list(
        executions,
        'The executions that it began, newest first.',
        under(executions, 't.parent_id', 'parent_id'),
      ),
      run: kit.one(
        workflowRuns,
        (view) => (view.kind === 'agent' ? null : view.id),
        'The workflow run that it is.',
      ),
      steps: kit.list(
        executionSteps,
        'Its model and tool calls, in order.',
        within(executionSteps),
      ),
      approvals: kit.list(
        approvals,
        'What it waits for a person for, newest first.',
        under(approvals, 't.execution_id'),
      ),
      logs: kit.list(executionLogs, 'Its log, in order.', within(executionLogs)),
    }),
  },
  Package: {
    interfaces,
    rename: { reviews: 'reviewCount' },
    detail: loadDetail(packages),
    more: () => ({ reviews: kit.list(reviews, 'What its users say.', within(reviews)) }),
  },
  Installation: {
    interfaces,
    more: () => ({
      package: kit.one(
        packages,
        (view) => view.package_id,
        'The package, while the marketplace has it.',
      ),
    }),
  },
  InstallationAgent: { more: () => ({ agent: kit.one(agents, id, 'The agent whole.') }) },
  InstallationSkill: { more: () => ({ skill: kit.one(skills, id, 'The skill whole.') }) },
  InstallationWorkflow: {
    more: () => ({ workflow: kit.one(workflows, id, 'The workflow whole.') }),
  },
  Workflow: {
    interfaces,
    detail: loadDetail(workflows),
    more: () => ({
      versions: kit.list(
        workflowVersions,
        'Every version, newest first.',
        within(workflowVersions),
      ),
      runs: kit.list(
        workflowRuns,
        'Its runs, newest first.',
        under(workflowRuns, 't.workflow_id', 'workflow_id'),
      ),
    }),
  },
  Approval: {
    interfaces,
    more: () => ({
      run: kit.one(workflowRuns, (view) => view.run_id, 'The run that waits.'),
      execution: kit.one(executions, (view) => view.execution_id, 'The execution that waits.'),
      workflow: kit.one(workflows, (view) => view.workflow_id, 'The workflow that asks.'),
    }),
  },
  WorkflowVersion: { detail: workflowVersions.detail },
  WorkflowRun: {
    interfaces,
    rename: { run_id: null, execution_id: null },
    more: () => ({
      workflow: kit.one(
        workflows,
        (view) => view.workflow_id,
        'The workflow, unless it was deleted.',
      ),
      execution: kit.one(executions, id, 'The same as an execution; it has the same id.'),
      parent: kit.one(workflowRuns, (view) => view.parent_run_id, 'The run that began it.'),
      approvals: kit.list(
        approvals,
        'What it waits for a person for, newest first.',
        under(approvals, 't.run_id', 'run_id'),
      ),
      childRuns: kit.list(
        workflowRuns,
        'The runs that it began, newest first.',
        under(workflowRuns, 't.parent_run_id', 'parent_run_id'),
      ),
      steps: kit.list(runSteps, 'What its steps did, in the order they began.', within(runSteps)),
      history: kit.list(runHistory, 'What happened in it, in order.', within(runHistory)),
    }),
  },
});
