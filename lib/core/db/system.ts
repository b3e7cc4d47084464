import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '@/generated/prisma/client';
import { pool } from '@/lib/core/db/pool';

const shared = globalThis as { __fpPrisma?: PrismaClient };

/**
 * Statements that begin with a name (`/* workflow_commit *\/ …`) are planned once for each connection: for the
 * few whose planning costs more than they do. The others go without a name.
 */
const statementName = (sql: string): string | undefined => /^\/\* (\w+) \*\//.exec(sql)?.[1];

/**
 * The unscoped client: it sees every organization. Only accounts, api, worker, queue, testing and the
 * seed may import it (`npm run check` enforces that); everything else uses `ctx.db`.
 */
export function systemDb(): PrismaClient {
  shared.__fpPrisma ??= new PrismaClient({
    adapter: new PrismaPg(pool(), {
      statementNameGenerator: ({ sql }) => statementName(sql) as string,
    }),
    transactionOptions: { maxWait: 10_000, timeout: 20_000 },
  });
  return shared.__fpPrisma;
}

export async function closeSystemDb(): Promise<void> {
  const open = shared.__fpPrisma;
  shared.__fpPrisma = undefined;
  await open?.$disconnect();
}
