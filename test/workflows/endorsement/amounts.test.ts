import type { TestWorkflowEnvironment } from '@temporalio/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { productMidTerm } from '../../../src/config/product-mid-term.js';
import { addDays } from '../../../src/domain/calendar/civil-date.js';
import { previewEndorsement } from '../../../src/domain/endorsement/preview.js';
import { sumCents } from '../../../src/domain/money/cents.js';
import { totalOf } from '../../../src/domain/money/charges.js';
import { rowsToBook } from '../../../src/domain/premium/worked-row.js';
import { withBoundPolicy } from '../../support/bound-policies.js';
import { anEndorsement, aPremiumOf, readTermOf, startEndorsement } from '../../support/changes.js';
import { temporalEnvironment } from '../../support/temporal.js';

/** Printed with a failure; set it to run that one again: `VITEST_SEED=1 npx vitest run …`. */
const seed = Number(process.env['VITEST_SEED'] ?? Date.now());
const days = { effectiveDate: '2027-02-01', expirationDate: '2028-02-01' };

describe(`what endorsements book (seed ${seed})`, () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  const cents = fc.integer({ min: 0, max: 2_000_000 });
  const changes = fc.array(fc.tuple(fc.nat(70), cents, cents), { minLength: 5, maxLength: 5 });

  it('is what was previewed, to the cent, in the policy system, in billing and at the term', async () => {
    const [generated = []] = fc.sample(changes, { seed, numRuns: 1 });
    await withBoundPolicy(
      env,
      'EA',
      async ({ policyNumber, policySystem, billing }) => {
        let on = days.effectiveDate;
        for (const [at, [later, premium, fee]] of generated.entries()) {
          on = addDays(on, later);
          const fullTerm = [
            aPremiumOf(premium),
            { ...aPremiumOf(fee), kind: 'fee', name: 'terrorism' } as const,
          ];
          const before = await readTermOf(env, policyNumber);
          const { charges } = previewEndorsement(
            before,
            { ...before, ...days },
            on,
            { fullTerm, asGiven: null },
            productMidTerm.parse({}),
          );
          const asked = anEndorsement(policyNumber, 0, {
            reference: { system: 'triton', id: `E-${at}` },
            effectiveDate: on,
            figures: { fullTerm, asGiven: null },
          });
          const record = await (await startEndorsement(env, asked)).result();
          expect(record).toMatchObject({ state: 'completed', totalCents: charges?.totalCents });

          const { layers } = await readTermOf(env, policyNumber);
          expect(layers.at(-1)?.booked).toEqual(rowsToBook(charges?.rows ?? []));
          const made = (await policySystem.readChain(policyNumber))?.transactions.at(-1);
          const held = await policySystem.listPremiums(made?.quoteGuid ?? '');
          expect(sumCents(held.map(({ amountCents }) => amountCents))).toBe(charges?.totalCents);
          const period = await billing.getPeriodInfo({ policyNumber, termNumber: 1 });
          expect(period?.chargedCents).toBe(totalOf(layers.flatMap(({ booked }) => booked)));
        }
      },
      days,
    );
  });
});
