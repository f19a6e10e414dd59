import type { TestWorkflowEnvironment } from '@temporalio/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { productMidTerm } from '../../../src/config/product-mid-term.js';
import { InMemoryBilling } from '../../support/in-memory-billing.js';
import { withPolicyWorkers } from '../../support/policy-workers.js';
import { inMemoryPolicySystem } from '../../support/submissions.js';
import { temporalEnvironment } from '../../support/temporal.js';
import { RULES } from '../../support/renewals.js';
import { SEQUENCE_BILLING, SequenceOfChanges, type Move } from './sequence-of-changes.js';
import { SequenceOverRenewals } from './sequence-over-renewals.js';

const SEQUENCES = 10;
/** Of them with renewals. */
const RENEWED = 8;
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

/** How the product renews, and what the policy system does about it. */
const renewing = fc.record({
  flow: fc.constantFrom('bindAndCancel', 'offer', 'confirmed'),
  keepsPolicyNumber: fc.boolean(),
});
const renewed = fc.array(move, { minLength: 4, maxLength: 7 });
/** Quoted, endorsed, bound, the old term endorsed; and quoted, bound, the old term cancelled. Whatever else comes. */
const renewedAtLeast = [
  [0, 4, 0, 2],
  [0, 0, 3],
  [0, 6, 0, 0, 0],
].map((choices) => fc.tuple(...choices.map((choice) => move.map((one) => ({ ...one, choice })))));

let env: TestWorkflowEnvironment;
beforeAll(async () => {
  env = await temporalEnvironment();
});
afterAll(() => env.teardown());

/** Counts what happens, and says it in the end. */
function tally(what: object) {
  const happened = new Map<string, number>();
  return {
    happened,
    happens: (one: string) => happened.set(one, (happened.get(one) ?? 0) + 1),
    say: (count: number) => {
      const counted = [...happened].sort().map(([one, times]) => `${times} ${one}`);
      process.stdout.write(
        `Generated sequences: ${count} of seed ${SEED}, ${JSON.stringify(what)}: ${counted.join(', ')}.\n`,
      );
    },
  };
}

it(
  'policy system, billing and term agree after each change of a policy, whatever changes come one after the other',
  async () => {
    const [byRules] = fc.sample(rules, { seed: SEED, numRuns: 1 });
    const sequences = [
      ...fc.sample(oneOfEach, { seed: SEED, numRuns: 1 }),
      ...fc.sample(sequence, { seed: SEED, numRuns: SEQUENCES - 1 }),
    ];
    const { happened, happens, say } = tally(byRules ?? {});
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
      say(sequences.length);
    }
    expect([...happened.keys()]).toEqual(
      expect.arrayContaining(['endorsement', 'cancellation', 'reinstatement', 'rewrite']),
    );
  },
  TIME_LIMIT_MS,
);

it(
  'they agree on both terms of a policy, whatever becomes of it before, while and after it is renewed',
  async () => {
    const [byRules] = fc.sample(rules, { seed: SEED, numRuns: 1 });
    const [how] = fc.sample(renewing, { seed: SEED, numRuns: 1 });
    if (!how) throw new Error('there are rules');
    const { flow, keepsPolicyNumber } = how;
    const sequences = [
      ...renewedAtLeast.flatMap((moves) => fc.sample(moves, { seed: SEED, numRuns: 1 })),
      ...fc.sample(renewed, { seed: SEED, numRuns: RENEWED - renewedAtLeast.length }),
    ];
    const { happened, happens, say } = tally({ ...byRules, ...how });
    const policySystem = inMemoryPolicySystem({ policyPrefix: 'GR', keepsPolicyNumber });
    const billing = new InMemoryBilling();
    const whole = { env, policySystem, billing, happens };
    const all = async (): Promise<void> => {
      const runs = sequences.map((moves, at) =>
        new SequenceOverRenewals(whole, SEQUENCES + at + 1, flow).run(moves),
      );
      await Promise.all(runs);
    };
    const product = {
      midTerm: productMidTerm.parse(byRules),
      billing: SEQUENCE_BILLING,
      renewal: { ...RULES, flow },
    };
    try {
      await withPolicyWorkers(env, policySystem, all, billing, null, product);
    } finally {
      say(sequences.length);
    }
    expect([...happened.keys()]).toEqual(
      expect.arrayContaining([
        'renewal',
        'renewal quoted again',
        'endorsement carried',
        'renewal withdrawn with its term',
        'renewal cancelled flat',
      ]),
    );
  },
  TIME_LIMIT_MS,
);
