/** The kinds of jobs that are built in; any other name must be that of a workflow. */
const TASK_TYPES: ReadonlySet<string> = new Set([
  'data-processing',
  'report-generation',
  'daily-cleanup',
  'ai-agent',
  'test-suite',
  'webhook',
  'workflow',
]);

export const isTaskType = (name: string): boolean => TASK_TYPES.has(name);
