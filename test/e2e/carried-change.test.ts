import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeId } from '../../src/domain/workflow-ids.js';
import { advanceUpdate } from '../../src/workflows/transaction/messages.js';
import {
  anEndorsement,
  startEndorsement,
  untilAtRest,
  type ChangeHandle,
} from '../support/changes.js';
import { aRenewal, startRenewal } from '../support/renewals.js';
import { openBilledLane, type BilledLane } from './billed-lane.js';
import { checkedExample } from './example-submissions.js';
import { WRITE_LIMIT_MS } from './lane.js';
import { withOwnInsured } from './own-insured.js';

const LIMITS = { callLimitMs: WRITE_LIMIT_MS, outagePatienceMs: 600_000 };

describe('A17: a change of a term whose next one is bound, over the protocols of both systems', () => {
  let lane: BilledLane;
  beforeAll(async () => {
    lane = await openBilledLane();
  });
  afterAll(() => lane.close());

  it.each(['new', 'kept'] as const)(
    'is booked on both terms, each for itself, where the number of the next one is %s',
    async (renewalPolicyNumber) => {
      await lane.clear();
      await lane.admin.change({ renewalPolicyNumber });
      const id = `CARRIED-${renewalPolicyNumber}`;
      const example = withOwnInsured(checkedExample('general-liability', id), id);
      const { policyNumber } = await (await lane.startBilled(example)).result();
      const days = { effectiveDate: '2028-02-01', expirationDate: '2029-02-01' };
      const moved = { issueOn: '2026-11-01' };
      const asked = aRenewal(policyNumber ?? '', { ...days, moved });
      const renewed = await (await startRenewal(lane.env, asked, LIMITS)).result();
      const next = renewed.change?.renewal?.newPolicyNumber ?? '';
      expect(next === policyNumber).toBe(renewalPolicyNumber === 'kept');

      const endorsement = anEndorsement(policyNumber ?? '', 620_000);
      const old = await (await startEndorsement(lane.env, endorsement, LIMITS)).result();
      // 276 of 365 days of 1200.00 more.
      expect(old).toMatchObject({ state: 'completed', totalCents: 90_740 });

      const handle: ChangeHandle = lane.env.client.workflow.getHandle(
        changeId('endorsement', next, 'term-1-carried-1'),
      );
      await expect.poll(() => handle.describe().catch(() => null)).not.toBeNull();
      expect(await untilAtRest(handle)).toMatchObject({ state: 'quoted', totalCents: 120_000 });
      await handle.executeUpdate(advanceUpdate, { args: [{ by: 'olga' }] });
      expect(await handle.result()).toMatchObject({ state: 'completed', totalCents: 120_000 });

      const { periods } = await lane.billing.state();
      const chargedOf = (number: string | null, termNumber: number) =>
        periods.filter((one) => one.policyNumber === number && one.termNumber === termNumber);
      expect(chargedOf(policyNumber, 1)).toMatchObject([{ charged: '5907.40' }]);
      expect(chargedOf(next, 2)).toMatchObject([{ charged: '6200.00' }]);
      const { quotes, invoices } = await lane.admin.state();
      const changes = quotes.filter(
        (quote) =>
          quote.transactionType === 'E' &&
          [policyNumber, next].includes(quote.policyNumber ?? '') &&
          quote.dateBound !== null,
      );
      expect(changes.map((quote) => quote.transactionEffective).sort()).toEqual([
        '2027-05-01',
        '2028-02-01',
      ]);
      const guids = changes.map(({ quoteGuid }) => quoteGuid);
      const totals = invoices.filter(({ quoteGuid }) => guids.includes(quoteGuid));
      expect(totals.map(({ total }) => total).sort()).toEqual(['1200.00', '907.40']);
    },
  );
});
