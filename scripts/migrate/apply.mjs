import { everything, openEngine } from './engine.mjs';
import { migrationsList } from './files.mjs';

// A child process of migrate.mjs: applies the missing migrations to DATABASE_URL, answers one
// line of JSON, `{applied}` or `{problem}`, and ends the engine's left-over timer by exiting.
try {
  const engine = await openEngine(process.env.DATABASE_URL);
  const input = { migrationsList: migrationsList(), filters: everything };
  const { appliedMigrationNames } = await engine.applyMigrations(input);
  process.stdout.write(`${JSON.stringify({ applied: appliedMigrationNames })}\n`, () =>
    process.exit(0),
  );
} catch (error) {
  const problem = String(error?.message ?? error);
  process.stdout.write(`${JSON.stringify({ problem })}\n`, () => process.exit(1));
}
