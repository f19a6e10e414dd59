import type { TestWorkflowEnvironment } from '@temporalio/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { productMidTerm } from '../../../src/config/product-mid-term.js';
import { InMemoryBilling } from '../../support/in-memory-billing.js';
import { withPolicyWorkers } from '../../support/policy-workers.js';
import { inMemoryPolicySystem } from '../../support/submissions.js';
import { temporalEnvironment } from '../../support/temporal.js';
import { SEQUENCE_BILLING, SequenceOfChanges, type Move } from './sequence-of-changes.js';

const SEQUENCES = 10;
const TIME_LIMIT_MS = 240_000;
/** A number of one's own repeats a run. */
const SEED = Number(process.env['SEQUENCES_SEED'] ?? Date.now() % 2 ** 31);

const move: fc.Arbitrary<Move> = fc.record({
  choice: fc.nat(41),
  at: fc.oneof(fc.constantFrom(0, 1_000), fc.nat(1_000)),
  premiumCents: fc.integer({ min: 0, max: 2_000_000 }),
  terrorismCents: fc.integer({ min: 0, max: 50_000 }),
  rewrite: fc.constantFrom('remainder', 'newTerm', 'fullTerm'),
});
const sequence = fc.array(move, { minLength: 3, maxLength: 5 });
/** Endorsed, cancelled, cancelled from an earlier day, reinstated, rewritten: one of each, whatever else comes. */
const oneOfEach = fc.tuple(
  ...[0, 3, 2, 0, 5].map((choice) => move.map((one) => ({ ...one, choice }))),
);

/** What the product says of what comes back; what only fits a term of a year does not fit every rewrite. */
const rules = fc.record({
  factorPlaces: fc.constantFrom(null, 3, 4),
  unit: fc.constantFrom('cent', 'dollar'),
  insuredCancels: fc.constantFrom('proRata', 'shortRate90'),
  minimumEarned: fc.constantFrom(null, { share: '25%' }, { amount: '100.00' }),
});

let env: TestWorkflowEnvironment;
beforeAll(async () => {
  env = await temporalEnvironment();
});
afterAll(() => env.teardown());

it(
  'policy system, billing and term agree after each change of a policy, whatever changes come one after the other',
  async () => {
    const [byRules] = fc.sample(rules, { seed: SEED, numRuns: 1 });
    const sequences = [
      ...fc.sample(oneOfEach, { seed: SEED, numRuns: 1 }),
      ...fc.sample(sequence, { seed: SEED, numRuns: SEQUENCES - 1 }),
    ];
    const happened = new Map<string, number>();
    const happens = (what: string) => happened.set(what, (happened.get(what) ?? 0) + 1);
    const policySystem = inMemoryPolicySystem({ policyPrefix: 'GS' });
    const billing = new InMemoryBilling();
    const whole = { env, policySystem, billing, happens };
    const all = async (): Promise<void> => {
      const runs = sequences.map((moves, at) => new SequenceOfChanges(whole, at + 1).run(moves));
      await Promise.all(runs);
    };
    const product = { midTerm: productMidTerm.parse(byRules), billing: SEQUENCE_BILLING };
    try {
      await withPolicyWorkers(env, policySystem, all, billing, null, product);
    } finally {
      const counted = [...happened].sort().map(([what, times]) => `${times} ${what}`);
      process.stdout.write(
        `Generated sequences: ${SEQUENCES} of seed ${SEED}, ${JSON.stringify(byRules)}: ${counted.join(', ')}.\n`,
      );
    }
    expect([...happened.keys()]).toEqual(
      expect.arrayContaining(['endorsement', 'cancellation', 'reinstatement', 'rewrite']),
    );
  },
  TIME_LIMIT_MS,
);
