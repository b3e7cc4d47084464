import { everything, openEngine } from './engine.mjs';
import { datamodels } from './files.mjs';

// A child process of db-new.mjs: compares the database DATABASE_URL, which has every migration
// applied and belongs to nobody else, with the schema files; answers `{sql}` or `{problem}`.
try {
  const engine = await openEngine(process.env.DATABASE_URL);
  const files = datamodels().map(([path, content]) => ({ path, content }));
  const { stdout } = await engine.diff({
    from: { tag: 'schemaDatasource', files, configDir: process.cwd() },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: null,
    filters: everything,
  });
  process.stdout.write(`${JSON.stringify({ sql: stdout ?? '' })}\n`, () => process.exit(0));
} catch (error) {
  const problem = String(error?.message ?? error);
  process.stdout.write(`${JSON.stringify({ problem })}\n`, () => process.exit(1));
}
