import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SiteProcedures } from '../../../src/domain/product/installation.js';
import type { Submission } from '../../../src/domain/new-business/submission.js';
import { SystemRejection } from '../../../src/ports/call-errors.js';
import type { NewPeriod } from '../../../src/ports/billing/periods.js';
import type { newBusiness, policyTerm } from '../../../src/workflows/index.js';
import type { Correction } from '../../../src/workflows/transaction/messages.js';
import { termQuery } from '../../../src/workflows/policy-term/messages.js';
import { forgetWorkflow } from '../../support/forget-workflow.js';
import { InMemoryBilling } from '../../support/in-memory-billing.js';
import { InMemoryPolicySystem } from '../../support/in-memory-policy-system.js';
import { withPolicyWorkers } from '../../support/policy-workers.js';
import { resettablePoints, resetWorkflow } from '../../support/reset-workflow.js';
import {
  anInstallation,
  aProduct,
  aProductBilling,
  aSubmission,
  KNOWN_PRODUCERS,
} from '../../support/submissions.js';
import { temporalEnvironment } from '../../support/temporal.js';
import {
  correct,
  startTransaction,
  untilStopped,
  type TransactionHandle,
} from '../../support/transactions.js';
import { policyTermId } from '../../../src/domain/workflow-ids.js';

type Changes = NonNullable<Correction['changes']>;

const OTHER_PRODUCER = {
  contactGuid: '5c9b3b8a-9c67-48a6-980d-8ac59b4e89ad',
  name: 'Bayou Agency',
  underwriterGuid: '59e4f47f-779c-4df2-94d2-9188cd7b1a97',
  active: true,
};
const OTHER_TERM = { effectiveDate: '2027-05-01', expirationDate: '2028-05-01' };
const OTHER_PREMIUM = { premium: [{ charge: 'premium', state: 'TX', amount: '6000.00' }] };
const BY_OTHER_PRODUCER = { producer: { contactGuid: OTHER_PRODUCER.contactGuid } };
const BILLED = {
  billing: { product: aProductBilling() },
  callLimitMs: 2_000,
};

const refusedBind = (): SystemRejection =>
  new SystemRejection(
    { system: 'policySystem', operation: 'bind' },
    { reason: 'not like this', remedy: 'Other.' },
  );
const refusedPeriod = (): SystemRejection =>
  new SystemRejection(
    { system: 'billing', operation: 'createPolicyPeriod' },
    { code: 'closed', reason: 'not now', field: null, remedy: 'Wait.' },
  );

const HOW = ['forgotten', 'reset'] as const;

describe('a corrected transaction whose correction is forgotten', () => {
  let env: TestWorkflowEnvironment;
  let last = 0;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  class Office {
    /** Of the policy system; the first is the posted one. */
    readonly producers = [...KNOWN_PRODUCERS, OTHER_PRODUCER].map((known) => ({ ...known }));
    readonly #how: (typeof HOW)[number];
    readonly policySystem: InMemoryPolicySystem;
    readonly billing = new InMemoryBilling({
      producers: new Map(
        [...KNOWN_PRODUCERS, OTHER_PRODUCER].map(({ contactGuid }) => [
          contactGuid,
          { hasAgencyBill: true },
        ]),
      ),
    });
    readonly submission: Submission;

    constructor(
      how: (typeof HOW)[number] = 'forgotten',
      missing: Partial<Record<keyof SiteProcedures, null>> = {},
    ) {
      this.#how = how;
      last += 1;
      const installation = anInstallation();
      this.policySystem = new InMemoryPolicySystem({
        policyPrefix: `F${last}`,
        installation: {
          ...installation,
          procedures: { ...installation.procedures, ...missing },
        },
        products: new Map([['general-liability', aProduct()]]),
        producers: this.producers,
      });
      this.submission = aSubmission({ reference: { system: 'triton', id: `F-${last}` } });
    }

    work<T>(scenario: () => Promise<T>): Promise<T> {
      return withPolicyWorkers(env, this.policySystem, scenario, this.billing);
    }

    /** The bind is refused, and a person corrects; the new quote is bound, and billing refuses the term. */
    async bound(
      changes: Changes,
      meanwhile: () => void = () => undefined,
    ): Promise<TransactionHandle> {
      this.policySystem.failNext('bind', refusedBind(), 'before');
      this.billing.failNext('createPolicyPeriod', refusedPeriod(), 'before');
      return this.#begun(changes, meanwhile);
    }

    /** The bind is refused, a person corrects, and the bind of the new quote is refused again. */
    async quoted(changes: Changes): Promise<TransactionHandle> {
      for (let time = 0; time < 2; time += 1) {
        this.policySystem.failNext('bind', refusedBind(), 'before');
      }
      return this.#begun(changes);
    }

    async #begun(
      changes: Changes,
      meanwhile: () => void = () => undefined,
    ): Promise<TransactionHandle> {
      const handle = await startTransaction(env, this.submission, BILLED);
      await untilStopped(handle);
      await correct(handle, { changes });
      const { attention } = await untilStopped(handle);
      expect(attention).not.toBeNull();
      meanwhile();
      return this.#again(handle);
    }

    /** Once Temporal has forgotten all that came after the start. */
    async #again({ workflowId }: TransactionHandle): Promise<TransactionHandle> {
      const handle = env.client.workflow.getHandle<typeof newBusiness>(workflowId);
      if (this.#how === 'reset') {
        const { runId } = await handle.describe();
        const [first = 0] = await resettablePoints(env, { workflowId, runId });
        const run = await resetWorkflow(env, { workflowId, runId }, first);
        return env.client.workflow.getHandle<typeof newBusiness>(workflowId, run.runId);
      }
      await handle.terminate();
      await forgetWorkflow(env, workflowId);
      return startTransaction(env, this.submission, BILLED);
    }

    /** Whom the submission names is active no more, or again. */
    retireProducer(isRetired = true): void {
      const [first] = this.producers;
      if (first) first.active = !isRetired;
    }

    get period(): NewPeriod | undefined {
      const booked = this.billing.bookings.filter(({ method }) => method === 'createPolicyPeriod');
      expect(booked).toHaveLength(1);
      return booked[0]?.content as NewPeriod | undefined;
    }
  }

  it.each(HOW)(
    'A40: bills the term that was bound, not the one that was posted (%s)',
    async (how) => {
      const office = new Office(how);
      const { record, term } = await office.work(async () => {
        const record = await (await office.bound(OTHER_TERM)).result();
        const id = policyTermId(record.policyNumber ?? '', 1);
        const term = await env.client.workflow.getHandle<typeof policyTerm>(id).query(termQuery);
        return { record, term };
      });
      expect(record).toMatchObject({ state: 'completed', attention: null, ...OTHER_TERM });
      expect(record.steps[0]?.outcome).toContain('2027-05-01 to 2028-05-01, and that stands');
      expect(office.period?.term).toEqual(OTHER_TERM);
      expect(term).toMatchObject(OTHER_TERM);
      expect(office.policySystem.book).toMatchObject({ policies: 1, quotes: 2, documents: 2 });
    },
  );

  it('A40: asks for the premium that the policy holds, and bills that', async () => {
    const office = new Office();
    const { stopped, record } = await office.work(async () => {
      const handle = await office.bound({ ...OTHER_TERM, ...OTHER_PREMIUM });
      const stopped = await untilStopped(handle);
      await correct(handle, { changes: OTHER_PREMIUM });
      return { stopped, record: await handle.result() };
    });
    expect(stopped.attention).toMatchObject({
      step: 'bookTerm',
      field: 'premium',
      reason: 'The policy system has booked 6000.00, the submission asks for 5000.00.',
    });
    expect(stopped.attention?.remedy).toContain('correct premium to the charges that the policy');
    expect(record).toMatchObject({ state: 'completed', premiumCents: 600_000, ...OTHER_TERM });
    expect(office.period?.charges).toMatchObject([{ name: 'premium', amountCents: 600_000 }]);
  });

  it('A40: bills the producer with whom it was bound', async () => {
    const office = new Office();
    const record = await office.work(async () => (await office.bound(BY_OTHER_PRODUCER)).result());
    expect(record.state).toBe('completed');
    expect(office.period?.producerCode).toBe(OTHER_PRODUCER.contactGuid);
  });

  it('A40: bills a bound policy although its producer is active no more', async () => {
    const office = new Office();
    const record = await office.work(async () => {
      const handle = await office.bound(OTHER_TERM, () => {
        office.retireProducer();
      });
      return handle.result();
    });
    expect(record.state).toBe('completed');
    expect(office.period?.producerCode).toBe(KNOWN_PRODUCERS[0]?.contactGuid);
  });

  it('A40: says what helps when nothing tells the producer of a bound policy', async () => {
    const office = new Office('forgotten', { submissionsOfInsured: null });
    const { stopped, record } = await office.work(async () => {
      const handle = await office.bound(OTHER_TERM, () => {
        office.retireProducer();
      });
      const stopped = await untilStopped(handle);
      office.retireProducer(false);
      await correct(handle);
      return { stopped, record: await handle.result() };
    });
    expect(stopped.attention).toMatchObject({ step: 'bookTerm', field: 'producer.contactGuid' });
    expect(stopped.attention?.remedy).toContain('The policy is bound with its producer');
    expect(record).toMatchObject({ state: 'completed', ...OTHER_TERM });
  });

  it.each(HOW)('A40: asks before it goes on with a quote for another term (%s)', async (how) => {
    const office = new Office(how);
    const { stopped, record } = await office.work(async () => {
      const handle = await office.quoted(OTHER_TERM);
      const stopped = await untilStopped(handle);
      await correct(handle, { changes: OTHER_TERM });
      return { stopped, record: await handle.result() };
    });
    expect(stopped).toMatchObject({
      policyNumber: null,
      attention: { step: 'quote', field: 'effectiveDate' },
    });
    expect(stopped.attention?.reason).toContain('is for 2027-05-01 to 2028-05-01');
    expect(record).toMatchObject({ state: 'completed', ...OTHER_TERM });
    expect(office.period?.term).toEqual(OTHER_TERM);
    expect(office.policySystem.book).toMatchObject({ policies: 1, quotes: 2 });
  });

  it('A40: makes another quote as posted, when a person says so', async () => {
    const office = new Office();
    const record = await office.work(async () => {
      const handle = await office.quoted(OTHER_TERM);
      await untilStopped(handle);
      await correct(handle);
      return handle.result();
    });
    const { effectiveDate, expirationDate } = office.submission;
    expect(record).toMatchObject({ state: 'completed', effectiveDate, expirationDate });
    expect(office.period?.term).toEqual({ effectiveDate, expirationDate });
    expect(office.policySystem.book).toMatchObject({ policies: 1, quotes: 3 });
  });

  it('A40: asks before it goes on with the quote of another producer', async () => {
    const office = new Office();
    const { stopped, record } = await office.work(async () => {
      const handle = await office.quoted(BY_OTHER_PRODUCER);
      const stopped = await untilStopped(handle);
      await correct(handle, { changes: BY_OTHER_PRODUCER });
      return { stopped, record: await handle.result() };
    });
    expect(stopped.attention).toMatchObject({ step: 'quote', field: 'producer' });
    expect(stopped.attention?.reason).toContain(OTHER_PRODUCER.contactGuid);
    expect(record.state).toBe('completed');
    expect(office.period?.producerCode).toBe(OTHER_PRODUCER.contactGuid);
    expect(office.policySystem.book).toMatchObject({ policies: 1, submissions: 2, quotes: 2 });
  });

  it('A40: asks before it binds a quote at another premium', async () => {
    const office = new Office();
    const { stopped, record } = await office.work(async () => {
      const handle = await office.quoted(OTHER_PREMIUM);
      const stopped = await untilStopped(handle);
      await correct(handle, { changes: OTHER_PREMIUM });
      return { stopped, record: await handle.result() };
    });
    expect(stopped).toMatchObject({ policyNumber: null, attention: { field: 'premium' } });
    expect(stopped.attention?.remedy).toContain('correct premium');
    expect(record).toMatchObject({ state: 'completed', premiumCents: 600_000 });
    expect(office.policySystem.book.policies).toBe(1);
  });
});
