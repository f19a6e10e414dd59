import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TransactionRecord } from '../../../src/domain/transaction/record.js';
import type { RewriteAsked } from '../../../src/domain/rewrite/request.js';
import { withdrawUpdate } from '../../../src/workflows/mid-term/messages.js';
import { SystemRejection } from '../../../src/ports/call-errors.js';
import { abandonUpdate } from '../../../src/workflows/transaction/messages.js';
import { derivedName } from '../../../src/domain/mid-term/derived-name.js';
import { changeId } from '../../../src/domain/workflow-ids.js';
import { withBoundPolicy } from '../../support/bound-policies.js';
import { aChange, readTermOf, startChange, untilAtRest } from '../../support/changes.js';
import { aSubmission } from '../../support/submissions.js';
import { resettablePoints, resetWorkflow } from '../../support/reset-workflow.js';
import { temporalEnvironment } from '../../support/temporal.js';

let last = 0;

/** What remains of the term from 2026-10-01 on, at 6000.00 for the whole of it; name only what matters to the test. */
function aRewrite(policyNumber: string, changes: Partial<RewriteAsked> = {}): RewriteAsked {
  last += 1;
  return {
    ...aChange(policyNumber, 'W-1'),
    kind: 'remainder',
    cancelledOn: '2026-10-01',
    start: null,
    submission: aSubmission({
      reference: { system: 'triton', id: `${policyNumber}-W-${last}` },
      premium: [
        { line: 'general-liability', charge: 'premium', state: 'TX', amountCents: 600_000 },
      ],
    }),
    ...changes,
  };
}

describe('a rewrite', () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  it('ends the term and puts another in its place, in billing the one before the other', async () => {
    await withBoundPolicy(env, 'RW', async ({ policyNumber, policySystem, billing }) => {
      const handle = await startChange(env, 'rewrite', aRewrite(policyNumber));
      const record = await handle.result();
      // 122 of 365 days are earned of 5000.00, and 243 of 365 days are charged of 6000.00.
      expect(record).toMatchObject({ state: 'completed', totalCents: -332_877 + 399_452 });

      const old = await readTermOf(env, policyNumber);
      expect(old).toMatchObject({ status: 'cancelled', cancelledOn: '2026-10-01' });
      const [newPolicy] = old.replacedBy?.split(/-1$/) ?? [];
      expect(newPolicy).not.toBe(policyNumber);
      const next = await readTermOf(env, newPolicy ?? '');
      expect(next).toMatchObject({
        status: 'unconfirmed',
        effectiveDate: '2026-10-01',
        expirationDate: '2027-06-01',
      });
      const chain = await policySystem.readChain(policyNumber);
      expect(chain?.transactions.map(({ kind }) => kind)).toEqual(['original', 'cancellation']);
      expect(await billing.getPeriodInfo({ policyNumber, termNumber: 1 })).toMatchObject({
        status: 'replaced',
        chargedCents: 167_123,
      });
      const period = { policyNumber: newPolicy ?? '', termNumber: 1 };
      expect(await billing.getPeriodInfo(period)).toMatchObject({ chargedCents: 399_452 });
    });
  });

  it('A40: makes one new term, and ends, to whichever point it is reset once it is completed', async () => {
    await withBoundPolicy(env, 'RW', async ({ policyNumber, policySystem, billing }) => {
      const handle = await startChange(env, 'rewrite', aRewrite(policyNumber));
      const { change } = await handle.result();
      const { workflowId } = handle;
      const { runId } = await handle.describe();
      const { replacedBy } = await readTermOf(env, policyNumber);
      const { policies } = policySystem.book;
      const { length: bookings } = billing.bookings;
      const points = await resettablePoints(env, { workflowId, runId });
      expect(points.length).toBeGreaterThan(8);
      for (const point of points) {
        const run = await resetWorkflow(env, { workflowId, runId }, point);
        const again = env.client.workflow.getHandle<() => Promise<TransactionRecord>>(
          workflowId,
          run.runId,
        );
        const where = `reset to event ${point}`;
        expect(await again.result(), where).toMatchObject({
          state: 'completed',
          attention: null,
          failure: null,
          change: { quote: { totalCents: change?.quote?.totalCents } },
        });
        expect(await readTermOf(env, policyNumber), where).toMatchObject({
          replacedBy,
          turn: { holder: null, queue: [] },
        });
        expect(policySystem.book.policies, where).toBe(policies);
        expect(billing.bookings, where).toHaveLength(bookings);
      }
    });
  }, 240_000);

  it('w11, w16: says at once that nobody is covered, and has the old term back when it is abandoned', async () => {
    await withBoundPolicy(env, 'RW', async ({ policyNumber, policySystem, billing }) => {
      const no = new SystemRejection(
        { system: 'policySystem', operation: 'BindQuote' },
        { reason: 'The producer has no licence.', remedy: 'Choose another.' },
      );
      policySystem.failNext('bind', no, 'before');
      const handle = await startChange(env, 'rewrite', aRewrite(policyNumber));
      const stopped = await untilAtRest(handle);
      expect(stopped).toMatchObject({ state: 'bindingNew', attention: { step: 'bindNewTerm' } });
      expect(stopped.attention?.reason).toContain('Nobody is covered.');
      await handle.executeUpdate(abandonUpdate, { args: [{ by: 'olga', reason: 'Not so.' }] });
      expect(await handle.result()).toMatchObject({ state: 'withdrawn' });
      const back = env.client.workflow.getHandle(
        changeId(
          'reinstatement',
          policyNumber,
          derivedName('W-1', 'undone', { policyNumber, termNumber: 1 }),
        ),
      );
      expect(await back.result()).toMatchObject({ state: 'completed', totalCents: 332_877 });
      expect(await readTermOf(env, policyNumber)).toMatchObject({
        cancelledOn: null,
        turn: { holder: null, queue: [] },
      });
      expect(await billing.getPeriodInfo({ policyNumber, termNumber: 1 })).toMatchObject({
        status: 'open',
        chargedCents: 500_000,
      });
    });
  });

  it('cancels nothing before it is accepted, and leaves nothing when it is withdrawn', async () => {
    await withBoundPolicy(env, 'RW', async ({ policyNumber, policySystem }) => {
      const handle = await startChange(env, 'rewrite', aRewrite(policyNumber), {
        advanceTo: 'quoted',
      });
      expect(await untilAtRest(handle)).toMatchObject({ state: 'quoted', heldAt: 'quoted' });
      await handle.executeUpdate(withdrawUpdate, { args: [{ by: 'olga', reason: 'Not wanted.' }] });
      expect(await handle.result()).toMatchObject({ state: 'withdrawn' });
      const chain = await policySystem.readChain(policyNumber);
      expect(chain?.transactions.map(({ kind }) => kind)).toEqual(['original']);
      expect(await readTermOf(env, policyNumber)).toMatchObject({
        cancelledOn: null,
        turn: { holder: null, queue: [] },
      });
    });
  });
});
