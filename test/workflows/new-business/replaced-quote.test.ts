import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Installation } from '../../../src/domain/product/installation.js';
import type { Submission } from '../../../src/domain/new-business/submission.js';
import { OutcomeUnknown, SystemRejection } from '../../../src/ports/call-errors.js';
import type { newBusiness } from '../../../src/workflows/index.js';
import type { InMemoryPolicySystem } from '../../support/in-memory-policy-system.js';
import { withPolicyWorkers } from '../../support/policy-workers.js';
import { resettablePoints, resetWorkflow } from '../../support/reset-workflow.js';
import {
  anInstallation,
  aSubmission,
  KNOWN_PRODUCERS,
  inMemoryPolicySystem,
} from '../../support/submissions.js';
import { temporalEnvironment } from '../../support/temporal.js';
import { correct, startTransaction, untilStopped } from '../../support/transactions.js';

const OTHER_PRODUCER = {
  contactGuid: '5c9b3b8a-9c67-48a6-980d-8ac59b4e89ad',
  name: 'Bayou Agency',
  underwriterGuid: '59e4f47f-779c-4df2-94d2-9188cd7b1a97',
  active: true,
};
/** Workflow tasks from the closing of the quote on. */
const POINTS_AFTER_CORRECTION = 6;
const SINGLE = { policies: 1, invoices: 1, documents: 2 };

const refused = (field: string | null): SystemRejection =>
  new SystemRejection(
    { system: 'policySystem', operation: 'bind' },
    { reason: 'not like this', field, remedy: 'Choose another.' },
  );

const lost = (operation: string) =>
  new OutcomeUnknown({ system: 'policySystem', operation }, 'reset', 0);
describe('a quote that does not hold what a correction says', () => {
  let env: TestWorkflowEnvironment;
  let lastId = 0;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  function aPolicySystem(installation: Partial<Installation> = {}): InMemoryPolicySystem {
    return inMemoryPolicySystem({
      installation: anInstallation(installation),
      producers: [...KNOWN_PRODUCERS, OTHER_PRODUCER],
      installmentPlans: [1],
    });
  }

  function next(changes: Partial<Submission> = {}): Submission {
    lastId += 1;
    return aSubmission({ reference: { system: 'triton', id: `Q-${lastId}` }, ...changes });
  }

  /** The quotes that carry the reference, as a person finds them. */
  const quotesOf = async (policySystem: InMemoryPolicySystem, submission: Submission) =>
    (await policySystem.findQuotesByReference(submission.reference)).map((quote) => ({
      status: quote.status,
      effectiveDate: quote.effectiveDate,
      group: quote.submissionGroupGuid,
      isLinked: quote.reference !== null,
    }));

  it('A45: is closed before the bind, and another is made under the same submission', async () => {
    const policySystem = aPolicySystem();
    policySystem.failNext('bind', refused('effectiveDate'), 'before');
    const submission = next();
    const record = await withPolicyWorkers(env, policySystem, async () => {
      const handle = await startTransaction(env, submission);
      await untilStopped(handle);
      await correct(handle, { changes: { effectiveDate: '2027-03-01' } });
      return handle.result();
    });
    expect(record).toMatchObject({ state: 'completed', effectiveDate: '2027-03-01' });
    const [first, second, ...others] = (await quotesOf(policySystem, submission)).sort((one, two) =>
      one.effectiveDate.localeCompare(two.effectiveDate),
    );
    expect(others).toEqual([]);
    expect(first).toMatchObject({ status: 'closed', effectiveDate: '2027-02-01' });
    expect(second).toMatchObject({
      status: 'issued',
      effectiveDate: '2027-03-01',
      isLinked: true,
      group: first?.group,
    });
    expect(policySystem.book).toMatchObject({ ...SINGLE, insureds: 1, submissions: 1, quotes: 2 });
  });

  it('A130: has each charge once, from whatever point after that an operator resets it', async () => {
    const policySystem = aPolicySystem();
    const submission = next();
    await withPolicyWorkers(env, policySystem, async () => {
      const handle = await startTransaction(env, submission, {
        advanceTo: 'priced',
        callLimitMs: 1_000,
      });
      const first = await untilStopped(handle);
      await correct(handle, { changes: { effectiveDate: '2027-03-01' } });
      const { ids } = await untilStopped(handle);
      expect(ids.quoteGuid).not.toBe(first.ids.quoteGuid);
      const { runId } = await handle.describe();
      const run = { workflowId: handle.workflowId, runId };
      const points = (await resettablePoints(env, run)).slice(-POINTS_AFTER_CORRECTION);
      for (const point of points) {
        const { runId: later } = await resetWorkflow(env, run, point);
        const again = env.client.workflow.getHandle<typeof newBusiness>(run.workflowId, later);
        expect(await untilStopped(again)).toMatchObject({ heldAt: 'priced', attention: null });
        const [quoteGuid = '', ...others] = policySystem.openQuotes();
        expect(others).toEqual([]);
        const charged = await policySystem.listPremiums(quoteGuid);
        expect(charged.map(({ amountCents }) => amountCents)).toEqual(
          submission.premium.map(({ amountCents }) => amountCents),
        );
      }
    });
  });

  it('A45: goes with its submission when the producer is another', async () => {
    const policySystem = aPolicySystem();
    policySystem.failNext('bind', refused('producer'), 'before');
    const submission = next();
    const record = await withPolicyWorkers(env, policySystem, async () => {
      const handle = await startTransaction(env, submission);
      await untilStopped(handle);
      await correct(handle, { changes: { producer: { contactGuid: OTHER_PRODUCER.contactGuid } } });
      return handle.result();
    });
    expect(record).toMatchObject({
      state: 'completed',
      ids: { producerContactGuid: OTHER_PRODUCER.contactGuid },
    });
    expect(policySystem.book).toMatchObject({ ...SINGLE, insureds: 1, submissions: 2, quotes: 2 });
    const quotes = await quotesOf(policySystem, submission);
    expect(quotes.map(({ status }) => status).sort()).toEqual(['closed', 'issued']);
  });

  it('A45: is priced anew when a charge that is on it was wrong', async () => {
    const policySystem = aPolicySystem();
    policySystem.failNext('bind', refused('premium'), 'before');
    const record = await withPolicyWorkers(env, policySystem, async () => {
      const handle = await startTransaction(env, next());
      await untilStopped(handle);
      const premium = [{ charge: 'premium', state: 'TX', amount: '6000.00' }];
      await correct(handle, { changes: { premium } });
      return handle.result();
    });
    expect(record).toMatchObject({ state: 'completed', premiumCents: 600_000 });
    expect(policySystem.book).toMatchObject({ ...SINGLE, submissions: 1, quotes: 2 });
  });

  it('A45: is made anew when the set-up was mended, and the step is only run again', async () => {
    const policySystem = aPolicySystem();
    policySystem.failNext('bind', refused(null), 'before');
    const record = await withPolicyWorkers(env, policySystem, async () => {
      const handle = await startTransaction(env, next());
      await untilStopped(handle);
      policySystem.setUp = 'with another cost centre';
      await correct(handle);
      return handle.result();
    });
    expect(record.state).toBe('completed');
    expect(policySystem.book).toMatchObject({ ...SINGLE, submissions: 1, quotes: 2 });
  });

  it('stays when nothing that it holds has changed', async () => {
    const policySystem = aPolicySystem();
    policySystem.failNext('bind', refused('paymentPlan'), 'before');
    const record = await withPolicyWorkers(env, policySystem, async () => {
      const handle = await startTransaction(env, next());
      await untilStopped(handle);
      await correct(handle, { changes: { paymentPlan: 1 } });
      return handle.result();
    });
    expect(record.state).toBe('completed');
    expect(policySystem.book).toMatchObject({ ...SINGLE, quotes: 1 });
  });

  it('is never taken for the new one when the answer of that one is lost', async () => {
    const policySystem = aPolicySystem();
    policySystem.failNext('bind', refused('effectiveDate'), 'before');
    const record = await withPolicyWorkers(env, policySystem, async () => {
      const handle = await startTransaction(env, next());
      await untilStopped(handle);
      policySystem.failNext('addQuote', lost('addQuote'), 'before');
      await correct(handle, { changes: { effectiveDate: '2027-03-01' } });
      return handle.result();
    });
    expect(record.state).toBe('completed');
    expect(policySystem.book).toMatchObject({ ...SINGLE, quotes: 2 });
  });

  it('cannot be replaced once it is bound, though its answer never came', async () => {
    const policySystem = aPolicySystem();
    policySystem.failNext('bind', lost('bind'), 'after');
    policySystem.failNext('readQuote', refused(null), 'before');
    await withPolicyWorkers(env, policySystem, async () => {
      const handle = await startTransaction(env, next());
      await untilStopped(handle);
      await expect(
        correct(handle, { changes: { effectiveDate: '2027-03-01' } }),
      ).rejects.toMatchObject({ cause: { type: 'alreadyUsed' } });
      await correct(handle);
      expect(await handle.result()).toMatchObject({
        state: 'completed',
        effectiveDate: '2027-02-01',
      });
    });
    expect(policySystem.book).toMatchObject({ ...SINGLE, quotes: 1 });
  });

  it('is replaced when the bind, whose answer never came, is seen not to have happened', async () => {
    const policySystem = aPolicySystem();
    policySystem.failNext('bind', lost('bind'), 'before');
    policySystem.failNext('readQuote', refused(null), 'before');
    const record = await withPolicyWorkers(env, policySystem, async () => {
      const handle = await startTransaction(env, next());
      await untilStopped(handle);
      await correct(handle, { changes: { effectiveDate: '2027-03-01' } });
      return handle.result();
    });
    expect(record).toMatchObject({ state: 'completed', effectiveDate: '2027-03-01' });
    expect(policySystem.book).toMatchObject({ ...SINGLE, quotes: 2 });
  });

  it('is replaced again, as often as it is corrected', async () => {
    const policySystem = aPolicySystem();
    for (let time = 0; time < 3; time += 1) {
      policySystem.failNext('bind', refused('effectiveDate'), 'before');
    }
    const record = await withPolicyWorkers(env, policySystem, async () => {
      const handle = await startTransaction(env, next());
      for (const effectiveDate of ['2027-03-01', '2027-04-01', '2027-05-01']) {
        await untilStopped(handle);
        await correct(handle, { changes: { effectiveDate } });
      }
      return handle.result();
    });
    expect(record).toMatchObject({ state: 'completed', effectiveDate: '2027-05-01', revision: 3 });
    expect(policySystem.book).toMatchObject({ ...SINGLE, submissions: 1, quotes: 4 });
  });
});
