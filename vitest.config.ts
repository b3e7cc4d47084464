import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '');

export default defineConfig({
  resolve: { alias: { '@fleetprompt/sdk': `${root}/sdk/src/index.ts`, '@': root } },
  test: {
    include: ['{lib,app,components,prisma,scripts,sdk,cli}/**/*.test.{ts,tsx,mjs}'],
    exclude: [
      '**/node_modules/**',
      '**/.next/**',
      '.fleetprompt/**',
      '{dist,sdk/dist,cli/dist}/**',
    ],
    environment: 'node',
    globalSetup: ['scripts/vitest-setup.mjs'],
    // Not secrets: values of the right shape for code that reads its environment.
    env: {
      FLEETPROMPT_ENV: 'development',
      AUTH_SECRET: 'test-auth-secret-of-more-than-32-characters',
      ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
      CRON_SECRET: 'test-cron-secret-of-more-than-32-characters',
      TZ: 'UTC',
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
    },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Much of the time is waiting for processes and sockets: two at once also where there are two cores.
    maxWorkers: 2,
    restoreMocks: true,
    unstubEnvs: true,
  },
});
