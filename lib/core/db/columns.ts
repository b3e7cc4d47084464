import { Prisma } from '@/generated/prisma/client';

const snake = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * The columns of a model as raw SQL selects them, under the names that Prisma gives them:
 * `j.task_type AS "taskType", …`. A BigInt comes as text.
 */
export function columnsOf(model: Prisma.ModelName, table: string): string {
  const fields: Record<string, string> = Prisma[`${model}ScalarFieldEnum`];
  return Object.keys(fields)
    .map((field) => `${table}.${snake(field)} AS "${field}"`)
    .join(', ');
}
