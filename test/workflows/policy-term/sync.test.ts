import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WorkflowHandle } from '@temporalio/client';
import { totalOf } from '../../../src/domain/money/charges.js';
import { policyTermId } from '../../../src/domain/workflow-ids.js';
import type { policyTerm } from '../../../src/workflows/index.js';
import {
  changeUpdate,
  settleTaskUpdate,
  syncUpdate,
  type SyncReply,
  type TermRecord,
} from '../../../src/workflows/policy-term/messages.js';
import { withBoundPolicy, type BoundPolicy } from '../../support/bound-policies.js';
import { advanceUpdate, correctUpdate } from '../../../src/workflows/transaction/messages.js';
import {
  aCancellation,
  anEndorsement,
  aPremiumOf,
  aReinstatement,
  readTermOf,
  startChange,
  startCancellation,
  startEndorsement,
  untilAtRest,
} from '../../support/changes.js';
import { anInstallation, aProduct } from '../../support/submissions.js';
import { temporalEnvironment } from '../../support/temporal.js';

const LINE_GUID = aProduct().lines[0].lineGuid.toLowerCase();
const PREMIUM = anInstallation().charges.find(({ charge }) => charge === 'premium')?.code ?? 0;
const premium = (amountCents: number) => [
  { lineGuid: LINE_GUID, chargeCode: PREMIUM, amountCents },
];

describe('a policy that was changed in the screens of the policy system', () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  const termOf = (policyNumber: string): WorkflowHandle<typeof policyTerm> =>
    env.client.workflow.getHandle<typeof policyTerm>(policyTermId(policyNumber, 1));
  const sync = (policyNumber: string): Promise<SyncReply> =>
    termOf(policyNumber).executeUpdate(syncUpdate, { args: [{}] });
  const bookedOn = ({ layers, returns }: TermRecord): number =>
    totalOf([...layers, ...returns].flatMap(({ booked }) => booked));

  /** Cancels from 2026-10-01 on, and gives 3328.77 of 5000.00 back. */
  async function cancelByHand({ policyNumber, policySystem }: BoundPolicy): Promise<string> {
    const { quoteGuid } = await policySystem.cancel({
      requestId: 'typed',
      policyNumber,
      effectiveDate: '2026-10-01',
      reason: 'insuredRequest',
      charges: premium(-332_877),
    });
    await policySystem.bindChange(quoteGuid);
    return quoteGuid;
  }

  /** As the task of the term asks for. */
  async function tellBillingByHand({ policyNumber, billing }: BoundPolicy): Promise<void> {
    await billing.cancelPolicyPeriod({
      transactionId: 'typed',
      policyNumber,
      termNumber: 1,
      effectiveDate: '2026-10-01',
      jobNumber: 'typed',
      currency: 'USD',
      charges: [aPremiumOf(-332_877)],
      method: 'proRata',
      reason: 'insuredRequest',
      holdInvoices: false,
    });
  }

  it('A93: is told to its term, which comes back through Bindery to the cent', async () => {
    await withBoundPolicy(env, 'BH', async (policy) => {
      const { policyNumber, policySystem } = policy;
      const quoteGuid = await cancelByHand(policy);

      const reply = await sync(policyNumber);
      expect(reply).toMatchObject({
        outcome: 'answered',
        found: [
          { quoteGuid, kind: 'cancellation', effectiveDate: '2026-10-01', totalCents: -332_877 },
        ],
      });
      const cancelled = await readTermOf(env, policyNumber);
      expect(cancelled).toMatchObject({ status: 'cancelled', cancelledOn: '2026-10-01' });
      expect(cancelled.returns).toMatchObject([
        { transaction: `by-hand:${quoteGuid}`, quoteGuid, terms: { method: 'proRata' } },
      ]);
      expect(cancelled.turn).toEqual({ holder: null, queue: [] });
      expect(cancelled.tasks.map(({ key }) => key)).toContain(`byHandBilling:${quoteGuid}`);

      await tellBillingByHand(policy);
      const asked = aReinstatement(policyNumber, { isAgreed: true });
      const record = await untilAtRest(await startChange(env, 'reinstatement', asked));
      expect(record).toMatchObject({ state: 'completed', totalCents: 332_877 });
      const term = await readTermOf(env, policyNumber);
      expect(term).toMatchObject({ cancelledOn: null });
      expect(bookedOn(term)).toBe(500_000);
      const chain = await policySystem.readChain(policyNumber);
      const held = await Promise.all(
        (chain?.transactions ?? []).map((one) => policySystem.listPremiums(one.quoteGuid)),
      );
      expect(held.flat().reduce((sum, { amountCents }) => sum + amountCents, 0)).toBe(500_000);
    });
  });

  it('is told once, however often it is asked for, and again when more was done', async () => {
    await withBoundPolicy(env, 'BH', async (policy) => {
      const { policyNumber, policySystem } = policy;
      expect(await sync(policyNumber)).toEqual({ outcome: 'answered', found: [] });
      await cancelByHand(policy);
      await sync(policyNumber);
      const once = await readTermOf(env, policyNumber);
      expect(await sync(policyNumber)).toEqual({ outcome: 'answered', found: [] });
      expect(await readTermOf(env, policyNumber)).toEqual(once);

      const { quoteGuid } = await policySystem.reinstate({
        requestId: 'typed, too',
        policyNumber,
        effectiveDate: '2026-10-01',
        charges: premium(332_877),
      });
      await policySystem.bindChange(quoteGuid);
      expect(await sync(policyNumber)).toMatchObject({ found: [{ quoteGuid, isTold: true }] });
      const term = await readTermOf(env, policyNumber);
      expect(term).toMatchObject({ cancelledOn: null, lastChange: `by-hand:${quoteGuid}` });
      expect(bookedOn(term)).toBe(500_000);
    });
  });

  it('is left alone while a transaction has the turn, with the name of that', async () => {
    await withBoundPolicy(env, 'BH', async (policy) => {
      const { policyNumber } = policy;
      await cancelByHand(policy);
      const transaction = `endorsement:${policyNumber}:E-9`;
      const claim = { id: 'take', kind: 'takeTurn', transaction } as const;
      const effectiveDate = '2026-12-01';
      await termOf(policyNumber).executeUpdate(changeUpdate('takeTurn'), {
        args: [{ ...claim, purpose: 'endorsement', effectiveDate }],
      });
      expect(await sync(policyNumber)).toMatchObject({
        outcome: 'refused',
        refusal: { code: 'notTurnHolder', found: transaction },
      });
      expect(await readTermOf(env, policyNumber)).toMatchObject({ cancelledOn: null });
    });
  });

  it('asks a person about what cannot be understood, until that is put right there', async () => {
    await withBoundPolicy(env, 'BH', async (policy) => {
      const { policyNumber, policySystem } = policy;
      const quoteGuid = await endorseUnreadably(policy);
      const reply = await sync(policyNumber);
      expect(reply).toMatchObject({ found: [{ quoteGuid, isTold: false }] });
      const term = await readTermOf(env, policyNumber);
      expect(term.layers).toHaveLength(1);
      const task = term.tasks.find(({ key }) => key === `byHand:${quoteGuid}`);
      expect(task?.text).toContain('no charge with the number 4711');
      expect(term.turn.holder).toBeNull();

      await policySystem.unbind({ requestId: 'undone', quoteGuid });
      expect(await sync(policyNumber)).toEqual({ outcome: 'answered', found: [] });
      expect((await readTermOf(env, policyNumber)).tasks).toEqual([]);
    });
  });

  /** From 2026-08-01, for 300.00. */
  async function endorseByHand({ policyNumber, policySystem }: BoundPolicy): Promise<string> {
    const { quoteGuid } = await policySystem.endorse({
      requestId: 'typed',
      policyNumber,
      effectiveDate: '2026-08-01',
      calculation: 'flat',
      charges: premium(30_000),
    });
    await policySystem.bindChange(quoteGuid);
    return quoteGuid;
  }

  /** With a number that the installation does not know. */
  async function endorseUnreadably({ policyNumber, policySystem }: BoundPolicy): Promise<string> {
    const { quoteGuid } = await policySystem.endorse({
      requestId: 'typed',
      policyNumber,
      effectiveDate: '2026-12-01',
      calculation: 'flat',
      charges: [{ lineGuid: LINE_GUID, chargeCode: 4_711, amountCents: 1_000 }],
    });
    await policySystem.bindChange(quoteGuid);
    return quoteGuid;
  }

  const october = { receivedOn: '2026-10-01', requestedOn: '2026-10-01' } as const;
  // 243 of 365 days are left of 5000.00, and of 304 of 300.00 that began in August.
  const BACK_IN_OCTOBER = -332_877 - 23_980;

  it('is told by a change that meets it, which waits with what it comes to then', async () => {
    await withBoundPolicy(env, 'BH', async (policy) => {
      const { policyNumber } = policy;
      const quoteGuid = await endorseByHand(policy);
      const asked = aCancellation(policyNumber, october);
      const handle = await startCancellation(env, asked, { advanceTo: 'quoted' });
      const quoted = await untilAtRest(handle);
      expect(quoted).toMatchObject({ attention: null, heldAt: 'quoted' });
      expect(quoted.change?.quote?.totalCents).toBe(BACK_IN_OCTOBER);
      expect((await readTermOf(env, policyNumber)).layers.at(-1)).toMatchObject({ quoteGuid });

      await handle.executeUpdate(advanceUpdate, { args: [{ by: 'olga' }] });
      expect(await handle.result()).toMatchObject({ state: 'completed' });
      expect((await readTermOf(env, policyNumber)).returns).toHaveLength(1);
    });
  });

  it('is told by a change before it is bound, which gives up what it had made without it', async () => {
    await withBoundPolicy(env, 'BH', async (policy) => {
      const { policyNumber, policySystem } = policy;
      const held = policySystem.holdNext('cancel');
      const handle = await startCancellation(env, aCancellation(policyNumber, october));
      await held.begun;
      const byHand = await endorseByHand(policy);
      held.release();
      const record = await untilAtRest(handle);
      expect(record).toMatchObject({ attention: null, state: 'completed' });
      expect(record.change?.quote?.totalCents).toBe(BACK_IN_OCTOBER);
      const { turn, layers, returns } = await readTermOf(env, policyNumber);
      expect(turn).toEqual({ holder: null, queue: [] });
      expect(layers.at(-1)).toMatchObject({ quoteGuid: byHand });
      expect(returns).toMatchObject([{ effectiveDate: '2026-10-01' }]);
      const chain = await policySystem.readChain(policyNumber);
      expect(chain?.transactions.map(({ kind, boundOn }) => [kind, boundOn !== null])).toEqual([
        ['original', true],
        ['endorsement', true],
        ['cancellation', true],
      ]);
    });
  });

  it('is told under the turn of an endorsement, which waits to be accepted with what it comes to now', async () => {
    await withBoundPolicy(env, 'BH', async (policy) => {
      const { policyNumber, policySystem } = policy;
      const held = policySystem.holdNext('endorse');
      const asked = anEndorsement(policyNumber, 600_000, { effectiveDate: '2026-10-01' });
      const handle = await startEndorsement(env, asked);
      await held.begun;
      await endorseByHand(policy);
      held.release();
      const record = await untilAtRest(handle);
      expect(record).toMatchObject({ attention: null, heldAt: 'quoted', revision: 1 });
      await handle.executeUpdate(advanceUpdate, { args: [{ by: 'olga' }] });
      expect(await handle.result()).toMatchObject({ state: 'completed' });
      expect((await readTermOf(env, policyNumber)).layers.map(({ kind }) => kind)).toEqual([
        'bind',
        'endorsement',
        'endorsement',
      ]);
    });
  });

  it('stops a change where it cannot be told apart, until that is put right', async () => {
    await withBoundPolicy(env, 'BH', async (policy) => {
      const { policyNumber, policySystem } = policy;
      const quoteGuid = await endorseUnreadably(policy);
      const handle = await startCancellation(env, aCancellation(policyNumber, october));
      const { attention } = await untilAtRest(handle);
      expect(attention).toMatchObject({ step: 'quoteChange', cause: 'rejected' });
      expect(attention?.reason).toContain('no charge with the number 4711');
      const { tasks } = await readTermOf(env, policyNumber);
      expect(tasks.map(({ key }) => key)).toEqual([`byHand:${quoteGuid}`]);

      await policySystem.unbind({ requestId: 'undone', quoteGuid });
      await policySystem.closeQuote(quoteGuid);
      const act = { by: 'olga', reason: 'It is unbound.' };
      await handle.executeUpdate(correctUpdate, { args: [act] });
      expect(await handle.result()).toMatchObject({ state: 'completed', totalCents: -332_877 });
    });
  });

  it('is named once where the term cannot be told, and settled for good', async () => {
    await withBoundPolicy(env, 'BH', async (policy) => {
      const { policyNumber } = policy;
      const quoteGuid = await endorseUnreadably(policy);
      expect(await sync(policyNumber)).toMatchObject({
        found: [{ quoteGuid, isTold: false }],
        blocking: [{ quoteGuid }],
      });
      const settled = { task: `byHand:${quoteGuid}`, by: 'olga', reason: 'Seen.' };
      await termOf(policyNumber).executeUpdate(settleTaskUpdate, { args: [settled] });
      expect(await sync(policyNumber)).toMatchObject({ found: [], blocking: [{ quoteGuid }] });
      expect((await readTermOf(env, policyNumber)).tasks).toEqual([]);
    });
  });

  it('names an audit once, and changes go on over it', async () => {
    await withBoundPolicy(env, 'BH', async (policy) => {
      const { policyNumber, policySystem } = policy;
      const audit = await auditByHand(policy);
      const asked = aCancellation(policyNumber, october);
      const record = await untilAtRest(await startCancellation(env, asked));
      expect(record).toMatchObject({ attention: null, state: 'completed' });
      const term = await readTermOf(env, policyNumber);
      expect(term.passedOver).toEqual([audit]);
      expect(term.tasks.map(({ key }) => key)).toContain(`byHand:${audit}`);
      expect(await sync(policyNumber)).toEqual({ outcome: 'answered', found: [] });
      expect(policySystem.calls.get('cancel')).toBe(1);
    });
  });

  /** It stands on the policy from now on. @returns the policy system's id of it */
  function auditByHand({ policySystem }: BoundPolicy): Promise<string> {
    const quoteGuid = 'a0d17000-0000-4000-8000-000000000001';
    const read = policySystem.readChain.bind(policySystem);
    policySystem.readChain = async (policyNumber) => {
      const chain = await read(policyNumber);
      if (chain === null) return null;
      const [original, ...changes] = chain.transactions;
      const previousQuoteGuid = original.quoteGuid;
      const day = { effectiveDate: '2026-08-01', boundOn: '2026-08-01' };
      const audit = {
        quoteGuid,
        kind: 'other',
        previousQuoteGuid,
        reference: null,
        ...day,
      } as const;
      return { ...chain, transactions: [original, audit, ...changes] };
    };
    return Promise.resolve(quoteGuid);
  }
});
