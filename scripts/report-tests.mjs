/** Closes a CI run: "N passed, N failed" from vitest's JSON report; fails when a test failed or none ran. */
import { existsSync, readFileSync } from 'node:fs';

const [, , file] = process.argv;
if (!file || !existsSync(file)) {
  console.log('0 passed, 1 failed');
  console.error('vitest wrote no report: the run did not start.');
  process.exit(1);
}
const report = JSON.parse(readFileSync(file, 'utf8'));
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
