import { existsSync, readFileSync } from 'node:fs';

/**
 * Numbers from a runner's own JSON report: `{passed, failed}`. A report that is missing, or a
 * runner that failed although no test did, counts as one failure: silence is not success.
 */
export function countVitest(file, status) {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(file, 'utf8'));
  const broken = testResults.filter(
    (suite) =>
      suite.status === 'failed' && suite.assertionResults.every((t) => t.status !== 'failed'),
  ).length;
  return atLeastOne({ passed: numPassedTests, failed: numFailedTests + broken }, status);
}

export function countPlaywright(file, status) {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const { stats, errors } = JSON.parse(readFileSync(file, 'utf8'));
  return atLeastOne(
    { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length },
    status,
  );
}

const atLeastOne = ({ passed, failed }, status) => ({
  passed,
  failed: status === 0 ? failed : Math.max(failed, 1),
});
