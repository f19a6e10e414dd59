import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Product } from '../../../src/domain/product/product.js';
import { changeId } from '../../../src/domain/workflow-ids.js';
import { SystemRejection } from '../../../src/ports/call-errors.js';
import { isEnded } from '../../../src/temporal/visible-transactions.js';
import { withdrawUpdate } from '../../../src/workflows/mid-term/messages.js';
import {
  advanceUpdate,
  correctUpdate,
  recordQuery,
} from '../../../src/workflows/transaction/messages.js';
import { withBoundPolicy } from '../../support/bound-policies.js';
import {
  aCancellation,
  anEndorsement,
  readTermOf,
  startCancellation,
  startEndorsement,
  untilAtRest,
  type ChangeHandle,
} from '../../support/changes.js';
import { termChangedSignal } from '../../../src/workflows/policy-term/messages.js';
import {
  recordOfferPaymentUpdate,
  settleRenewalTaskUpdate,
} from '../../../src/workflows/renewal/messages.js';
import { aRenewal, RULES, startRenewal } from '../../support/renewals.js';
import { aProductBilling } from '../../support/submissions.js';
import { temporalEnvironment } from '../../support/temporal.js';

const BOUND_AT_ONCE: Partial<Product> = {
  billing: aProductBilling(),
  renewal: { ...RULES, issueDaysBefore: 400 },
};
const DAYS = { effectiveDate: '2026-12-01', expirationDate: '2027-06-01' };
const OLGA = { by: 'olga', reason: 'not agreed' };

describe('A17: a change of a term whose next one is bound', () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  interface Renewed {
    readonly policyNumber: string;
    readonly next: string;
    /** Has the old term charged so much in full. */
    readonly endorse: (requestId: string, fullTermCents: number) => Promise<void>;
    /** What is asked for on the next term because of it. @param nth change of the old term */
    readonly carried: (nth: number) => ChangeHandle;
  }

  async function withRenewed(scenario: (of: Renewed) => Promise<void>): Promise<void> {
    await withBoundPolicy(
      env,
      'RC',
      async ({ policyNumber }) => {
        const record = await (await startRenewal(env, aRenewal(policyNumber))).result();
        const next = record.change?.renewal?.newPolicyNumber ?? '';
        await scenario({
          policyNumber,
          next,
          endorse: (requestId, cents) => endorse(policyNumber, requestId, cents),
          carried: (nth) =>
            env.client.workflow.getHandle(changeId('endorsement', next, `term-1-carried-${nth}`)),
        });
      },
      {},
      BOUND_AT_ONCE,
    );
  }

  async function endorse(
    policyNumber: string,
    requestId: string,
    fullTermCents: number,
  ): Promise<void> {
    const reference = { system: 'triton', id: requestId };
    const asked = anEndorsement(policyNumber, fullTermCents, { ...DAYS, reference });
    const record = await (await startEndorsement(env, asked)).result();
    expect(record).toMatchObject({ state: 'completed' });
  }

  const untilThere = (handle: ChangeHandle) =>
    expect
      .poll(() =>
        handle.describe().then(
          () => true,
          () => false,
        ),
      )
      .toBe(true);
  const accepted = async (handle: ChangeHandle): Promise<void> => {
    await handle.executeUpdate(advanceUpdate, { args: [{ by: 'olga' }] });
  };
  const tasksOf = async (policyNumber: string) =>
    (await readTermOf(env, policyNumber)).tasks.map(({ key }) => key);

  it('is asked for on the next term, from its first day and in full, and waits to be accepted', async () => {
    await withRenewed(async ({ policyNumber, next, endorse: endorseOld, carried }) => {
      await endorseOld('E-1', 620_000);
      const handle = carried(1);
      await untilThere(handle);
      expect(await untilAtRest(handle)).toMatchObject({
        state: 'quoted',
        heldAt: 'quoted',
        totalCents: 120_000,
        reference: { system: 'bindery', id: 'term-1-carried-1' },
        change: { quote: { effectiveDate: '2027-06-01' } },
      });
      await accepted(handle);
      expect(await handle.result()).toMatchObject({ state: 'completed' });
      const { layers } = await readTermOf(env, next, 2);
      expect(layers.at(-1)?.fullTerm).toMatchObject([{ amountCents: 620_000 }]);
      expect(await tasksOf(policyNumber)).toEqual([]);
    });
  });

  it('is one of several, each with its own difference, in whatever order they are accepted', async () => {
    await withRenewed(async ({ next, endorse: endorseOld, carried }) => {
      await endorseOld('E-1', 620_000);
      await endorseOld('E-2', 570_000);
      await endorseOld('E-3', 600_000);
      const differences: number[] = [];
      for (const nth of [3, 1, 2]) {
        const handle = carried(nth);
        await untilThere(handle);
        const quoted = await untilAtRest(handle);
        differences.push(quoted.totalCents ?? 0);
        if (nth === 1) await handle.executeUpdate(withdrawUpdate, { args: [OLGA] });
        // What another has changed meanwhile is seen before it is accepted.
        else while (!isEnded(await untilAtRest(handle))) await accepted(handle);
        await handle.result();
      }
      expect(differences).toEqual([30_000, 120_000, -50_000]);
      const { layers } = await readTermOf(env, next, 2);
      // Without the one that nobody accepted.
      expect(layers.at(-1)?.fullTerm).toMatchObject([{ amountCents: 480_000 }]);
    });
  });

  it('is for a person where the next term does not take it any more', async () => {
    await withRenewed(async ({ policyNumber, next, endorse: endorseOld }) => {
      const asked = aCancellation(next, {
        termNumber: 2,
        effectiveDate: '2027-06-01',
        expirationDate: '2028-06-01',
        requestedOn: '2027-06-01',
        processOn: '2026-11-01',
      });
      await (await startCancellation(env, asked)).result();
      await endorseOld('E-1', 620_000);
      await endorseOld('E-2', 570_000);
      const key = (id: string): string =>
        `carryToNextTerm:${changeId('endorsement', policyNumber, id)}`;
      await expect.poll(() => tasksOf(policyNumber)).toEqual([key('E-1'), key('E-2')]);
      const { tasks } = await readTermOf(env, policyNumber);
      expect(tasks[0]?.text).toContain(`${next}-2`);
      expect(tasks[0]?.text).toContain('cancelled from 2027-06-01');
    });
  });

  it('is for a person where it moves no figure of a whole term', async () => {
    await withRenewed(async ({ policyNumber, endorse: endorseOld }) => {
      await endorseOld('E-1', 500_000);
      await expect.poll(async () => (await tasksOf(policyNumber)).length).toBe(1);
      const { tasks } = await readTermOf(env, policyNumber);
      expect(tasks[0]?.text).toContain('changes nothing of what a whole term costs');
    });
  });

  it('is carried by a renewal that is completed and hears of it only then', async () => {
    await withBoundPolicy(
      env,
      'RC',
      async ({ policyNumber }) => {
        await endorse(policyNumber, 'E-1', 620_000);
        const renewal = await startRenewal(env, aRenewal(policyNumber));
        const { change: offered } = await untilAtRest(renewal);
        const [{ offerId, totalCents } = { offerId: '', totalCents: 0 }] =
          offered?.renewal?.offers ?? [];
        const money = { offerId, receivedAt: null, planCode: null };
        const euros = { ...money, transactionId: 'T-1', paymentId: 'P-1', currency: 'EUR' };
        const dollars = { ...money, transactionId: 'T-2', paymentId: 'P-2', currency: 'USD' };
        for (const one of [euros, dollars])
          await renewal.executeUpdate(recordOfferPaymentUpdate, {
            args: [{ ...one, amountCents: totalCents }],
          });
        // What came in euros keeps it open.
        await expect.poll(async () => (await renewal.query(recordQuery)).state).toBe('completed');
        const { change } = await renewal.query(recordQuery);
        const next = change?.renewal?.newPolicyNumber ?? '';
        await renewal.signal(termChangedSignal, {
          policyNumber,
          termNumber: 1,
          transaction: changeId('endorsement', policyNumber, 'E-1'),
          change: 'endorsed',
        });
        const handle: ChangeHandle = env.client.workflow.getHandle(
          changeId('endorsement', next, 'term-1-carried-1'),
        );
        await untilThere(handle);
        expect(await untilAtRest(handle)).toMatchObject({ state: 'quoted', totalCents: 120_000 });
        const [task] = change?.renewal?.tasks ?? [];
        await renewal.executeUpdate(settleRenewalTaskUpdate, {
          args: [{ by: 'olga', reason: 'Returned', task: task?.key ?? '' }],
        });
        expect(await renewal.result()).toMatchObject({ state: 'completed' });
      },
      {},
      { ...BOUND_AT_ONCE, renewal: { ...RULES, flow: 'offer', offerDaysBefore: 400 } },
    );
  });

  it('r28: is quoted anew where it comes while the next term is being made', async () => {
    await withBoundPolicy(
      env,
      'RC',
      async ({ policyNumber, policySystem }) => {
        const why = { reason: 'Not now.', remedy: 'Run it again.' };
        const refusal = new SystemRejection({ system: 'policySystem', operation: 'quote' }, why);
        policySystem.failNext('addQuote', refusal, 'before');
        const renewal = await startRenewal(env, aRenewal(policyNumber));
        const attention = async () => (await renewal.query(recordQuery)).attention?.step;
        await expect.poll(attention).toBe('prepareNewTerm');
        await endorse(policyNumber, 'E-1', 620_000);
        const { change } = await renewal.query(recordQuery);
        const making: ChangeHandle = env.client.workflow.getHandle(change?.renewal?.madeBy ?? '');
        const { revision } = await making.query(recordQuery);
        await making.executeUpdate(correctUpdate, { args: [{ ...OLGA, revision }] });
        expect(await renewal.result()).toMatchObject({ state: 'completed', totalCents: 620_000 });
      },
      {},
      BOUND_AT_ONCE,
    );
  });

  it('r30: is carried by the renewal where the next term was just being bound', async () => {
    await withBoundPolicy(
      env,
      'RC',
      async ({ policyNumber, policySystem }) => {
        const why = { reason: 'Not now.', remedy: 'Run it again.' };
        const refusal = new SystemRejection({ system: 'policySystem', operation: 'bind' }, why);
        policySystem.failNext('bind', refusal, 'before');
        const renewal = await startRenewal(env, aRenewal(policyNumber));
        const isBinding = async () => {
          const { state, change } = await renewal.query(recordQuery);
          return state === 'binding' ? (change?.renewal?.madeBy ?? null) : null;
        };
        await expect.poll(isBinding).not.toBeNull();
        const making: ChangeHandle = env.client.workflow.getHandle((await isBinding()) ?? '');
        expect(await untilAtRest(making)).toMatchObject({ attention: { step: 'bind' } });
        await endorse(policyNumber, 'E-1', 620_000);
        // The renewal goes on with it.
        const { revision } = await making.query(recordQuery);
        await making.executeUpdate(correctUpdate, { args: [{ ...OLGA, revision }] });
        const record = await renewal.result();
        expect(record).toMatchObject({
          state: 'completed',
          totalCents: 500_000,
          change: { renewal: { tasks: [] } },
        });
        const next = record.change?.renewal?.newPolicyNumber ?? '';
        const handle: ChangeHandle = env.client.workflow.getHandle(
          changeId('endorsement', next, 'term-1-carried-1'),
        );
        expect(await untilAtRest(handle)).toMatchObject({ state: 'quoted', totalCents: 120_000 });
      },
      {},
      BOUND_AT_ONCE,
    );
  });
});
