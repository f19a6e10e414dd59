import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longest, by their measured time; one that begins last is waited for by idle workers. */
const LONGEST = [
  'matrix.test.ts',
  'new-business.e2e.test.ts',
  'new-business.test.ts',
  'killed-worker.test.ts',
  'change-matrix.test.ts',
  'killed-worker-changes.test.ts',
  'waiting-terms.e2e.test.ts',
  'billing-matrix.test.ts',
  'installation-candidates.test.ts',
  'late-request.test.ts',
  'whose-answer.e2e.test.ts',
  'killed-worker-billing.test.ts',
  'failing-code.test.ts',
  'policy-term.test.ts',
  'billing-flow.e2e.test.ts',
];

/** Begins with the files that take longest; the others in the order that Vitest gives them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}

function rank({ moduleId }: TestSpecification): number {
  const at = LONGEST.findIndex((name) => moduleId.endsWith(`/${name}`));
  return at === -1 ? LONGEST.length : at;
}
