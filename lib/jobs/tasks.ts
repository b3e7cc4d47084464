import type { Task } from '@/lib/jobs/task';
import { aiAgent } from '@/lib/jobs/tasks/ai-agent';
import { dailyCleanup } from '@/lib/jobs/tasks/daily-cleanup';
import { dataProcessing } from '@/lib/jobs/tasks/data-processing';
import { reportGeneration } from '@/lib/jobs/tasks/report-generation';
import { testSuite } from '@/lib/jobs/tasks/test-suite';
import { webhook } from '@/lib/jobs/tasks/webhook';
import { registeredWorkflow, workflow } from '@/lib/jobs/tasks/workflow';

const tasks: Record<string, unknown> = {
  'data-processing': dataProcessing,
  'report-generation': reportGeneration,
  'daily-cleanup': dailyCleanup,
  'ai-agent': aiAgent,
  'test-suite': testSuite,
  webhook,
  workflow,
};

/** What runs a type of task; one that is not built in is the name of a workflow. */
export const taskOf = (type: string): Task =>
  Object.hasOwn(tasks, type) ? (tasks[type] as Task) : registeredWorkflow;

/** Adds a type of task. Tests bring their own. Returns the function that takes it away again. */
export function registerTask(type: string, task: Task): () => void {
  tasks[type] = task;
  return () => {
    delete tasks[type];
  };
}
