import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advanceUpdate } from '../../../src/workflows/transaction/messages.js';
import { withRatedPolicy, type BoundPolicy } from '../../support/bound-policies.js';
import {
  aRatedEndorsement,
  readTermOf,
  startEndorsement,
  untilAtRest,
} from '../../support/changes.js';
import { temporalEnvironment } from '../../support/temporal.js';

const toQuote = { advanceTo: 'quoted' } as const;

describe('an endorsement that the policy system rates from a workbook', () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  const withPolicy = (scenario: (policy: BoundPolicy) => Promise<void>) =>
    withRatedPolicy(env, 'EW', scenario);
  const transactions = async ({ policySystem, policyNumber }: BoundPolicy) =>
    (await policySystem.readChain(policyNumber))?.transactions.slice(1) ?? [];
  const charged = async ({ billing, policyNumber }: BoundPolicy) =>
    (await billing.getPeriodInfo({ policyNumber, termNumber: 1 }))?.chargedCents;

  it('is rated on an unbound transaction, waits to be accepted at what that came to, and then that very one is bound and billed', async () => {
    await withPolicy(async (policy) => {
      const { policyNumber, billing } = policy;
      const asked = aRatedEndorsement(policyNumber, '8700.00');
      const handle = await startEndorsement(env, asked, toQuote);
      // 276 of 365 days of 1200.00 more, and the fee of the policy system.
      const quoted = await untilAtRest(handle);
      expect(quoted).toMatchObject({ heldAt: 'quoted', totalCents: 93_240, attention: null });
      expect(quoted.change?.quote?.rows).toMatchObject([
        {
          charge: { kind: 'premium', name: 'premium', line: null, amountCents: 90_740 },
          working: { rule: 'rated', factor: '1' },
        },
        { charge: { kind: 'fee', name: 'fees', line: null, amountCents: 2_500 } },
      ]);
      const [made] = await transactions(policy);
      expect(made).toMatchObject({ kind: 'endorsement', boundOn: null });
      expect(made?.quoteGuid).toBe(quoted.ids.quoteGuid);
      expect(billing.calls.get('issuePolicyChange')).toBeUndefined();

      await handle.executeUpdate(advanceUpdate, { args: [{ by: 'olga', revision: 0 }] });
      expect(await handle.result()).toMatchObject({ state: 'completed', totalCents: 93_240 });
      const [bound, ...others] = await transactions(policy);
      expect(others).toEqual([]);
      expect(bound?.quoteGuid).toBe(made?.quoteGuid);
      expect(bound?.boundOn).not.toBeNull();
      expect(await charged(policy)).toBe(750_000 + 15_000 + 93_240);
      const term = await readTermOf(env, policyNumber);
      expect(term).toMatchObject({ turn: { holder: null, queue: [] } });
      expect(term.layers.at(-1)).toMatchObject({
        kind: 'endorsement',
        quoteGuid: made?.quoteGuid,
        booked: [{ amountCents: 90_740 }, { amountCents: 2_500 }],
      });
    });
  });
});
