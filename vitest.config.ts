import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.js';

/** Tests that need the Temporal server of the run; the others end within seconds. */
const SYSTEM = [
  'test/e2e/!(misbehaviours).test.ts',
  'test/workflows/**/*.test.ts',
  'test/activities/{tell-term,term-activities}.test.ts',
  'test/api/{audit,billing-cancellations,cancellations,conversions,endorsements,failing-code,lost-policies,moratoriums,previews,quote-accounts,quote-bad-days,quote-groups,quoted-policy-codes,quotes,quotes-by-plan,refusal-codes,reinstatements-and-rewrites,soap,soap-conversions,sync,task-batches,task-requests,tasks,term-crowd,term-direction,term-links,terms,unknown-policies}.test.ts',
  'test/api/{rated-endorsements,renewal-batches,renewal-edits,renewal-offers,renewal-outcomes,renewal-reversals,renewals,soap-renewals}.test.ts',
  'test/main/{namespace,renewal-schedule,replaceable-worker,worker}.test.ts',
  'test/tools/{renew-command,bindery-app}.test.ts',
  'test/client/policy-life.test.ts',
];

/** These come after all others, one at a time: they have time skipped, or a worker's memory filled, faster than a busy machine follows. */
const ALONE = ['test/e2e/{year,waiting-terms.e2e}.test.ts'];

/** As tsconfig.json has it: the client as it is now, not as it was built. */
const CLIENT = fileURLToPath(new URL('packages/client/src/index.ts', import.meta.url));

export default defineConfig(({ mode }) => ({
  resolve: { alias: { '@bindery/client': CLIENT } },
  test: {
    pool: 'forks',
    // Two thirds of the time of the tests is waiting; by itself Vitest leaves one of two cores idle.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    // What is waited for comes when a busy machine gets to it.
    expect: { poll: { timeout: 20_000 } },
    testTimeout: 30_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: SYSTEM,
          // Nothing of ours stays in a module from one test to the next; loading all of it for each file took half their time.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: SYSTEM,
          exclude: ALONE,
          // These wait for time limits of real systems, and on a busy machine for the machine.
          testTimeout: 120_000,
          globalSetup: ['test/support/global-setup.ts'],
          // `npm run test:matrix`
          provide: { isWholeMatrix: mode === 'whole-matrix' },
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: ALONE,
          testTimeout: 120_000,
          globalSetup: ['test/support/global-setup.ts'],
          maxWorkers: 1,
          sequence: { sequencer: LongestFirst, groupOrder: 1 },
        },
      },
    ],
  },
}));
