/** Closes a CI run: the slowest files, and then "N passed, N failed" from vitest's JSON report; fails when a test failed or none ran. */
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

const SLOWEST_SHOWN = 10;

const [, , file] = process.argv;
if (!file || !existsSync(file)) {
  console.log('0 passed, 1 failed');
  console.error('vitest wrote no report: the run did not start.');
  process.exit(1);
}
const report = JSON.parse(readFileSync(file, 'utf8'));
const slowest = report.testResults
  .map(({ name, startTime, endTime }) => ({
    name,
    seconds: Math.round((endTime - startTime) / 1000),
  }))
  .toSorted((a, b) => b.seconds - a.seconds)
  .slice(0, SLOWEST_SHOWN);
console.log('The slowest test files, in seconds:');
for (const { name, seconds } of slowest) {
  console.log(`${String(seconds).padStart(6)}  ${relative(process.cwd(), name)}`);
}
const skipped = report.numPendingTests + report.numTodoTests;
// A test file that does not even load has no failed test of its own.
const brokenFiles = report.testResults.filter(
  ({ status, assertionResults }) =>
    status === 'failed' && !assertionResults.some((one) => one.status === 'failed'),
).length;
const failed = report.numFailedTests + brokenFiles;
const tail = skipped > 0 ? `, ${skipped} skipped` : '';
console.log(`${report.numPassedTests} passed, ${failed} failed${tail}`);
process.exit(failed === 0 && report.success && report.numPassedTests > 0 ? 0 : 1);
