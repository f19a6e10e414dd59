import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { totalOf } from '../../../src/domain/money/charges.js';
import type { CancellationAsked } from '../../../src/domain/cancellation/request.js';
import {
  OutcomeUnknown,
  SystemRejection,
  SystemUnavailable,
} from '../../../src/ports/call-errors.js';
import { policyTermId } from '../../../src/domain/workflow-ids.js';
import { changeUpdate } from '../../../src/workflows/policy-term/messages.js';
import { abandonUpdate, correctUpdate } from '../../../src/workflows/transaction/messages.js';
import { withBoundPolicy, type BoundPolicy } from '../../support/bound-policies.js';
import {
  aCancellation,
  aChange,
  aReinstatement,
  readTermOf,
  startCancellation,
  startChange,
  untilAtRest,
} from '../../support/changes.js';
import { temporalEnvironment } from '../../support/temporal.js';

const HALF_WAY = { receivedOn: '2026-10-01', requestedOn: '2026-10-01' } as const;
const BACK_CENTS = -332_877;

describe('a cancellation that is booked', () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  const withPolicy = (scenario: (policy: BoundPolicy) => Promise<void>) =>
    withBoundPolicy(env, 'BK', scenario);
  const cancel = (policyNumber: string, changes: Partial<CancellationAsked> = {}) =>
    startCancellation(env, aCancellation(policyNumber, { ...HALF_WAY, ...changes }));
  const requestId = (id: string) => ({ reference: { system: 'triton', id } });

  /** Once in each of the three, and for the same money. */
  async function expectCancelledOnce(policy: BoundPolicy, cancelledOn = '2026-10-01') {
    const { policyNumber, policySystem, billing } = policy;
    const chain = await policySystem.readChain(policyNumber);
    const bound = chain?.transactions.filter(({ boundOn }) => boundOn !== null);
    expect(bound?.map(({ kind }) => kind)).toEqual(['original', 'cancellation']);
    const term = await readTermOf(env, policyNumber);
    expect(term).toMatchObject({ status: 'cancelled', cancelledOn });
    expect(term.returns.map(({ booked }) => totalOf(booked))).toEqual([BACK_CENTS]);
    expect(term.turn).toEqual({ holder: null, queue: [] });
    expect(await billing.getPeriodInfo({ policyNumber, termNumber: 1 })).toMatchObject({
      status: 'cancelled',
      chargedCents: 500_000 + BACK_CENTS,
    });
  }

  const lost = () =>
    new OutcomeUnknown({ system: 'policySystem', operation: 'BindQuote' }, 'no answer', 10);
  const away = (system: 'policySystem' | 'billing', operation: string) =>
    new SystemUnavailable({ system, operation }, 'refused');

  it('is bound once when the answer to its bind was lost, whether it was bound or not', async () => {
    for (const when of ['before', 'after'] as const) {
      await withPolicy(async (policy) => {
        policy.policySystem.failNext('bindChange', lost(), when);
        const record = await (await cancel(policy.policyNumber)).result();
        expect(record).toMatchObject({ state: 'completed', totalCents: BACK_CENTS });
        await expectCancelledOnce(policy);
      });
    }
  });

  it('is made once when the answer to that was lost', async () => {
    await withPolicy(async (policy) => {
      policy.policySystem.failNext('cancel', away('policySystem', 'ExecuteDataSet'), 'after');
      await (await cancel(policy.policyNumber)).result();
      await expectCancelledOnce(policy);
    });
  });

  it('is booked once when the answer of billing was lost', async () => {
    await withPolicy(async (policy) => {
      policy.billing.failNext('cancelPolicyPeriod', away('billing', 'cancel'), 'after');
      await (await cancel(policy.policyNumber)).result();
      await expectCancelledOnce(policy);
    });
  });

  it('stops where the policy system refuses it, and goes on once that is mended', async () => {
    await withPolicy(async (policy) => {
      const no = new SystemRejection(
        { system: 'policySystem', operation: 'BindQuote' },
        { reason: 'The accounting period is closed.', remedy: 'Have it opened.' },
      );
      policy.policySystem.failNext('bindChange', no, 'before');
      const handle = await cancel(policy.policyNumber);
      const stopped = await untilAtRest(handle);
      expect(stopped).toMatchObject({ state: 'completing', attention: { step: 'bind' } });
      await handle.executeUpdate(correctUpdate, { args: [{ by: 'olga', reason: 'Opened.' }] });
      expect(await handle.result()).toMatchObject({ state: 'completed' });
      await expectCancelledOnce(policy);
    });
  });

  it('c29: leaves nothing when it is abandoned before it is bound', async () => {
    await withPolicy(async ({ policyNumber, policySystem }) => {
      const no = new SystemRejection(
        { system: 'policySystem', operation: 'BindQuote' },
        { reason: 'The accounting period is closed.', remedy: 'Have it opened.' },
      );
      policySystem.failNext('bindChange', no, 'before');
      const handle = await cancel(policyNumber);
      await untilAtRest(handle);
      await handle.executeUpdate(abandonUpdate, { args: [{ by: 'olga', reason: 'Not wanted.' }] });
      expect(await handle.result()).toMatchObject({
        state: 'withdrawn',
        failure: { code: 'abandoned' },
      });
      const chain = await policySystem.readChain(policyNumber);
      expect(chain?.transactions).toHaveLength(1);
      expect((await readTermOf(env, policyNumber)).turn).toEqual({ holder: null, queue: [] });
    });
  });

  it('leaves nothing when it is abandoned while the answer to its making is lost', async () => {
    await withPolicy(async ({ policyNumber, policySystem }) => {
      const no = new SystemRejection(
        { system: 'policySystem', operation: 'ExecuteDataSet' },
        { reason: 'Nobody knows.', remedy: 'Look.', mayHaveHappened: true },
      );
      policySystem.failNext('cancel', no, 'after');
      const handle = await cancel(policyNumber);
      expect(await untilAtRest(handle)).toMatchObject({ attention: { step: 'makeChange' } });
      expect((await policySystem.readChain(policyNumber))?.transactions).toHaveLength(2);
      await handle.executeUpdate(abandonUpdate, { args: [{ by: 'olga', reason: 'Not wanted.' }] });
      expect(await handle.result()).toMatchObject({ state: 'withdrawn' });
      expect((await policySystem.readChain(policyNumber))?.transactions).toHaveLength(1);
    });
  });

  it('waits its turn behind another transaction, and is computed from what that has left', async () => {
    await withPolicy(async ({ policyNumber }) => {
      const term = env.client.workflow.getHandle(policyTermId(policyNumber, 1));
      const other = { id: 'other', transaction: 'endorsement:other' };
      const effectiveDate = '2026-09-01';
      await term.executeUpdate(changeUpdate('takeTurn'), {
        args: [{ kind: 'takeTurn', purpose: 'endorsement', effectiveDate, ...other }],
      });
      const handle = await cancel(policyNumber);
      const waiting = await untilAtRest(handle);
      expect(waiting).toMatchObject({ state: 'waitingTurn' });
      expect(waiting.waitingFor).toContain('endorsement:other');
      const charges = [{ ...chargeOf(policyNumber), amountCents: 27_300 }];
      await term.executeUpdate(changeUpdate('endorsed'), {
        args: [{ kind: 'endorsed', effectiveDate, charges, fullTerm: charges, ...other }],
      });
      await term.executeUpdate(changeUpdate('giveBackTurn'), {
        args: [{ kind: 'giveBackTurn', ...other }],
      });
      const record = await handle.result();
      // Of the 27300 cents for 273 days, 243 days are left.
      expect(record).toMatchObject({ state: 'completed', totalCents: BACK_CENTS - 24_300 });
    });
  });

  it('c27: is withdrawn by itself when another one has ended the term, and says so', async () => {
    await withPolicy(async ({ policyNumber }) => {
      const held = { advanceTo: 'quoted' } as const;
      const later = await startCancellation(
        env,
        aCancellation(policyNumber, { ...HALF_WAY, ...requestId('C-2') }),
        held,
      );
      expect(await untilAtRest(later)).toMatchObject({ heldAt: 'quoted' });
      await untilListed(policyNumber);
      const earlier = { receivedOn: '2026-09-01', requestedOn: '2026-09-01' };
      await (await cancel(policyNumber, earlier)).result();
      const record = await later.result();
      expect(record).toMatchObject({ state: 'withdrawn', heldAt: null });
      expect(record.failure?.reason).toContain('cancelled the term from 2026-09-01');
      expect(await readTermOf(env, policyNumber)).toMatchObject({ cancelledOn: '2026-09-01' });
    });
  });

  it('CX-06: pulls the end forward when it is cancelled a second time, from an earlier day', async () => {
    await withPolicy(async ({ policyNumber, billing }) => {
      await (await cancel(policyNumber)).result();
      const again = await cancel(policyNumber, {
        ...requestId('C-2'),
        receivedOn: '2026-09-01',
        requestedOn: '2026-09-01',
      });
      // 92 of 365 days are earned in all: 126027 of 500000 cents.
      expect(await again.result()).toMatchObject({ totalCents: -373_973 - BACK_CENTS });
      expect(await readTermOf(env, policyNumber)).toMatchObject({ cancelledOn: '2026-09-01' });
      expect(await billing.getPeriodInfo({ policyNumber, termNumber: 1 })).toMatchObject({
        chargedCents: 126_027,
      });
    });
  });

  it('RI-13: comes back whole after two cancellations', async () => {
    await withPolicy(async ({ policyNumber, billing }) => {
      await (await cancel(policyNumber)).result();
      const days = { receivedOn: '2026-09-01', requestedOn: '2026-09-01' };
      await (await cancel(policyNumber, { ...requestId('C-2'), ...days })).result();
      const asked = aReinstatement(policyNumber, { isAgreed: true });
      const record = await (await startChange(env, 'reinstatement', asked)).result();
      expect(record).toMatchObject({ state: 'completed', totalCents: 373_973 });
      expect(await billing.getPeriodInfo({ policyNumber, termNumber: 1 })).toMatchObject({
        status: 'open',
        chargedCents: 500_000,
      });
    });
  });

  it('is refused with every reason at once, and starts nothing', async () => {
    await withPolicy(async ({ policyNumber, policySystem }) => {
      const record = await (
        await cancel(policyNumber, { receivedOn: '2028-01-01', requestedOn: '2028-01-01' })
      ).result();
      expect(record).toMatchObject({ state: 'withdrawn', failure: { code: 'refused' } });
      expect(record.failure?.reason).toContain('at or after expiration');
      expect((await policySystem.readChain(policyNumber))?.transactions).toHaveLength(1);
    });
  });

  /** Temporal's index follows by a second or so, and who is told of a cancellation is looked up there. */
  async function untilListed(policyNumber: string): Promise<void> {
    const query = `TransactionKind = 'cancellation' AND PolicyNumber = '${policyNumber}'`;
    await expect.poll(async () => (await env.client.workflow.count(query)).count).toBe(1);
  }

  function chargeOf(policyNumber: string) {
    const { product } = aChange(policyNumber);
    return {
      kind: 'premium',
      name: 'premium',
      line: product,
      state: 'TX',
      refundable: 'always',
      isTaxable: true,
    } as const;
  }
});
