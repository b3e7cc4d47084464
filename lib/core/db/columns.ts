const snake = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * The columns of a model as raw SQL selects them, under the names that Prisma gives them:
 * `j.task_type AS "taskType", …`. `fields` is the model's `Prisma.…ScalarFieldEnum`. A BigInt comes as text.
 */
export const columnsOf = (fields: Record<string, string>, table: string): string =>
  Object.keys(fields)
    .map((field) => `${table}.${snake(field)} AS "${field}"`)
    .join(', ');
