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
});
