import { ApplicationFailure } from '@temporalio/common';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Product } from '../../../src/domain/product/product.js';
import type { QuoteStep } from '../../../src/domain/quote/quote.js';
import type { TransactionRecord } from '../../../src/domain/transaction/record.js';
import { SystemRejection } from '../../../src/ports/call-errors.js';
import {
  decideQuoteUpdate,
  discardQuoteUpdate,
  editQuoteUpdate,
  quoteStepUpdates,
  refuseQuoteUpdate,
  resetQuoteUpdate,
  type NewBusinessInput,
  type QuoteReset,
} from '../../../src/workflows/new-business/messages.js';
import type { InMemoryPolicySystem } from '../../support/in-memory-policy-system.js';
import { withPolicyWorkers } from '../../support/policy-workers.js';
import { aSubmission, inMemoryPolicySystem } from '../../support/submissions.js';
import { rulesByTotal } from '../../support/underwriting.js';
import { temporalEnvironment } from '../../support/temporal.js';
import {
  correct,
  startTransaction,
  type TransactionHandle,
  untilStopped,
} from '../../support/transactions.js';

const DAY_MS = 86_400_000;
const NOTHING_WRITTEN = { insureds: 0, submissions: 0, quotes: 0, premiums: 0, policies: 0 };

const UNDERWRITING = rulesByTotal();

describe('a quote that people steer', () => {
  let env: TestWorkflowEnvironment;
  let lastId = 0;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  const run = <T>(
    policySystem: InMemoryPolicySystem,
    scenario: () => Promise<T>,
    product: Partial<Product> = { underwriting: UNDERWRITING },
  ): Promise<T> => withPolicyWorkers(env, policySystem, scenario, null, null, product);

  const draft = (
    premiumCents = 500_000,
    changes: Partial<NewBusinessInput> = {},
  ): Promise<TransactionHandle> => {
    const [charge] = aSubmission().premium;
    if (!charge) throw new Error('a submission has a charge');
    const submission = aSubmission({
      reference: { system: 'portal', id: `Q-${(lastId += 1)}` },
      premium: [{ ...charge, amountCents: premiumCents }],
    });
    return startTransaction(env, submission, {
      advanceTo: 'draft',
      quote: { isChecked: false, expiresAt: null },
      underwriting: { decisionMs: 14 * DAY_MS, reminderMs: 7 * DAY_MS },
      ...changes,
    });
  };

  const go = async (handle: TransactionHandle, ...steps: QuoteStep[]) => {
    let record = await untilStopped(handle);
    for (const step of steps) {
      await handle.executeUpdate(quoteStepUpdates[step], { args: [{ by: 'portal' }] });
      record = await untilStopped(handle);
    }
    return record;
  };
  const edit = async (handle: TransactionHandle, changes: object, revision: number) => {
    await handle.executeUpdate(editQuoteUpdate, {
      args: [{ by: 'portal', changes: changes as Record<string, unknown>, revision }],
    });
    return untilStopped(handle);
  };
  const reset = async (handle: TransactionHandle, flags?: QuoteReset['flags']) => {
    await handle.executeUpdate(resetQuoteUpdate, {
      args: [{ by: 'portal', reason: 'changed', ...(flags && { flags }) }],
    });
    return untilStopped(handle);
  };
  const decide = async (handle: TransactionHandle, decision: 'approve' | 'decline' | 'reject') => {
    await handle.executeUpdate(decideQuoteUpdate, {
      args: [{ by: 'ursula', reason: 'seen', decision }],
    });
    return untilStopped(handle);
  };
  const refuse = async (handle: TransactionHandle) => {
    await handle.executeUpdate(refuseQuoteUpdate, { args: [{ by: 'portal', reason: 'no' }] });
    return untilStopped(handle);
  };
  const discard = (handle: TransactionHandle) =>
    handle.executeUpdate(discardQuoteUpdate, { args: [{ by: 'portal', reason: 'no' }] });

  async function refusalOf(update: Promise<unknown>): Promise<unknown> {
    const error: unknown = await update.then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(WorkflowUpdateFailedError);
    const { cause } = error as WorkflowUpdateFailedError;
    if (!(cause instanceof ApplicationFailure)) return cause;
    const [first] = (cause.details ?? []) as [{ code?: string }?];
    return first?.code ?? cause.type;
  }

  const facts = ({ quoteState, heldAt, totalCents }: TransactionRecord) => ({
    quoteState,
    heldAt,
    totalCents,
  });

  it('is a draft of which the policy system knows nothing, and goes on state by state', async () => {
    const policySystem = inMemoryPolicySystem();
    await run(policySystem, async () => {
      const handle = await draft();
      expect(facts(await untilStopped(handle))).toEqual({
        quoteState: 'draft',
        heldAt: 'draft',
        totalCents: null,
      });
      expect(policySystem.book).toMatchObject(NOTHING_WRITTEN);
      expect((await go(handle, 'validate')).quoteState).toBe('validated');
      expect(policySystem.book).toMatchObject(NOTHING_WRITTEN);
      expect(facts(await go(handle, 'price'))).toEqual({
        quoteState: 'priced',
        heldAt: 'priced',
        totalCents: 500_000,
      });
      expect((await go(handle, 'underwrite')).quoteState).toBe('underwritten');
      expect((await go(handle, 'accept')).quoteState).toBe('accepted');
      expect(policySystem.book).toMatchObject({ quotes: 1, policies: 0 });
      expect(await go(handle, 'issue')).toMatchObject({ state: 'completed', quoteState: 'issued' });
    });
    expect(policySystem.book).toMatchObject({ quotes: 1, premiums: 1, policies: 1 });
  });

  it('says at once all that stands against it, and stays a draft until that is mended', async () => {
    const policySystem = inMemoryPolicySystem();
    await run(policySystem, async () => {
      const handle = await draft();
      await untilStopped(handle);
      const broken = { state: 'ZZ', premium: null, paymentPlan: 99 };
      const edited = await edit(handle, broken, 0);
      expect(edited).toMatchObject({ heldAt: 'draft', revision: 1, attention: null });
      const held = await go(handle, 'validate');
      expect(held).toMatchObject({ quoteState: 'draft', heldAt: 'draft', attention: null });
      expect(held.quote?.findings.map(({ field, code }) => [field, code])).toEqual(
        expect.arrayContaining([
          ['state', 'notSold'],
          ['premium', 'missing'],
          ['paymentPlan', 'unknown'],
        ]),
      );
      const [charge] = aSubmission().premium;
      const premium = [{ charge: charge?.charge, state: 'TX', amount: '700.00' }];
      const mended = await edit(handle, { state: 'TX', premium, paymentPlan: -1 }, 1);
      expect(mended.quote?.findings).toEqual([]);
      expect(facts(await go(handle, 'validate', 'price'))).toMatchObject({ totalCents: 70_000 });
    });
    expect(policySystem.book).toMatchObject({ quotes: 1, policies: 0 });
  });

  it('goes as far as it is asked, and stops at the first failure with its findings', async () => {
    await run(inMemoryPolicySystem(), async () => {
      const handle = await draft(1_500_000, { advanceTo: 'issued' });
      const held = await untilStopped(handle);
      expect(facts(held)).toEqual({
        quoteState: 'underwritingBlocked',
        heldAt: 'priced',
        totalCents: 1_500_000,
      });
      expect(held.waitingFor).toMatch(
        /an underwriter to decide by .*total-1000000 \(The price calls for a block/,
      );
      expect(held.quote?.underwriting).toMatchObject([
        { quoteState: 'underwritingBlocked', flags: [{ rule: 'total-1000000', flag: 'block' }] },
      ]);
      expect(held.quote?.decisionDue).not.toBeNull();
      expect(await decide(handle, 'approve')).toMatchObject({
        state: 'completed',
        quoteState: 'issued',
        quote: { acts: [{ by: 'ursula', act: 'approve', reason: 'seen' }], decisionDue: null },
      });
    });
  });

  it('is not overwritten by whoever read an earlier version, and keeps its product', async () => {
    await run(inMemoryPolicySystem(), async () => {
      const handle = await draft();
      await untilStopped(handle);
      await edit(handle, { effectiveDate: '2027-03-01', expirationDate: '2028-03-01' }, 0);
      expect(await refusalOf(edit(handle, { state: 'TX' }, 0))).toBe('staleVersion');
      expect(await refusalOf(edit(handle, { product: 'other' }, 1))).toBe('productFixed');
      const held = await go(handle, 'validate');
      expect(held).toMatchObject({ effectiveDate: '2027-03-01', revision: 1 });
      expect(await refusalOf(edit(handle, { state: 'TX' }, 1))).toBe('notAllowedInState');
    });
  });

  it('is priced anew after a reset: one submission, one open quote, the earlier one closed', async () => {
    const policySystem = inMemoryPolicySystem();
    await run(policySystem, async () => {
      const handle = await draft();
      await go(handle, 'validate', 'price', 'underwrite', 'accept');
      const [first] = policySystem.quoteGuids;
      expect(await refusalOf(reset(handle))).toBe('refuseFirst');
      expect(await refusalOf(discard(handle))).toBe('refuseFirst');
      expect((await refuse(handle)).quoteState).toBe('refused');
      const again = await reset(handle);
      expect(facts(again)).toEqual({ quoteState: 'draft', heldAt: 'draft', totalCents: null });
      expect(again).toMatchObject({ revision: 1, billing: null, ids: { quoteGuid: null } });
      const [charge] = aSubmission().premium;
      const premium = [{ charge: charge?.charge, state: charge?.state, amount: '812.34' }];
      await edit(handle, { premium }, 1);
      const issued = await go(handle, 'validate', 'price', 'underwrite', 'accept', 'issue');
      expect(issued).toMatchObject({ quoteState: 'issued', totalCents: 81_234 });
      expect(policySystem.quoteGuids).toHaveLength(2);
      expect(policySystem.openQuotes()).toEqual([]);
      expect(first).not.toBe(issued.ids.quoteGuid);
    });
    expect(policySystem.book).toMatchObject({
      insureds: 1,
      submissions: 1,
      quotes: 2,
      policies: 1,
    });
  });

  it.each([
    ['validated', ['validate'], 500_000],
    ['priced', ['validate', 'price'], 500_000],
    ['underwritten', ['validate', 'price', 'underwrite'], 500_000],
    ['underwritingBlocked', ['validate', 'price', 'underwrite'], 1_000_000],
    ['declined', ['validate', 'price', 'underwrite'], 2_000_000],
  ] as const)('is a draft again when it is reset while it is %s', async (state, steps, cents) => {
    const policySystem = inMemoryPolicySystem();
    await run(policySystem, async () => {
      const handle = await draft(cents);
      expect((await go(handle, ...steps)).quoteState).toBe(state);
      expect(facts(await reset(handle))).toEqual({
        quoteState: 'draft',
        heldAt: 'draft',
        totalCents: null,
      });
      await edit(handle, { effectiveDate: '2027-03-01', expirationDate: '2028-03-01' }, 1);
      expect((await go(handle, 'validate', 'price')).quoteState).toBe('priced');
    });
    expect(policySystem.book).toMatchObject({ insureds: 1, submissions: 1, policies: 0 });
  });

  it('is underwritten again where it is blocked or declined, and ends where it is rejected', async () => {
    await run(inMemoryPolicySystem(), async () => {
      const handle = await draft(1_000_000);
      await go(handle, 'validate', 'price', 'underwrite');
      const again = await go(handle, 'underwrite');
      expect(again.quoteState).toBe('underwritingBlocked');
      expect(again.quote?.underwriting).toHaveLength(2);
      expect((await decide(handle, 'decline')).quoteState).toBe('declined');
      expect((await go(handle, 'underwrite')).quoteState).toBe('underwritingBlocked');
      const rejected = await decide(handle, 'reject');
      expect(rejected.quoteState).toBe('rejected');
      expect(rejected.waitingFor).toContain('somebody to discard it');
      for (const act of [() => go(handle, 'underwrite'), () => reset(handle)])
        expect(await refusalOf(act())).toBe('notAllowedInState');
      await discard(handle);
      expect(await handle.result()).toMatchObject({
        quoteState: 'discarded',
        failure: { code: 'discarded', reason: 'It was discarded by portal. No.' },
      });
    });
  });

  it('clears or deletes what the rules have said, as a reset is asked to', async () => {
    await run(inMemoryPolicySystem(), async () => {
      for (const [flags, left] of [
        ['keep', [false]],
        ['clear', [true]],
        ['delete', []],
      ] as const) {
        const handle = await draft(1_000_000);
        await go(handle, 'validate', 'price', 'underwrite');
        const { quote } = await reset(handle, flags);
        expect(quote?.underwriting.map(({ isCleared }) => isCleared)).toEqual(left);
        await discard(handle);
      }
    });
  });

  it('is discarded from a draft without a trace in the policy system', async () => {
    const policySystem = inMemoryPolicySystem();
    await run(policySystem, async () => {
      const handle = await draft();
      await untilStopped(handle);
      await discard(handle);
      expect(await handle.result()).toMatchObject({ state: 'failed', quoteState: 'discarded' });
    });
    expect(policySystem.book).toMatchObject(NOTHING_WRITTEN);
  });

  it('expires where nobody binds it in time, and its quote is closed', async () => {
    const policySystem = inMemoryPolicySystem();
    await run(policySystem, async () => {
      // Time enough to be accepted on a busy machine.
      const expiresAt = new Date(Date.now() + 15_000).toISOString();
      const handle = await draft(500_000, {
        advanceTo: 'accepted',
        quote: { isChecked: false, expiresAt },
      });
      expect((await untilStopped(handle)).quote?.expiresAt).toBe(expiresAt);
      expect(await handle.result()).toMatchObject({
        quoteState: 'discarded',
        failure: { code: 'expired', reason: `It could be bound until ${expiresAt}, and was not.` },
      });
      expect(policySystem.quoteGuids).toHaveLength(1);
      expect(policySystem.openQuotes()).toEqual([]);
    });
  });

  it('is reset also while a step has stopped, and not while one is under way', async () => {
    const policySystem = inMemoryPolicySystem();
    await run(policySystem, async () => {
      const call = { system: 'policySystem', operation: 'AddPremium', mutating: true } as const;
      const no = { reason: 'there is no such charge', field: 'premium', remedy: 'Mend it.' };
      policySystem.failNext('addPremium', new SystemRejection(call, no), 'before');
      const handle = await draft();
      const stopped = await go(handle, 'validate', 'price');
      expect(stopped).toMatchObject({ quoteState: 'validated', attention: { step: 'rating' } });
      expect(await refusalOf(go(handle, 'price'))).toBe('notAllowedInState');
      expect(facts(await reset(handle))).toMatchObject({ quoteState: 'draft', heldAt: 'draft' });
      expect((await go(handle, 'validate', 'price')).quoteState).toBe('priced');
      expect(policySystem.quoteGuids).toHaveLength(2);
      expect(policySystem.openQuotes()).toHaveLength(1);
    });
  });

  describe('at its edges', () => {
    const corrected = (handle: TransactionHandle, changes: object = {}) =>
      correct(handle, { changes: changes as Record<string, unknown> });

    it('is underwritten again by a correction that changes nothing, and priced again by one that does', async () => {
      const policySystem = inMemoryPolicySystem();
      await run(policySystem, async () => {
        const handle = await draft(1_000_000);
        await go(handle, 'validate', 'price', 'underwrite');
        await corrected(handle);
        const again = await untilStopped(handle);
        expect(again.quoteState).toBe('underwritingBlocked');
        expect(again.quote?.underwriting).toHaveLength(2);
        const [charge] = aSubmission().premium;
        await corrected(handle, {
          premium: [{ charge: charge?.charge, state: charge?.state, amount: '900.00' }],
        });
        await expect
          .poll(() => untilStopped(handle))
          .toMatchObject({ quoteState: 'underwritten', totalCents: 90_000 });
        expect(policySystem.openQuotes()).toHaveLength(1);
      });
    });

    it.each([
      ['rejected', 3_000_000],
      ['refused', 500_000],
    ] as const)('takes no correction while it is %s', async (state, cents) => {
      await run(inMemoryPolicySystem(), async () => {
        const handle = await draft(cents);
        await go(handle, 'validate', 'price', 'underwrite');
        if (state === 'refused') {
          await go(handle, 'accept');
          await refuse(handle);
        }
        expect((await untilStopped(handle)).quoteState).toBe(state);
        expect(await refusalOf(corrected(handle))).toBe('notAllowedInState');
        expect(await refusalOf(corrected(handle, { paymentPlan: 1 }))).toBe('notAllowedInState');
        expect(await discard(handle)).toMatchObject({ failure: { code: 'discarded' } });
        expect(await handle.result()).toMatchObject({ quoteState: 'discarded' });
      });
    });

    it.each([
      ['blocked', 1_000_000, 'underwritingBlocked'],
      ['rejected', 3_000_000, 'rejected'],
      ['refused', 500_000, 'refused'],
      ['priced', 500_000, 'priced'],
    ] as const)(
      'goes on with what somebody has bound in the policy system while it was %s',
      async (_, cents, state) => {
        const policySystem = inMemoryPolicySystem();
        await run(policySystem, async () => {
          const handle = await draft(cents);
          await go(handle, 'validate', 'price');
          if (state !== 'priced') await go(handle, 'underwrite');
          if (state === 'refused') {
            await go(handle, 'accept');
            await refuse(handle);
          }
          expect((await untilStopped(handle)).quoteState).toBe(state);
          const policyNumber = await policySystem.bind(policySystem.quoteGuids.at(-1) ?? '', -1);
          const act = state === 'rejected' ? discard(handle) : reset(handle);
          expect(await refusalOf(act)).toBe('alreadyBound');
          expect(await handle.result()).toMatchObject({
            state: 'completed',
            quoteState: 'issued',
            policyNumber,
          });
        });
        expect(policySystem.book).toMatchObject({ quotes: 1, policies: 1 });
      },
    );

    it('ends once, whatever of discarding and accepting comes first', async () => {
      for (let round = 0; round < 5; round += 1) {
        const policySystem = inMemoryPolicySystem();
        await run(policySystem, async () => {
          const handle = await draft();
          await go(handle, 'validate', 'price', 'underwrite');
          const [gone, taken] = await Promise.allSettled([
            discard(handle),
            handle.executeUpdate(quoteStepUpdates.accept, { args: [{ by: 'portal' }] }),
          ]);
          expect([gone.status, taken.status]).toContain('fulfilled');
          const { quoteState } = await untilStopped(handle);
          expect(['accepted', 'discarded']).toContain(quoteState);
          expect(policySystem.openQuotes()).toHaveLength(quoteState === 'accepted' ? 1 : 0);
        });
      }
    });

    it('is decided about only while it rests', async () => {
      await run(inMemoryPolicySystem(), async () => {
        const handle = await draft(1_000_000);
        await go(handle, 'validate', 'price', 'underwrite');
        await Promise.allSettled([
          handle.executeUpdate(quoteStepUpdates.underwrite, { args: [{ by: 'portal' }] }),
          decide(handle, 'approve'),
        ]);
        const { quoteState } = await untilStopped(handle);
        expect(['underwritingBlocked', 'underwritten']).toContain(quoteState);
      });
    });

    it('ends when an edit mends what had stopped it on its way', async () => {
      const policySystem = inMemoryPolicySystem();
      await run(policySystem, async () => {
        const unknown = { contactGuid: '00000000-0000-4000-8000-000000000001' };
        const handle = await draft();
        await untilStopped(handle);
        await edit(handle, { producer: unknown }, 0);
        await handle.executeUpdate(quoteStepUpdates.validate, { args: [{ by: 'portal' }] });
        const stopped = await untilStopped(handle);
        expect(stopped).toMatchObject({ quoteState: 'draft', attention: { step: 'producer' } });
        await edit(handle, { producer: aSubmission().producer }, 1);
        const issued = await go(handle, 'price', 'underwrite', 'accept', 'issue');
        expect(issued).toMatchObject({ state: 'completed', quoteState: 'issued' });
        expect(await handle.result()).toMatchObject({ state: 'completed' });
      });
    });

    it('is made anew under the submission of another producer after a reset', async () => {
      const policySystem = inMemoryPolicySystem();
      await run(policySystem, async () => {
        const handle = await draft();
        await go(handle, 'validate', 'price');
        await reset(handle);
        await go(handle, 'validate');
        await corrected(handle, { submissionDate: '2026-11-30' });
        await untilStopped(handle);
        expect((await go(handle, 'price')).quoteState).toBe('priced');
      });
      expect(policySystem.book).toMatchObject({ insureds: 1, submissions: 2 });
    });
  });
});
