import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Installation, SiteProcedures } from '../../../src/domain/product/installation.js';
import type { Submission } from '../../../src/domain/new-business/submission.js';
import type { TransactionRecord } from '../../../src/domain/transaction/record.js';
import {
  SystemContractError,
  SystemRejection,
  SystemUnavailable,
} from '../../../src/ports/call-errors.js';
import type { BillingSystem } from '../../../src/ports/billing.js';
import type { NewPeriod } from '../../../src/ports/billing/periods.js';
import type { PaymentPlansRequest } from '../../../src/ports/billing/offers.js';
import type { newBusiness, policyTerm } from '../../../src/workflows/index.js';
import {
  correctUpdate,
  recordQuery,
  type Correction,
} from '../../../src/workflows/transaction/messages.js';
import { termQuery } from '../../../src/workflows/policy-term/messages.js';
import { forgetWorkflow } from '../../support/forget-workflow.js';
import { InMemoryBilling } from '../../support/in-memory-billing.js';
import type {
  InMemoryPolicySystem,
  InMemoryOptions,
} from '../../support/in-memory-policy-system.js';
import { withPolicyWorkers } from '../../support/policy-workers.js';
import {
  anInstallation,
  aProduct,
  aProductBilling,
  aSubmission,
  newBusinessInput,
  inMemoryPolicySystem,
} from '../../support/submissions.js';
import { temporalEnvironment } from '../../support/temporal.js';
import { aCharge } from '../../support/charges.js';
import { WORKFLOW_TASK_QUEUE } from '../../../src/workflows/task-queues.js';
import type { NewBusinessInput } from '../../../src/workflows/new-business/messages.js';
import { newBusinessId, policyTermId } from '../../../src/domain/workflow-ids.js';

type Handle = WorkflowHandle<typeof newBusiness>;

const RATED_WITH_FEES = { method: 'excelRater', raterId: 7, applyFees: true } as const;
const BOOKED_ONCE = { accounts: 1, streams: 1, periods: 1, bookings: 2 };

describe('new business that a billing system bills', () => {
  let env: TestWorkflowEnvironment;
  let lastId = 0;
  let lastSystem = 0;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  /** Terms live on after a test, so that each policy system numbers its policies apart. */
  const aPolicySystem = (changes: Partial<InMemoryOptions> = {}): InMemoryPolicySystem =>
    inMemoryPolicySystem({ policyPrefix: `B${(lastSystem += 1)}`, ...changes });

  /** An installation that cannot be asked for these. */
  const without = (...lookups: (keyof SiteProcedures)[]): Installation => {
    const installation = anInstallation();
    const missing = Object.fromEntries(lookups.map((lookup) => [lookup, null]));
    return { ...installation, procedures: { ...installation.procedures, ...missing } };
  };

  /** Corrects the billing of a transaction that stopped, without what else a correction says. */
  const correct = (handle: Handle, parts: Partial<Correction>) =>
    handle.executeUpdate(correctUpdate, { args: [aCorrection(parts)] });

  function next(changes: Partial<Submission> = {}): Submission {
    lastId += 1;
    return aSubmission({ reference: { system: 'triton', id: `B-${lastId}` }, ...changes });
  }

  function start(submission: Submission, changes: Partial<NewBusinessInput> = {}): Promise<Handle> {
    const product = aProductBilling({ oneTimeCharges: { terrorism: 'fee' } });
    const billing = { product };
    return env.client.workflow.start<typeof newBusiness>('newBusiness', {
      workflowId: newBusinessId(submission.reference),
      taskQueue: WORKFLOW_TASK_QUEUE,
      args: [newBusinessInput(submission, { billing, ...changes })],
    });
  }

  /** As it stands once it stops for a person or is completed. */
  async function untilAttention(handle: Handle): Promise<TransactionRecord> {
    for (;;) {
      const record = await handle.query(recordQuery);
      if (record.attention !== null || record.state === 'completed') return record;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  const run = (
    billing: BillingSystem,
    submission = next(),
    policySystem = aPolicySystem(),
    changes: Partial<NewBusinessInput> = {},
  ) =>
    withPolicyWorkers(
      env,
      policySystem,
      async () => (await start(submission, changes)).result(),
      billing,
    );

  const termOf = (record: TransactionRecord) =>
    env.client.workflow.getHandle<typeof policyTerm>(policyTermId(record.policyNumber ?? '', 1));

  /** A run that billed nothing has bound the policy, and Temporal has forgotten it. */
  async function boundAndForgotten(
    submission: Submission,
    policySystem: InMemoryPolicySystem,
  ): Promise<void> {
    const workflowId = newBusinessId(submission.reference);
    // As of a version that handed over no term unless billing bills it.
    const { term: later, ...unbilled } = newBusinessInput(submission);
    expect(later).toBeDefined();
    await withPolicyWorkers(env, policySystem, async () => {
      const handle = await env.client.workflow.start<typeof newBusiness>('newBusiness', {
        workflowId,
        taskQueue: WORKFLOW_TASK_QUEUE,
        args: [unbilled],
      });
      return handle.result();
    });
    await forgetWorkflow(env, workflowId);
  }

  const aRejection = (code: string, field: string | null): SystemRejection =>
    new SystemRejection(
      { system: 'billing', operation: 'createPolicyPeriod' },
      { code, reason: 'it says no', field, remedy: 'Have it mended.' },
    );

  const aCorrection = (parts: Partial<Correction> = {}): Correction => ({
    by: 'olga',
    reason: 'checked',
    revision: 0,
    ...parts,
  });

  it('agrees on a plan before the bind, books the term after it, and hands it over', async () => {
    const billing = new InMemoryBilling();
    const submission = next({
      premium: [
        { line: 'general-liability', charge: 'premium', state: 'TX', amountCents: 500_000 },
        { line: 'general-liability', charge: 'terrorism', state: 'TX', amountCents: 24_450 },
      ],
    });
    const { record, term } = await withPolicyWorkers(
      env,
      aPolicySystem(),
      async () => {
        const record = await (await start(submission)).result();
        return { record, term: await termOf(record).query(termQuery) };
      },
      billing,
    );
    const names = record.steps.map(({ name }) => name);
    expect(names.indexOf('billingTerms')).toBeLessThan(names.indexOf('bind'));
    expect(names.indexOf('bookTerm')).toBeGreaterThan(names.indexOf('bind'));
    expect(record.billing).toMatchObject({
      accountNumber: record.ids.insuredGuid,
      method: 'directBill',
      paymentPlan: 'TEN',
      invoicingPlan: 'TERM_DAY',
      firstInvoiceCents: 149_450,
    });
    expect(record.billing?.schedule).toHaveLength(10);
    expect(record.billing?.bookingId).toEqual(expect.any(String));
    expect(billing.book).toMatchObject(BOOKED_ONCE);
    const [, booking] = billing.bookings;
    expect(booking).toMatchObject({
      method: 'createPolicyPeriod',
      content: {
        transactionId: `${record.id}/createPolicyPeriod`,
        policyNumber: record.policyNumber,
        termNumber: 1,
        boundAt: record.steps.find(({ name }) => name === 'bind')?.finishedAt,
        isTermConfirmed: false,
        notifyUponSufficientPayment: true,
        charges: [
          aCharge({ amountCents: 500_000 }),
          aCharge({ kind: 'fee', name: 'terrorism', amountCents: 24_450 }),
        ],
      },
    });
    expect(term).toMatchObject({
      status: 'unconfirmed',
      arithmetic: { threshold: 149_450, counted: 0, tolerance: 100 },
    });
  });

  it('counts what was paid before the bind, and tells billing of it', async () => {
    const billing = new InMemoryBilling();
    const payment = {
      paymentId: 'PAY-1',
      amountCents: 130_000,
      receivedAt: '2026-01-15T17:00:00.000Z',
    };
    const submission = next({ billing: { upFrontPayments: [payment] } });
    const term = await withPolicyWorkers(
      env,
      aPolicySystem(),
      async () => termOf(await (await start(submission)).result()).query(termQuery),
      billing,
    );
    expect(term.arithmetic).toMatchObject({ counted: 130_000, decision: 'confirmed' });
    expect(billing.bookings.at(1)?.content).toMatchObject({ upFrontPayments: [payment] });
  });

  describe.each(['createAccount', 'createPolicyPeriod'] as const)('when %s', (method) => {
    it.each(['before', 'after'] as const)('A7: loses its answer %s it was made', async (when) => {
      const billing = new InMemoryBilling();
      billing.failNext(
        method,
        new SystemUnavailable({ system: 'billing', operation: method }, 'reset'),
        when,
      );
      const record = await run(billing);
      expect(record.state).toBe('completed');
      expect(billing.book).toMatchObject(BOOKED_ONCE);
    });
  });

  it('stops for a choice that billing does not offer, and takes another', async () => {
    const billing = new InMemoryBilling();
    const submission = next({ billing: { paymentPlan: 'WEEKLY', method: 'directBill' } });
    const record = await withPolicyWorkers(
      env,
      aPolicySystem(),
      async () => {
        const handle = await start(submission);
        const { attention, policyNumber } = await untilAttention(handle);
        expect(policyNumber).toBeNull();
        expect(attention).toMatchObject({ step: 'billingTerms', field: 'billing.paymentPlan' });
        expect(attention?.remedy).toContain('FULL or TWO or TEN');
        const changes = { billing: { paymentPlan: 'TWO' } };
        await handle.executeUpdate(correctUpdate, {
          args: [aCorrection({ changes })],
        });
        return handle.result();
      },
      billing,
    );
    expect(record).toMatchObject({ state: 'completed', billing: { paymentPlan: 'TWO' } });
  });

  it.each([
    ['nothing at all', 0, 0],
    ['fees alone', 0, 12_345],
  ])(
    'bills %s at once where the plan of the product spreads premium',
    async (_what, premium, fee) => {
      const billing = new InMemoryBilling();
      const line = { line: 'general-liability', state: 'TX' };
      const submission = next({
        premium: [
          { ...line, charge: 'premium', amountCents: premium },
          { ...line, charge: 'terrorism', amountCents: fee },
        ],
      });
      const record = await run(billing, submission);
      expect(record).toMatchObject({
        state: 'completed',
        attention: null,
        billing: { paymentPlan: 'FULL', firstInvoiceCents: fee },
      });
      expect(record.billing?.schedule.map(({ amountCents }) => amountCents)).toEqual(
        fee === 0 ? [] : [fee],
      );
      const term = { policyNumber: record.policyNumber ?? '', termNumber: 1 };
      expect(await billing.getPeriodInfo(term)).toMatchObject({
        planCode: 'FULL',
        chargedCents: fee,
      });
      expect(await termOf(record).query(termQuery)).toMatchObject({
        status: fee === 0 ? 'confirmed' : 'unconfirmed',
      });
    },
  );

  it('stops for instalments that somebody chose where there is no premium to spread', async () => {
    const line = { line: 'general-liability', state: 'TX' };
    const submission = next({
      premium: [{ ...line, charge: 'premium', amountCents: 0 }],
      billing: { paymentPlan: 'TEN' },
    });
    const record = await withPolicyWorkers(
      env,
      aPolicySystem(),
      async () => {
        const handle = await start(submission);
        const stopped = await untilAttention(handle);
        await handle.terminate();
        return stopped;
      },
      new InMemoryBilling(),
    );
    expect(record).toMatchObject({
      policyNumber: null,
      attention: { field: 'billing.paymentPlan', remedy: 'Choose FULL.' },
    });
  });

  it('stops before the bind for a plan under which the term could not be billed', async () => {
    class NoInstalments extends InMemoryBilling {
      override async getPaymentPlans(request: PaymentPlansRequest) {
        const plans = await super.getPaymentPlans(request);
        return plans.map((plan) =>
          plan.planCode === 'TEN' ? { ...plan, installmentCount: 0 } : plan,
        );
      }
    }
    const billing = new NoInstalments();
    const record = await withPolicyWorkers(
      env,
      aPolicySystem(),
      async () => {
        const handle = await start(next());
        const stopped = await untilAttention(handle);
        await handle.terminate();
        return stopped;
      },
      billing,
    );
    expect(record).toMatchObject({
      policyNumber: null,
      attention: { step: 'billingTerms', field: 'billing.paymentPlan' },
    });
  });

  it('books what a person corrected after billing refused it', async () => {
    const billing = new InMemoryBilling();
    billing.failNext(
      'createPolicyPeriod',
      new SystemRejection(
        { system: 'billing', operation: 'createPolicyPeriod' },
        {
          code: 'planUnknown',
          reason: 'no such plan',
          field: 'planCode',
          remedy: 'Choose another.',
        },
      ),
      'before',
    );
    const submission = next();
    const record = await withPolicyWorkers(
      env,
      aPolicySystem(),
      async () => {
        const handle = await start(submission);
        const { attention } = await untilAttention(handle);
        expect(attention).toMatchObject({ step: 'bookTerm', field: 'billing.paymentPlan' });
        const changes = { billing: { paymentPlan: 'FULL' } };
        await handle.executeUpdate(correctUpdate, {
          args: [aCorrection({ changes })],
        });
        return handle.result();
      },
      billing,
    );
    expect(record).toMatchObject({ state: 'completed', billing: { paymentPlan: 'FULL' } });
    expect(billing.book).toMatchObject(BOOKED_ONCE);
    expect((billing.bookings.at(1)?.content as NewPeriod).planCode).toBe('FULL');
  });

  it('A7: says the same again when a booking is in doubt after a long outage', async () => {
    const billing = new InMemoryBilling();
    const lost = new SystemUnavailable(
      { system: 'billing', operation: 'createPolicyPeriod' },
      'reset',
    );
    billing.failNext('createPolicyPeriod', lost, 'after');
    for (let time = 0; time < 3; time += 1) billing.failNext('createPolicyPeriod', lost, 'before');
    const submission = next();
    const record = await withPolicyWorkers(
      env,
      aPolicySystem(),
      async () => {
        const handle = await start(submission, { outagePatienceMs: 1_500 });
        const stopped = await untilAttention(handle);
        expect(stopped.attention).toMatchObject({ step: 'bookTerm', cause: 'outage' });
        const changes = { billing: { paymentPlan: 'FULL' } };
        await expect(
          handle.executeUpdate(correctUpdate, {
            args: [aCorrection({ changes })],
          }),
        ).rejects.toMatchObject({ cause: { type: 'alreadyUsed' } });
        for (let record = stopped; record.attention !== null;) {
          await handle.executeUpdate(correctUpdate, {
            args: [aCorrection({ revision: record.revision })],
          });
          record = await untilAttention(handle);
        }
        return handle.result();
      },
      billing,
    );
    expect(record.state).toBe('completed');
    expect(billing.book).toMatchObject(BOOKED_ONCE);
  });

  it('says the same again when its token was refused right after an answer was lost', async () => {
    const billing = new InMemoryBilling();
    const operation = 'createPolicyPeriod';
    billing.failNext(
      operation,
      new SystemUnavailable({ system: 'billing', operation }, 'reset'),
      'after',
    );
    billing.failNext(operation, aRejection('unauthorized', null), 'before');
    const submission = next();
    const record = await withPolicyWorkers(
      env,
      aPolicySystem(),
      async () => {
        const handle = await start(submission);
        const { attention } = await untilAttention(handle);
        expect(attention).toMatchObject({ step: 'bookTerm', cause: 'rejected' });
        await handle.executeUpdate(correctUpdate, { args: [aCorrection()] });
        return untilAttention(handle);
      },
      billing,
    );
    expect(record).toMatchObject({ state: 'completed', attention: null });
    expect(billing.book).toMatchObject(BOOKED_ONCE);
  });

  it('takes the word of a person for a term that billing has', async () => {
    const billing = new InMemoryBilling();
    billing.failNext('createPolicyPeriod', aRejection('periodExists', null), 'after');
    const submission = next();
    const record = await withPolicyWorkers(
      env,
      aPolicySystem(),
      async () => {
        const handle = await start(submission);
        const { attention } = await untilAttention(handle);
        expect(attention?.remedy).toContain('{"written": true}');
        await correct(handle, { outcome: { written: true } });
        return handle.result();
      },
      billing,
    );
    expect(record).toMatchObject({ state: 'completed', billing: { bookingId: null } });
    expect(record.corrections[0]?.word).toBe(
      'Said by hand: the period was written. Billing says so too.',
    );
    expect(billing.book.periods).toBe(1);
  });

  it('A47: does not take the word of a person for a term that billing does not know', async () => {
    const billing = new InMemoryBilling();
    billing.failNext('createPolicyPeriod', aRejection('periodExists', null), 'before');
    const submission = next();
    const record = await withPolicyWorkers(
      env,
      aPolicySystem(),
      async () => {
        const handle = await start(submission);
        const { policyNumber } = await untilAttention(handle);
        for (const made of [policyNumber, 'ANOTHER-1']) {
          await expect(correct(handle, { outcome: { written: true, made } })).rejects.toMatchObject(
            {
              cause: {
                type: 'outcomeDiffers',
                message: `Billing does not have it: it knows no term 1 of policy ${policyNumber ?? ''}.`,
              },
            },
          );
        }
        await correct(handle, { outcome: { written: false } });
        return handle.result();
      },
      billing,
    );
    expect(record.state).toBe('completed');
    expect(billing.book).toMatchObject(BOOKED_ONCE);
  });

  it('has nothing in doubt when a look-up before the booking failed', async () => {
    const billing = new InMemoryBilling();
    const operation = 'getInvoiceStreams';
    billing.failNext(
      operation,
      new SystemContractError({ system: 'billing', operation }, 'name', 'no'),
      'before',
    );
    const submission = next();
    const record = await withPolicyWorkers(
      env,
      aPolicySystem(),
      async () => {
        const handle = await start(submission);
        await untilAttention(handle);
        const changes = { billing: { paymentPlan: 'TWO' } };
        await handle.executeUpdate(correctUpdate, {
          args: [aCorrection({ changes })],
        });
        return handle.result();
      },
      billing,
    );
    expect(record).toMatchObject({ state: 'completed', billing: { paymentPlan: 'TWO' } });
    expect(billing.book).toMatchObject(BOOKED_ONCE);
  });

  it('bills nothing twice when Temporal has forgotten the transaction', async () => {
    const billing = new InMemoryBilling();
    const policySystem = aPolicySystem();
    const submission = next();
    const first = await run(billing, submission, policySystem);
    await forgetWorkflow(env, newBusinessId(submission.reference));
    const second = await run(billing, submission, policySystem);
    expect(second).toMatchObject({ state: 'completed', policyNumber: first.policyNumber });
    expect(billing.book).toMatchObject(BOOKED_ONCE);
  });

  it('answers a billed policy that was corrected before it was bound, as it was bound', async () => {
    const billing = new InMemoryBilling();
    const policySystem = aPolicySystem();
    const premium = [
      { line: 'general-liability', charge: 'premium', state: 'TX', amountCents: 500_000 },
      { line: 'general-liability', charge: 'terrorism', state: 'NY', amountCents: 100 },
    ];
    const submission = next({ premium });
    const first = await withPolicyWorkers(
      env,
      policySystem,
      async () => {
        const handle = await start(submission);
        await untilAttention(handle);
        await handle.executeUpdate(correctUpdate, {
          args: [
            aCorrection({
              changes: { premium: [{ charge: 'premium', state: 'TX', amount: '5000.00' }] },
            }),
          ],
        });
        return handle.result();
      },
      billing,
    );
    await forgetWorkflow(env, first.id);
    const again = await withPolicyWorkers(
      env,
      policySystem,
      async () => untilAttention(await start(submission)),
      billing,
    );
    expect(again).toMatchObject({
      state: 'completed',
      attention: null,
      policyNumber: first.policyNumber,
    });
    expect(billing.book).toMatchObject(BOOKED_ONCE);
  });

  it('hands over a booked term that an earlier run did not hand over', async () => {
    const billing = new InMemoryBilling();
    const policySystem = aPolicySystem();
    const submission = next();
    const first = await run(billing, submission, policySystem);
    await termOf(first).terminate();
    for (const workflowId of [first.id, termOf(first).workflowId]) {
      await forgetWorkflow(env, workflowId);
    }
    const { again, term } = await withPolicyWorkers(
      env,
      policySystem,
      async () => {
        const again = await (await start(submission)).result();
        return { again, term: await termOf(first).query(termQuery) };
      },
      billing,
    );
    expect(again.state).toBe('completed');
    expect(term.status).toBe('unconfirmed');
    expect(billing.book).toMatchObject(BOOKED_ONCE);
  });

  it('bills a policy whose run was forgotten before it was billed', async () => {
    const billing = new InMemoryBilling();
    const policySystem = aPolicySystem();
    const submission = next();
    await boundAndForgotten(submission, policySystem);
    const record = await run(billing, submission, policySystem);
    expect(record.state).toBe('completed');
    expect(billing.book).toMatchObject(BOOKED_ONCE);
    expect(policySystem.book).toMatchObject({ policies: 1, documents: 2 });
  });

  it('takes another choice for a policy that an earlier run bound', async () => {
    const billing = new InMemoryBilling();
    billing.failNext('createPolicyPeriod', aRejection('planUnknown', 'planCode'), 'before');
    const policySystem = aPolicySystem();
    const submission = next();
    await boundAndForgotten(submission, policySystem);
    const record = await withPolicyWorkers(
      env,
      policySystem,
      async () => {
        const handle = await start(submission);
        await untilAttention(handle);
        const changes = { billing: { paymentPlan: 'TWO' } };
        await handle.executeUpdate(correctUpdate, {
          args: [aCorrection({ changes })],
        });
        return handle.result();
      },
      billing,
    );
    expect(record).toMatchObject({ state: 'completed', billing: { paymentPlan: 'TWO' } });
    expect(billing.book).toMatchObject(BOOKED_ONCE);
  });

  it('bills no other premium than the policy system holds', async () => {
    const billing = new InMemoryBilling();
    const policySystem = aPolicySystem();
    const submission = next();
    await boundAndForgotten(submission, policySystem);
    const [charge] = submission.premium;
    if (!charge) throw new Error('the submission has a premium');
    const dearer = { ...charge, amountCents: charge.amountCents + 1 };
    const record = await withPolicyWorkers(
      env,
      policySystem,
      async () => {
        const handle = await start({ ...submission, premium: [dearer] });
        const { attention } = await untilAttention(handle);
        expect(attention).toMatchObject({ step: 'bookTerm', field: 'premium' });
        await handle.executeUpdate(correctUpdate, {
          args: [
            aCorrection({
              changes: { premium: [{ charge: 'premium', state: 'TX', amount: '5000.00' }] },
            }),
          ],
        });
        return handle.result();
      },
      billing,
    );
    expect(record.state).toBe('completed');
    const { charges } = billing.bookings.at(1)?.content as NewPeriod;
    expect(charges.map(({ amountCents }) => amountCents)).toEqual([charge.amountCents]);
  });

  it('A51: bills what the policy system invoiced, with fees that a person named', async () => {
    const billing = new InMemoryBilling();
    const submission = next();
    const policySystem = aPolicySystem({
      installation: without('premiumsOfQuote'),
      hiddenFeeCents: 7_500,
    });
    const { record, term } = await withPolicyWorkers(
      env,
      policySystem,
      async () => {
        const handle = await start(submission);
        const { attention } = await untilAttention(handle);
        expect(attention).toMatchObject({ step: 'bookTerm', field: 'billing.addedFees' });
        expect(attention?.reason).toContain('invoiced 5075.00, billing would be told 5000.00');
        expect(attention?.remedy).toContain('billing.addedFees to "75.00"');
        expect(billing.book.periods).toBe(0);
        await correct(handle, { changes: { billing: { addedFees: '75.00' } } });
        const record = await handle.result();
        return { record, term: await termOf(record).query(termQuery) };
      },
      billing,
    );
    expect(record).toMatchObject({
      state: 'completed',
      totalCents: 507_500,
      premiumCents: 500_000,
      feeCents: 7_500,
    });
    const { charges } = billing.bookings.at(1)?.content as NewPeriod;
    expect(charges).toEqual([
      aCharge(),
      aCharge({ kind: 'fee', name: 'fees', line: null, state: null, amountCents: 7_500 }),
    ]);
    expect(term.arithmetic).toMatchObject({ charged: 507_500, threshold: 132_500 });
    expect(record.steps.find(({ name }) => name === 'bookTerm')?.outcome).toContain(
      'comes to the same',
    );
  });

  it('A71: says before the bind that the policy system tells other fees', async () => {
    const billing = new InMemoryBilling();
    const submission = next({ billing: { addedFeesCents: 9_999 } });
    const record = await withPolicyWorkers(
      env,
      aPolicySystem(),
      async () => {
        const handle = await start(submission);
        const { attention, policyNumber } = await untilAttention(handle);
        expect(policyNumber).toBeNull();
        expect(attention).toMatchObject({ step: 'billingTerms', field: 'billing.addedFees' });
        expect(attention?.reason).toContain(
          'fees of 0.00 to the quote, the submission names 99.99',
        );
        await correct(handle, { changes: { billing: { addedFees: null } } });
        return handle.result();
      },
      billing,
    );
    expect(record).toMatchObject({ state: 'completed', feeCents: 0 });
  });

  it('A71: says the same of the fees that a rater told', async () => {
    const workbook = { fileName: 'rating.xlsx', contentBase64: 'UEsDBA==' };
    const policySystem = aPolicySystem({
      installation: without('premiumsOfQuote'),
      products: new Map([['general-liability', aProduct({ rating: RATED_WITH_FEES })]]),
    });
    const reason = await withPolicyWorkers(
      env,
      policySystem,
      async () => {
        const submission = next({ premium: [], workbook, billing: { addedFeesCents: 9_999 } });
        const handle = await start(submission);
        const { attention } = await untilAttention(handle);
        await handle.terminate();
        return attention?.reason;
      },
      new InMemoryBilling(),
    );
    expect(reason).toContain('fees of 150.00 to the quote, the submission names 99.99');
  });

  it('says so where the invoice cannot be looked up', async () => {
    const policySystem = aPolicySystem({ installation: without('invoicesOfQuote') });
    const { steps } = await run(new InMemoryBilling(), next(), policySystem);
    const [booked] = steps.filter(({ name }) => name === 'bookTerm');
    expect(booked?.outcome).toContain('not compared with the invoice');
  });

  it('bills fees of a workbook as fees, also where premiums cannot be read', async () => {
    const billing = new InMemoryBilling();
    const policySystem = aPolicySystem({
      installation: without('premiumsOfQuote'),
      products: new Map([['general-liability', aProduct({ rating: RATED_WITH_FEES })]]),
    });
    const workbook = { fileName: 'rating.xlsx', contentBase64: 'UEsDBA==' };
    const record = await run(billing, next({ premium: [], workbook }), policySystem);
    const { charges } = billing.bookings.at(1)?.content as NewPeriod;
    expect(charges.map(({ kind, name, amountCents }) => [kind, name, amountCents])).toEqual([
      ['premium', 'premium', record.premiumCents],
      ['fee', 'fees', 15_000],
    ]);
    expect(record.totalCents).toBe((record.premiumCents ?? 0) + 15_000);
  });

  it('A52: stops before the bind where the first invoice on offer is not that of its plan', async () => {
    const billing = new InMemoryBilling();
    const offers = billing.getPaymentPlans.bind(billing);
    let offByCents = 2;
    billing.getPaymentPlans = async (request) =>
      (await offers(request)).map((plan) => ({
        ...plan,
        firstInvoiceCents: plan.firstInvoiceCents + offByCents,
      }));
    const submission = next();
    const policySystem = aPolicySystem();
    const { record, threshold } = await withPolicyWorkers(
      env,
      policySystem,
      async () => {
        const handle = await start(submission);
        const { attention } = await untilAttention(handle);
        expect(attention).toMatchObject({ step: 'billingTerms', cause: 'contractBroken' });
        expect(attention?.reason).toContain('1250.02');
        expect(policySystem.book.policies).toBe(0);
        // A cent is rounding, and the first invoice is billing's.
        offByCents = 1;
        await correct(handle, {});
        const record = await handle.result();
        const { threshold } = (await termOf(record).query(termQuery)).arithmetic;
        return { record, threshold };
      },
      billing,
    );
    expect(record.billing?.firstInvoiceCents).toBe(125_001);
    expect(threshold).toBe(125_001);
  });
});
