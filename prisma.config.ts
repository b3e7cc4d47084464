import { defineConfig } from 'prisma/config';

// Only Prisma's own command line reads this; `npm run db:new` and `npm start` need no such tool.
export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? '' },
});
