import { problemsOf } from './check/problems.mjs';
import { sourceFiles } from './check/sources.mjs';
import { refuse, run, say } from './setup/say.mjs';

// The import order of docs/architecture.md, and who may speak to the network and the database.
await run(async () => {
  const files = sourceFiles();
  const problems = files.flatMap(problemsOf);
  if (problems.length > 0) refuse(problems.join('\n'));
  say(`Import order holds in ${files.length} files.`);
});
