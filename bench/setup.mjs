import { fork } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import pg from 'pg';
import { ensureTemplate } from '../scripts/postgres/template.mjs';
import { sharedTestServer } from '../scripts/postgres/test-server.mjs';
import { root } from '../scripts/setup/root.mjs';

/** A migrated database of its own; `drop()` removes it. */
export async function benchDatabase() {
  const admin = await sharedTestServer();
  const template = await ensureTemplate(admin);
  const name = `bench_${randomUUID().replaceAll('-', '')}`;
  const run = async (text) => {
    const client = new pg.Client({ connectionString: admin });
    await client.connect();
    await client.query(text).finally(() => client.end());
  };
  await run(`CREATE DATABASE "${name}" TEMPLATE "${template}"`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return { url: url.toString(), drop: () => run(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`) };
}

/** One organization with an owner, a key without limits worth the name, credits and an active agent. */
export async function seed(url) {
  const [organizationId, userId, keyId, agentId] = Array.from({ length: 4 }, () => randomUUID());
  const key = `fp_${randomBytes(32).toString('base64url')}`;
  const hash = createHash('sha256').update(key).digest('hex');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const q = (text, ...values) => client.query(text, values);
  await q(
    `insert into users (id, email, password_hash, email_verified_at, updated_at)
     values ($1, 'bench@example.com', 'none', now(), now())`,
    userId,
  );
  await q(
    `insert into organizations (id, name, slug, updated_at) values ($1, 'Bench', 'bench', now())`,
    organizationId,
  );
  await q(
    `insert into members (id, organization_id, user_id, role) values (gen_random_uuid(), $1, $2, 'owner')`,
    organizationId,
    userId,
  );
  await q(
    `insert into api_keys (id, organization_id, user_id, name, key_hash, key_preview, scopes,
       limit_per_minute, limit_per_hour, updated_at)
     values ($1, $2, $3, 'Bench', $4, 'fp_', '{*:*}', 100000000, 1000000000, now())`,
    keyId,
    organizationId,
    userId,
    hash,
  );
  await q(
    `insert into agents (id, organization_id, name, slug, status, system_prompt, config, deployed_at, updated_at)
     values ($1, $2, 'Bench', 'bench', 'active', 'You are a benchmark.', '{"model": "sandbox"}', now(), now())`,
    agentId,
    organizationId,
  );
  await client.end();
  return { organizationId, userId, keyId, agentId, key };
}

/** Bundles one entry of the sources and starts it as a process. Resolves to `{port, stop}`. */
export async function startEntry(entry, env) {
  const folder = mkdtempSync(join(root, 'node_modules', '.bench-'));
  const outfile = join(folder, 'bench.mjs');
  await build({
    entryPoints: [join(root, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    tsconfig: join(root, 'tsconfig.json'),
    logLevel: 'silent',
  });
  const child = fork(outfile, {
    cwd: root,
    execArgv: env.EXEC_ARGV ? env.EXEC_ARGV.split(' ') : [],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      FLEETPROMPT_ENV: 'development',
      AUTH_SECRET: randomBytes(36).toString('base64url'),
      ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      CRON_SECRET: randomBytes(24).toString('base64url'),
      LOG_LEVEL: 'warn',
      ...env,
    },
  });
  const exited = once(child, 'exit');
  const [message] = await Promise.race([
    once(child, 'message'),
    exited.then(([code]) => {
      throw new Error(`${entry} ended with ${code}.`);
    }),
  ]);
  rmSync(folder, { recursive: true });
  return {
    port: message.port,
    pid: child.pid,
    /** Sends a message and waits for the answer. */
    async ask(question) {
      child.send(question);
      const [answer] = await Promise.race([
        once(child, 'message'),
        exited.then(([code]) => {
          throw new Error(`${entry} ended with ${code}.`);
        }),
      ]);
      return answer;
    },
    async stop() {
      child.disconnect();
      await exited;
    },
  };
}

/** The middle one of some numbers. */
export const median = (numbers) =>
  numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)];
