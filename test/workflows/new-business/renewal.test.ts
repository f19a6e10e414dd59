import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Submission } from '../../../src/domain/new-business/submission.js';
import type { TransactionRecord } from '../../../src/domain/transaction/record.js';
import { newBusinessId, policyTermId } from '../../../src/domain/workflow-ids.js';
import {
  OutcomeUnknown,
  SystemRejection,
  SystemUnavailable,
} from '../../../src/ports/call-errors.js';
import type { RenewalPeriod } from '../../../src/ports/billing/periods.js';
import type { policyTerm } from '../../../src/workflows/index.js';
import type {
  NewBusinessInput,
  RenewedTerm,
} from '../../../src/workflows/new-business/messages.js';
import { termQuery } from '../../../src/workflows/policy-term/messages.js';
import { advanceUpdate } from '../../../src/workflows/transaction/messages.js';
import { carriedBy } from '../../support/carried-term.js';
import { aCharge } from '../../support/charges.js';
import { forgetWorkflow } from '../../support/forget-workflow.js';
import { InMemoryBilling } from '../../support/in-memory-billing.js';
import type {
  InMemoryOptions,
  InMemoryPolicySystem,
} from '../../support/in-memory-policy-system.js';
import { withPolicyWorkers } from '../../support/policy-workers.js';
import {
  anInstallation,
  aProductBilling,
  aSubmission,
  inMemoryPolicySystem,
} from '../../support/submissions.js';
import { temporalEnvironment } from '../../support/temporal.js';
import { correct, startTransaction, untilStopped } from '../../support/transactions.js';

const NEXT_TERM = { effectiveDate: '2028-02-01', expirationDate: '2029-02-01' };
const PAYMENT = {
  paymentId: 'OFFER-PAY-1',
  amountCents: 130_000,
  receivedAt: '2026-01-10T17:00:00.000Z',
};

describe('the next term of a policy', () => {
  let env: TestWorkflowEnvironment;
  let last = 0;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  /** A policy that expires, with the systems that hold it. */
  interface Expiring {
    readonly policySystem: InMemoryPolicySystem;
    readonly billing: InMemoryBilling;
    readonly bound: TransactionRecord;
    readonly renews: RenewedTerm;
    /** Starts its renewal. */
    readonly start: (
      submission?: Partial<Submission>,
      changes?: Partial<NewBusinessInput>,
    ) => ReturnType<typeof startTransaction>;
    readonly renew: (...how: Parameters<Expiring['start']>) => Promise<TransactionRecord>;
  }

  const BILLED = { billing: { product: aProductBilling() } };

  async function withExpiring(
    scenario: (expiring: Expiring) => Promise<void>,
    {
      options = {},
      firstTerm = {},
      isBilled = true,
      flow = 'bindAndCancel',
    }: {
      readonly options?: Partial<InMemoryOptions>;
      readonly firstTerm?: Partial<Submission>;
      readonly isBilled?: boolean;
      readonly flow?: RenewedTerm['flow'];
    } = {},
  ): Promise<void> {
    last += 1;
    const name = `N${last}`;
    const policySystem = inMemoryPolicySystem({ policyPrefix: name, ...options });
    const billing = new InMemoryBilling();
    const work = async (): Promise<void> => {
      const first = aSubmission({ reference: { system: 'triton', id: name }, ...firstTerm });
      const bound = await (await startTransaction(env, first, isBilled ? BILLED : {})).result();
      const { insuredGuid, quoteGuid } = bound.ids;
      const renews: RenewedTerm = {
        policyNumber: bound.policyNumber ?? '',
        termNumber: 1,
        quoteGuid: quoteGuid ?? '',
        insuredGuid: insuredGuid ?? '',
        flow,
        jobNumber: `renewal:${bound.policyNumber ?? ''}:2/v1`,
      };
      const start: Expiring['start'] = (submission = {}, changes = {}) =>
        startTransaction(
          env,
          aSubmission({
            reference: { system: 'triton', id: `${name}-2` },
            ...NEXT_TERM,
            ...submission,
          }),
          { ...BILLED, requestDigest: `digest of ${name}-2`, renews, ...changes },
        );
      const renew: Expiring['renew'] = async (...how) => {
        const handle = await start(...how);
        const { attention } = await untilStopped(handle);
        if (attention === null) return handle.result();
        await handle.terminate();
        throw new Error(`${attention.step}: ${attention.reason}`);
      };
      await scenario({ policySystem, billing, bound, renews, start, renew });
    };
    await withPolicyWorkers(env, policySystem, work, billing);
  }

  const renewalBookings = ({ bookings }: InMemoryBilling) =>
    bookings
      .filter(({ method }) => method === 'renewPolicyPeriod')
      .map(({ content }) => content as RenewalPeriod);
  const termOf = ({ policyNumber }: TransactionRecord, termNumber = 2) =>
    env.client.workflow.getHandle<typeof policyTerm>(policyTermId(policyNumber ?? '', termNumber));

  it('is a submission and a quote of its own, of the insured who is on file, whom nobody looks for', async () => {
    await withExpiring(async ({ policySystem, bound, renews, renew }) => {
      const before = policySystem.calls.get('findInsured');
      const record = await renew();
      expect(record).toMatchObject({
        state: 'completed',
        ids: { insuredGuid: renews.insuredGuid },
      });
      expect(policySystem.calls.get('findInsured')).toBe(before);
      expect(policySystem.book).toMatchObject({
        insureds: 1,
        submissions: 2,
        quotes: 2,
        policies: 2,
      });
      expect(record.ids.controlNumber).not.toBe(bound.ids.controlNumber);
      expect(record.policyNumber).not.toBe(bound.policyNumber);
      expect(await policySystem.listRenewals(renews.quoteGuid)).toMatchObject([
        { quoteGuid: record.ids.quoteGuid, status: 'issued', policyNumber: record.policyNumber },
      ]);
    });
  });

  it.each([
    ['bindAndCancel', false],
    ['confirmed', false],
    ['offer', true],
  ] as const)('in the flow %s is booked as the term after the other', async (flow, isPaid) => {
    const how = { flow };
    await withExpiring(async ({ billing, renews, renew }) => {
      const record = await renew({ billing: { upFrontPayments: [PAYMENT] } });
      expect(record.state).toBe('completed');
      expect(renewalBookings(billing)).toMatchObject([
        {
          policyNumber: record.policyNumber,
          termNumber: 2,
          priorTerm: { policyNumber: renews.policyNumber, termNumber: 1 },
          term: NEXT_TERM,
          jobNumber: renews.jobNumber,
          charges: [aCharge({ amountCents: 500_000 })],
          // Money for an offer came to billing itself.
          upFrontPayments: isPaid ? [] : [PAYMENT],
          isTermConfirmed: isPaid,
          notifyUponSufficientPayment: !isPaid,
        },
      ]);
      expect(billing.book).toMatchObject({ accounts: 1, streams: 1, periods: 2 });
      expect(await termOf(record).query(termQuery)).toMatchObject({
        termNumber: 2,
        isConfirmed: true,
        ...NEXT_TERM,
        arithmetic: { counted: 130_000, threshold: 125_000 },
      });
      const { term, bound } = await carriedBy(termOf(record));
      expect(term.binding).toMatchObject({ flow });
      expect(bound?.priorTerm).toEqual({ policyNumber: renews.policyNumber, termNumber: 1 });
    }, how);
  });

  it('in the flow offer is confirmed by its bind, also where money is missing', async () => {
    await withExpiring(
      async ({ renew }) => {
        const record = await renew();
        const term = await termOf(record).query(termQuery);
        expect(term).toMatchObject({ status: 'confirmed', arithmetic: { counted: 0 } });
      },
      { flow: 'offer' },
    );
  });

  it.each(['bindAndCancel', 'confirmed'] as const)(
    'in the flow %s waits for its money',
    async (flow) => {
      await withExpiring(
        async ({ renew }) => {
          const term = await termOf(await renew()).query(termQuery);
          expect(term).toMatchObject({ status: 'unconfirmed', arithmetic: { threshold: 125_000 } });
        },
        { flow },
      );
    },
  );

  it('has the number of the policy where that is kept, and is another term all the same', async () => {
    await withExpiring(
      async ({ bound, renew, policySystem }) => {
        const record = await renew();
        expect(record.policyNumber).toBe(bound.policyNumber);
        expect(await termOf(record, 1).query(termQuery)).toMatchObject({ termNumber: 1 });
        expect(await termOf(record).query(termQuery)).toMatchObject({
          termNumber: 2,
          ...NEXT_TERM,
        });
        const chain = await policySystem.readChain(record.policyNumber ?? '');
        expect(chain?.transactions).toMatchObject([{ quoteGuid: record.ids.quoteGuid }]);
      },
      { options: { keepsPolicyNumber: true } },
    );
  });

  it('is billed as billing bills the policy now, where nothing else is asked for', async () => {
    await withExpiring(
      async ({ billing, renew }) => {
        const record = await renew();
        expect(record.billing).toMatchObject({
          method: 'agencyBill',
          paymentPlan: 'TWO',
          invoicingPlan: 'MONTH_START',
          accountNumber: 'ACC-7',
        });
        expect(billing.book).toMatchObject({ accounts: 1, streams: 1 });
      },
      {
        firstTerm: {
          billing: {
            accountNumber: 'ACC-7',
            method: 'agencyBill',
            paymentPlan: 'TWO',
            invoicingPlan: 'MONTH_START',
          },
        },
      },
    );
  });

  it('is billed as it is asked for, whatever was before', async () => {
    const asked = {
      accountNumber: 'ACC-8',
      method: 'directBill',
      paymentPlan: 'FULL',
      invoicingPlan: 'TERM_DAY',
    } as const;
    await withExpiring(
      async ({ billing, renew }) => {
        expect((await renew({ billing: asked })).billing).toMatchObject(asked);
        expect(billing.book).toMatchObject({ accounts: 2, streams: 2 });
        const [booked] = renewalBookings(billing);
        expect(booked?.stream).toEqual({ kind: 'new', invoicingPlanCode: 'TERM_DAY' });
      },
      {
        firstTerm: {
          billing: { method: 'agencyBill', paymentPlan: 'TWO', invoicingPlan: 'MONTH_START' },
        },
      },
    );
  });

  it('stays in a stream whose plan is the account’s own', async () => {
    await withExpiring(
      async ({ billing, bound, renew }) => {
        await billing.createAccount({
          transactionId: 'by hand: account',
          accountNumber: 'ACC-9',
          currency: 'USD',
          holder: {
            name: 'ABC',
            address: { line1: '1', city: 'D', state: 'TX', postalCode: '7', country: 'USA' },
          },
        });
        await billing.createPolicyPeriod({
          transactionId: 'by hand: period',
          policyNumber: bound.policyNumber ?? '',
          termNumber: 1,
          accountNumber: 'ACC-9',
          term: { effectiveDate: '2027-02-01', expirationDate: '2028-02-01' },
          boundAt: '2027-01-15T10:00:00Z',
          jobNumber: 'by hand',
          currency: 'USD',
          charges: [aCharge({ amountCents: 500_000 })],
          billingMethod: 'directBill',
          planCode: 'TEN',
          stream: { kind: 'newPlan', name: 'On payday', dueDayOfMonth: 25 },
          producerCode: '4b9b3b8a-9c67-58a6-980d-8ac59b4e89ad',
          upFrontPayments: [],
          isTermConfirmed: false,
          notifyUponSufficientPayment: false,
        });
        const record = await renew();
        const [stream] = await billing.getInvoiceStreams({ accountNumber: 'ACC-9' });
        expect(record).toMatchObject({
          state: 'completed',
          billing: { invoicingPlan: stream?.invoicingPlanCode, schedule: [] },
        });
        const [booked] = renewalBookings(billing);
        expect(booked?.stream).toEqual({ kind: 'existing', streamId: stream?.streamId });
      },
      { isBilled: false },
    );
  });

  it('is booked with its account where billing knows neither that nor the term before', async () => {
    await withExpiring(
      async ({ billing, renews, renew }) => {
        const record = await renew();
        expect(record.billing).toMatchObject({
          accountNumber: renews.insuredGuid,
          paymentPlan: 'TEN',
          invoicingPlan: 'TERM_DAY',
        });
        expect(renewalBookings(billing)).toMatchObject([{ priorTerm: null, termNumber: 2 }]);
        expect(billing.book).toMatchObject({ accounts: 1, periods: 1 });
      },
      { isBilled: false },
    );
  });

  it('that no billing system bills is handed over as the term after the other', async () => {
    await withExpiring(
      async ({ renews, policySystem, bound }) => {
        const submission = aSubmission({
          reference: { system: 'triton', id: `${bound.policyNumber ?? ''}-2` },
          ...NEXT_TERM,
        });
        const record = await (await startTransaction(env, submission, { renews })).result();
        expect(policySystem.book.policies).toBe(2);
        expect(await termOf(record).query(termQuery)).toMatchObject({ status: 'confirmed' });
        expect((await carriedBy(termOf(record))).bound?.priorTerm).toEqual({
          policyNumber: renews.policyNumber,
          termNumber: 1,
        });
      },
      { isBilled: false },
    );
  });

  describe('A6: whose answer is lost', () => {
    const lost = (operation: string) =>
      new OutcomeUnknown({ system: 'policySystem', operation }, 'reset', 0);

    it.each(['addSubmission', 'addQuote', 'bind'] as const)(
      'of %s is found, and made once',
      async (method) => {
        await withExpiring(async ({ policySystem, renew }) => {
          policySystem.failNext(method, lost(method), 'after');
          expect((await renew()).state).toBe('completed');
          expect(policySystem.book).toMatchObject({ submissions: 2, quotes: 2, policies: 2 });
        });
      },
    );

    it('of its submission is told from others of the insured', async () => {
      await withExpiring(async ({ policySystem, renews, renew }) => {
        const { contactGuid } = aSubmission().producer as { contactGuid: string };
        const other = await policySystem.addSubmission({
          insuredGuid: renews.insuredGuid,
          producerContactGuid: contactGuid,
          underwriterGuid: '48e4f47f-779c-5df2-94d2-9188cd7b1a97',
          submissionDate: '2026-12-01',
        });
        policySystem.failNext('addSubmission', lost('addSubmission'), 'after');
        const record = await renew();
        expect(record.ids.submissionGroupGuid).not.toBe(other);
        expect(policySystem.book).toMatchObject({ submissions: 3, quotes: 2 });
        expect(await policySystem.listQuotes(other)).toEqual([]);
      });
    });

    it.each(['before', 'after'] as const)('%s renewPolicyPeriod is booked once', async (when) => {
      await withExpiring(async ({ billing, renew }) => {
        const operation = 'renewPolicyPeriod';
        billing.failNext(
          operation,
          new SystemUnavailable({ system: 'billing', operation }, 'reset'),
          when,
        );
        expect((await renew()).state).toBe('completed');
        expect(renewalBookings(billing)).toHaveLength(1);
        expect(billing.book.periods).toBe(2);
      });
    });
  });

  describe('of a term that another has renewed', () => {
    async function renewedByHand({ policySystem, renews }: Expiring): Promise<string> {
      const { insuredGuid, policyNumber, quoteGuid } = renews;
      const facts = await policySystem.resolveProducer(
        aSubmission().producer,
        'general-liability',
        undefined,
      );
      const submissionGroupGuid = await policySystem.addSubmission({
        insuredGuid,
        ...facts,
        submissionDate: '2027-12-01',
      });
      const reference = { system: 'by', id: 'hand' };
      const made = await policySystem.addQuote({
        submissionGroupGuid,
        ...facts,
        submission: { ...aSubmission(NEXT_TERM), reference },
        businessType: 'corporation',
        requestDigest: 'by hand',
        renews: { policyNumber, quoteGuid },
      });
      const [option] = await policySystem.ensureOptions(made, 'general-liability');
      const [premium] = aSubmission().premium;
      if (premium) await policySystem.addPremium(option?.quoteOptionGuid ?? '', premium);
      return policySystem.bind(made, -1);
    }

    it('stops before it makes a quote, and says who has', async () => {
      await withExpiring(async (expiring) => {
        const policyNumber = await renewedByHand(expiring);
        const handle = await expiring.start();
        const { attention } = await untilStopped(handle);
        expect(attention).toMatchObject({ step: 'quote', cause: 'rejected' });
        expect(attention?.reason).toContain(
          `renewed already: as policy ${policyNumber}, made by hand`,
        );
        expect(expiring.policySystem.book).toMatchObject({ quotes: 2, policies: 2 });
        await handle.terminate();
      });
    });

    it('stops before it is bound, where that was done meanwhile', async () => {
      await withExpiring(async (expiring) => {
        const handle = await expiring.start({}, { advanceTo: 'underwritten' });
        await untilStopped(handle);
        const policyNumber = await renewedByHand(expiring);
        await handle.executeUpdate(advanceUpdate, { args: [{ by: 'renewal' }] });
        const stopped = await untilStopped(handle);
        expect(stopped).toMatchObject({ policyNumber: null, attention: { step: 'bind' } });
        expect(stopped.attention?.reason).toContain(`as policy ${policyNumber}`);
        expect(expiring.policySystem.book.policies).toBe(2);
        await handle.terminate();
      });
    });

    it('goes on where nobody can be asked', async () => {
      const installation = anInstallation();
      const procedures = { ...installation.procedures, renewalsOfQuote: null };
      await withExpiring(
        async (expiring) => {
          await renewedByHand(expiring);
          expect((await expiring.renew()).state).toBe('completed');
          expect(expiring.policySystem.book.policies).toBe(3);
        },
        { options: { installation: { ...installation, procedures } } },
      );
    });
  });

  describe('that Temporal has forgotten', () => {
    const installation = anInstallation();
    const procedures = { ...installation.procedures, quotesByReference: null };
    const options = { installation: { ...installation, procedures } };

    it.each(['underwritten', 'issued'] as const)(
      'when it was %s is found among the renewals of the term',
      async (advanceTo) => {
        await withExpiring(
          async ({ policySystem, billing, start, renew }) => {
            const first = await start({}, { advanceTo });
            const { ids } = await untilStopped(first);
            if (advanceTo === 'underwritten') await first.terminate();
            await forgetWorkflow(env, first.workflowId);
            const record = await renew();
            expect(record).toMatchObject({
              state: 'completed',
              ids: { quoteGuid: ids.quoteGuid, submissionGroupGuid: ids.submissionGroupGuid },
            });
            expect(policySystem.book).toMatchObject({ quotes: 2, policies: 2, premiums: 2 });
            expect(billing.book.periods).toBe(2);
          },
          { options },
        );
      },
    );
  });

  it('is asked about by its own number, where a person says how its booking stands', async () => {
    await withExpiring(async ({ billing, start }) => {
      billing.failNext(
        'renewPolicyPeriod',
        new SystemRejection(
          { system: 'billing', operation: 'renewPolicyPeriod' },
          { code: 'periodExists', reason: 'it says no', field: null, remedy: 'Have it mended.' },
        ),
        'after',
      );
      const handle = await start();
      const { attention } = await untilStopped(handle);
      expect(attention).toMatchObject({ step: 'bookTerm' });
      await correct(handle, { outcome: { written: true } });
      const record = await handle.result();
      expect(record.corrections[0]?.word).toBe(
        'Said by hand: the period was written. Billing says so too.',
      );
    });
  });

  it.each([
    ['without the quote that it renews', { quoteGuid: undefined }, 'renews.quoteGuid'],
    ['in a flow that there is not', { flow: 'later' }, 'renews.flow'],
  ])('is not begun %s', async (_, change, field) => {
    last += 1;
    const renews = {
      policyNumber: 'P-1',
      termNumber: 1,
      quoteGuid: 'q',
      insuredGuid: 'i',
      flow: 'offer',
      jobNumber: 'j',
      ...change,
    } as RenewedTerm;
    const reference = { system: 'triton', id: `NX-${last}` };
    await withPolicyWorkers(env, inMemoryPolicySystem(), async () => {
      const handle = await startTransaction(env, aSubmission({ reference }), { renews });
      await expect(handle.result()).rejects.toMatchObject({
        cause: { type: 'invalidInput', message: expect.stringContaining(field) as string },
      });
      expect(handle.workflowId).toBe(newBusinessId(reference));
    });
  });

  it('does not take the place of a term that it follows', async () => {
    await withExpiring(async ({ renews, start, policySystem }) => {
      const { policyNumber, termNumber } = renews;
      const handle = await start({}, { replaces: { policyNumber, termNumber } });
      await expect(handle.result()).rejects.toMatchObject({ cause: { type: 'invalidInput' } });
      expect(policySystem.book.quotes).toBe(1);
    });
  });
});
