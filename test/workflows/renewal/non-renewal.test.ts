import type { TransactionRecord } from '../../../src/domain/transaction/record.js';
import { recordQuery } from '../../../src/workflows/transaction/messages.js';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Product } from '../../../src/domain/product/product.js';
import type { RenewalRules } from '../../../src/domain/product/renewal.js';
import {
  decideUpdate,
  recordNoticeUpdate,
  rescheduleUpdate,
  rescindUpdate,
  withdrawUpdate,
} from '../../../src/workflows/mid-term/messages.js';
import {
  directionSetSignal,
  termCancelledSignal,
} from '../../../src/workflows/policy-term/messages.js';
import {
  recordOfferPaymentUpdate,
  settleRenewalTaskUpdate,
} from '../../../src/workflows/renewal/messages.js';
import { type BoundPolicy, withBoundPolicy } from '../../support/bound-policies.js';
import { type ChangeHandle, readTermOf, untilAtRest } from '../../support/changes.js';
import { aRenewal, RULES, startRenewal } from '../../support/renewals.js';
import { aProductBilling } from '../../support/submissions.js';
import { temporalEnvironment } from '../../support/temporal.js';

const WHO = { by: 'olga', reason: 'Agreed.' };

function renewedBy(rules: Partial<RenewalRules>): Partial<Product> {
  return { billing: aProductBilling(), renewal: { ...RULES, ...rules } };
}

describe('a renewal that is not to be', () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  async function withQuoted(
    rules: Partial<RenewalRules>,
    scenario: (of: BoundPolicy & { readonly handle: ChangeHandle }) => Promise<void>,
  ): Promise<void> {
    await withBoundPolicy(
      env,
      'RX',
      async (policy) => {
        const handle = await startRenewal(env, aRenewal(policy.policyNumber));
        await untilAtRest(handle);
        await scenario({ ...policy, handle });
      },
      {},
      renewedBy(rules),
    );
  }

  async function directed(
    { handle, policyNumber }: Pick<BoundPolicy, 'policyNumber'> & { readonly handle: ChangeHandle },
    direction: 'nonRenew' | 'notTaken' | 'refer' | null,
  ): Promise<void> {
    const term = { policyNumber, termNumber: 1 };
    await handle.signal(directionSetSignal, { ...term, ...WHO, id: String(direction), direction });
  }

  it('r44: is withdrawn, and leaves no open quote', async () => {
    await withQuoted({}, async ({ handle, policyNumber, policySystem }) => {
      await handle.executeUpdate(withdrawUpdate, { args: [WHO] });
      expect(await handle.result()).toMatchObject({ state: 'withdrawn' });
      expect(policySystem.openQuotes()).toEqual([]);
      expect(await readTermOf(env, policyNumber)).toMatchObject({
        isRenewalStarted: false,
        nextTerm: null,
      });
    });
  });

  it('r13, r36, r40: is told of in time, with its proof, and reversed by a person', async () => {
    await withQuoted({}, async (of) => {
      const { handle, policySystem } = of;
      await directed(of, 'nonRenew');
      const asked = await untilState(handle, 'nonRenewing');
      expect(policySystem.openQuotes()).toEqual([]);
      expect(asked.change?.renewal?.tasks).toMatchObject([{ key: 'notice' }]);
      expect(asked.change?.renewal?.nonRenewal).toMatchObject({ by: '2027-04-02', row: 'N19' });
      const proof = { sent: [{ to: 'insured', on: '2027-01-15', reference: 'USPS-1' }] } as const;
      await handle.executeUpdate(recordNoticeUpdate, {
        args: [{ by: 'olga', proof: { sent: [...proof.sent] } as never }],
      });
      const told = await until(handle, ({ change }) => change?.renewal?.tasks.length === 0);
      expect(told).toMatchObject({ state: 'nonRenewing' });
      expect(told.waitingFor).toMatch(/the notice is out/);
      await handle.executeUpdate(rescindUpdate, { args: [WHO] });
      expect(await untilState(handle, 'quoted')).toMatchObject({ state: 'quoted' });
    });
  });

  it('r37: is held to renew where the notice was late', async () => {
    await withQuoted({}, async (of) => {
      await directed(of, 'nonRenew');
      await untilState(of.handle, 'nonRenewing');
      const proof = { sent: [{ to: 'insured', on: '2027-05-01', reference: 'USPS-1' }] };
      await of.handle.executeUpdate(recordNoticeUpdate, {
        args: [{ by: 'olga', proof: proof as never }],
      });
      const quoted = await untilState(of.handle, 'quoted');
      expect(quoted.change?.renewal?.tasks.map(({ key }) => key)).toContain('noticeLate');
    });
  });

  it('r15, r11: is referred, and goes on when an underwriter approves', async () => {
    await withQuoted({}, async (of) => {
      await directed(of, 'refer');
      const referred = await untilState(of.handle, 'referred');
      expect(referred.waitingFor).toMatch(/an underwriter/);
      await of.handle.executeUpdate(decideUpdate, { args: [{ ...WHO, decision: 'approve' }] });
      expect(await untilState(of.handle, 'quoted')).toMatchObject({ attention: null });
    });
  });

  it('is not bound for nothing by a word: without a price it stays referred', async () => {
    await withQuoted({ premium: 'given' }, async ({ handle, policySystem }) => {
      const referred = await untilState(handle, 'referred');
      expect(referred.waitingFor).toMatch(/nobody has said what the next term costs/);
      await handle.executeUpdate(decideUpdate, { args: [{ ...WHO, decision: 'approve' }] });
      const again = await until(
        handle,
        ({ change, state, waitingFor }) =>
          change?.acts.length === 1 && state === 'referred' && waitingFor !== null,
      );
      expect(again.change?.renewal?.tasks.map(({ key }) => key)).toEqual(['price']);
      expect(policySystem.openQuotes()).toEqual([]);
      await handle.executeUpdate(withdrawUpdate, { args: [WHO] });
      expect(await handle.result()).toMatchObject({ state: 'withdrawn' });
    });
  });

  it('r45: is withdrawn when the old term is cancelled', async () => {
    await withQuoted({}, async ({ handle, policyNumber, policySystem }) => {
      const term = { policyNumber, termNumber: 1 };
      await handle.signal(termCancelledSignal, { ...term, effectiveDate: '2027-01-01' });
      expect(await handle.result()).toMatchObject({ state: 'withdrawn' });
      expect(policySystem.openQuotes()).toEqual([]);
    });
  });

  it('r24: an offer that nobody pays by its deadline is not taken, and nothing is to be reversed', async () => {
    const rules = { flow: 'offer', offerDaysBefore: 400, offerPayableDays: -399 } as const;
    await withBoundPolicy(
      env,
      'RX',
      async ({ policyNumber, policySystem }) => {
        const handle = await startRenewal(env, aRenewal(policyNumber));
        expect(await handle.result()).toMatchObject({ state: 'notTaken' });
        expect(policySystem.openQuotes()).toEqual([]);
      },
      {},
      renewedBy(rules),
    );
  });

  it('moves to another day without a restart', async () => {
    await withQuoted({}, async ({ handle }) => {
      const moved = await handle.executeUpdate(rescheduleUpdate, {
        args: [{ ...WHO, issueOn: '2026-11-01' }],
      });
      expect(moved.state).toBe('quoted');
      expect(await handle.result()).toMatchObject({ state: 'completed' });
    });
  });

  it('ends when its tasks are settled, and says until then who has to do what', async () => {
    const rules = { flow: 'offer', offerDaysBefore: 400 } as const;
    await withQuoted(rules, async (of) => {
      const money = {
        offerId: `renewal:${of.policyNumber}:2/v1`,
        transactionId: 'T-1',
        paymentId: 'P-1',
        amountCents: 100_000,
        currency: 'USD',
        receivedAt: '2026-11-20T12:00:00Z',
        planCode: null,
      };
      await of.handle.executeUpdate(recordOfferPaymentUpdate, { args: [money] });
      await directed(of, 'notTaken');
      const left = await untilState(of.handle, 'notTaken');
      const keys = left.change?.renewal?.tasks.map(({ key }) => key) ?? [];
      expect(keys).toContain('money');
      expect(left.waitingFor).toMatch(/^a person: .*1000\.00/);
      for (const task of keys)
        await of.handle.executeUpdate(settleRenewalTaskUpdate, { args: [{ ...WHO, task }] });
      expect(await of.handle.result()).toMatchObject({ state: 'notTaken', waitingFor: null });
    });
  });

  const untilState = (handle: ChangeHandle, state: string) =>
    until(handle, (record) => record.state === state && isAtRest(record));

  function isAtRest({ attention, change, waitingFor }: TransactionRecord): boolean {
    return attention !== null || change?.isResting === true || waitingFor !== null;
  }

  async function until(
    handle: ChangeHandle,
    isThere: (record: TransactionRecord) => boolean,
  ): Promise<TransactionRecord> {
    for (;;) {
      const record = await handle.query(recordQuery);
      if (isThere(record)) return record;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
});
