import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { countPlaywright, countVitest } from './results.mjs';

const folder = mkdtempSync(join(tmpdir(), 'fleetprompt-results-'));
afterAll(() => rmSync(folder, { recursive: true }));

const report = (content) => {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
};

test('a runner that leaves no report has failed', () => {
  expect(countVitest(join(folder, 'missing.json'), 0).failed).toBe(1);
  expect(countPlaywright(join(folder, 'missing.json'), 0).failed).toBe(1);
});

test('a runner that fails without a failing test is not a success', () => {
  const file = report({ numPassedTests: 3, numFailedTests: 0, testResults: [] });
  expect(countVitest(file, 1)).toEqual({ passed: 3, failed: 1 });
});

test('a test file that does not even load counts as a failure', () => {
  const testResults = [{ status: 'failed', assertionResults: [] }];
  const file = report({ numPassedTests: 3, numFailedTests: 0, testResults });
  expect(countVitest(file, 1)).toEqual({ passed: 3, failed: 1 });
});

test('a flaky journey counts as a failure', () => {
  const file = report({ stats: { expected: 2, unexpected: 0, flaky: 1 }, errors: [] });
  expect(countPlaywright(file, 0)).toEqual({ passed: 2, failed: 1 });
});
