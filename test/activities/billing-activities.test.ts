import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  createBillingActivities,
  type BillingActivities,
} from '../../src/activities/billing-activities.js';
import {
  SystemContractError,
  SystemRejection,
  SystemUnavailable,
} from '../../src/ports/call-errors.js';
import type { AccountBooking } from '../../src/ports/billing/accounts.js';
import type { PeriodCancellation } from '../../src/ports/billing/changes.js';
import type { NewPeriod } from '../../src/ports/billing/periods.js';
import { aCharge } from '../support/charges.js';
import { InMemoryBilling } from '../support/in-memory-billing.js';

const ACCOUNT: AccountBooking = {
  transactionId: 'new-business:portal:S-1:ensureAccount',
  accountNumber: 'ACC-1',
  currency: 'USD',
  holder: {
    name: 'Acme',
    address: {
      line1: '1 Main Street',
      city: 'Dallas',
      state: 'TX',
      postalCode: '75001',
      country: 'USA',
    },
  },
};

describe('the billing activities', () => {
  let billing: InMemoryBilling;
  let activities: BillingActivities;
  beforeEach(() => {
    billing = new InMemoryBilling();
    activities = createBillingActivities({ billing });
  });

  function ensureAccount(account = ACCOUNT): Promise<unknown> {
    return new MockActivityEnvironment().run(() => activities.ensureAccount(account));
  }

  it('tell billing about an account that it does not know', async () => {
    expect(await ensureAccount()).toMatchObject({ outcome: 'executed' });
    expect(billing.book).toMatchObject({ accounts: 1, bookings: 1 });
  });

  it('leave an account that billing knows as it is', async () => {
    await ensureAccount();
    const other = { ...ACCOUNT, transactionId: 'new-business:portal:S-2:ensureAccount' };
    expect(await ensureAccount(other)).toEqual({ outcome: 'accountExists' });
    expect(billing.calls.get('createAccount')).toBe(1);
  });

  it('make one account when the answer to the first attempt was lost', async () => {
    const lost = new SystemUnavailable(
      { system: 'billing', operation: 'createAccount' },
      'no answer in time',
    );
    billing.failNext('createAccount', lost, 'after');
    await expect(ensureAccount()).rejects.toThrow(ApplicationFailure);
    expect(await ensureAccount()).toEqual({ outcome: 'accountExists' });
    expect(billing.book).toMatchObject({ accounts: 1, bookings: 1 });
  });

  it('go on when another transaction makes the account in the meantime', async () => {
    await ensureAccount();
    const other = { ...ACCOUNT, transactionId: 'new-business:portal:S-2:ensureAccount' };
    billing.accountExists = () => Promise.resolve(false);
    expect(await ensureAccount(other)).toEqual({ outcome: 'accountExists' });
  });

  const operation = 'createAccount';
  it.each([
    {
      error: new SystemUnavailable({ system: 'billing', operation }, 'HTTP 503'),
      failure: { type: 'SystemUnavailable', nonRetryable: false },
    },
    {
      error: new SystemRejection(
        { system: 'billing', operation },
        { code: 'currencyMismatch', reason: 'EUR only', field: 'currency', remedy: 'Ask for EUR.' },
      ),
      failure: {
        type: 'SystemRejection',
        nonRetryable: true,
        details: [{ field: 'currency', reason: 'EUR only', remedy: 'Ask for EUR.' }],
      },
    },
    {
      error: new SystemContractError({ system: 'billing', operation }, 'outcome', 'does not fit'),
      failure: {
        type: 'SystemContractError',
        nonRetryable: true,
        details: [
          {
            field: null,
            reason: 'createAccount answered outside its contract: outcome: does not fit',
            remedy: 'Have the answer looked at by whoever runs billing, then run the step again.',
          },
        ],
      },
    },
  ])('end with a failure of the type $failure.type', async ({ error, failure }) => {
    billing.failNext('createAccount', error, 'before');
    const thrown: unknown = await ensureAccount().catch((reason: unknown) => reason);
    expect(thrown).toBeInstanceOf(ApplicationFailure);
    expect(thrown).toMatchObject({
      ...failure,
      message: error.message,
      category: ApplicationFailureCategory.BENIGN,
    });
  });

  describe('book a change of a term', () => {
    const TERM = { effectiveDate: '2027-02-01', expirationDate: '2028-02-01' };
    const POLICY = { policyNumber: 'P-1', termNumber: 1, currency: 'USD', jobNumber: 'job' };
    const PERIOD: NewPeriod = {
      ...POLICY,
      transactionId: 'bind',
      accountNumber: ACCOUNT.accountNumber,
      term: TERM,
      boundAt: '2027-01-15T18:00:00Z',
      charges: [aCharge({ amountCents: 500_000 })],
      billingMethod: 'directBill',
      planCode: 'TEN',
      stream: { kind: 'new', invoicingPlanCode: 'TERM_DAY' },
      producerCode: '4b9b3b8a-9c67-58a6-980d-8ac59b4e89ad',
      upFrontPayments: [],
      isTermConfirmed: false,
      notifyUponSufficientPayment: true,
    };
    const changeOf = (transactionId: string, amountCents: number) => ({
      ...POLICY,
      transactionId,
      effectiveDate: '2027-08-01',
      charges: [aCharge({ amountCents })],
    });
    const CANCELLATION: PeriodCancellation = {
      ...changeOf('cancellation:P-1:1:bill', -250_000),
      method: 'proRata',
      reason: 'insuredRequest',
      holdInvoices: false,
    };
    const run = <T>(step: () => Promise<T>) => new MockActivityEnvironment().run(step);
    const charged = async () => (await billing.getPeriodInfo(POLICY))?.chargedCents;

    beforeEach(async () => {
      await billing.createAccount(ACCOUNT);
      await billing.createPolicyPeriod(PERIOD);
    });

    it('as it goes: endorsed, cancelled, in force again, cancelled and replaced', async () => {
      await run(() =>
        activities.issuePolicyChange({
          ...changeOf('endorse', 10_000),
          description: 'another vehicle',
        }),
      );
      expect(await charged()).toBe(510_000);
      await run(() => activities.cancelPolicyPeriod(CANCELLATION));
      expect(await charged()).toBe(260_000);
      await run(() => activities.issueReinstatement(changeOf('reinstate', 250_000)));
      expect(await billing.getPeriodInfo(POLICY)).toMatchObject({
        status: 'open',
        chargedCents: 510_000,
      });
      await run(() =>
        activities.cancelPolicyPeriod({ ...CANCELLATION, transactionId: 'rewrite:cancel' }),
      );
      const replacedTerm = { policyNumber: 'P-1', termNumber: 1 };
      await run(() =>
        activities.rewritePolicyPeriod({
          ...PERIOD,
          transactionId: 'rewrite:book',
          policyNumber: 'P-2',
          replacedTerm,
          attempt: {
            again: false,
            earlierRun: false,
            runId: 'run-1',
            firstRunId: 'run-1',
            waitedFor: null,
            begunAt: '2027-01-01T00:00:00Z',
          },
        }),
      );
      expect(await billing.getPeriodInfo(POLICY)).toMatchObject({ status: 'replaced' });
    });

    it('once, when the answer to the first attempt was lost', async () => {
      const operation = 'cancelPolicyPeriod';
      const lost = new SystemUnavailable({ system: 'billing', operation }, 'no answer in time');
      billing.failNext(operation, lost, 'after');
      const cancel = () => run(() => activities.cancelPolicyPeriod(CANCELLATION));
      await expect(cancel()).rejects.toMatchObject({
        type: 'SystemUnavailable',
        nonRetryable: false,
        details: [{ mayHaveHappened: true }],
      });
      expect(await cancel()).toMatchObject({ outcome: 'alreadyExecuted' });
      expect(await charged()).toBe(250_000);
    });

    it.each([
      ['notEarlier', 'effectiveDate', { transactionId: 'again' }, false],
      ['contentDiffers', 'transactionId', { effectiveDate: '2027-09-01' }, true],
    ])('and stop in the words of billing: %s', async (code, field, changes, mayHaveHappened) => {
      await run(() => activities.cancelPolicyPeriod(CANCELLATION));
      const other = { ...CANCELLATION, ...changes };
      await expect(run(() => activities.cancelPolicyPeriod(other))).rejects.toMatchObject({
        type: 'SystemRejection',
        nonRetryable: true,
        message: expect.stringContaining(code) as string,
        details: [{ field, mayHaveHappened }],
      });
      expect(await charged()).toBe(250_000);
    });
  });
});
