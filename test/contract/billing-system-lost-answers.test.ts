import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectBilling, type BillingConnection } from '../../src/adapters/billing/http-billing.js';
import { SystemContractError, SystemUnavailable } from '../../src/ports/call-errors.js';
import type { AccountExists } from '../../src/ports/billing/accounts.js';
import type { BillingSystem } from '../../src/ports/billing.js';
import type { BookingOutcome } from '../../src/ports/billing/booking.js';
import {
  DEFAULT_BEARER_TOKEN,
  startBillingSandbox,
  type BillingSandbox,
} from '../../sandbox/billing/server.js';
import { aCharge } from '../support/charges.js';

const PRODUCER = '4b9b3b8a-9c67-58a6-980d-8ac59b4e89ad';
const TERM = { effectiveDate: '2027-02-01', expirationDate: '2028-02-01' };

let lastNumber = 0;

interface Scene {
  readonly accountNumber: string;
  readonly policyNumber: string;
}
type Outcome = Promise<BookingOutcome | AccountExists>;

/** Every booking, with what must be there before it. */
const BOOKINGS: readonly {
  readonly method: keyof BillingSystem;
  readonly after: readonly (keyof BillingSystem)[];
  readonly book: (billing: BillingSystem, scene: Scene) => Outcome;
}[] = [
  {
    method: 'createAccount',
    after: [],
    book: (billing, scene) => billing.createAccount(account('createAccount', scene)),
  },
  {
    method: 'updateAccount',
    after: ['createAccount'],
    book: (billing, scene) => billing.updateAccount(account('updateAccount', scene)),
  },
  {
    method: 'createPolicyPeriod',
    after: ['createAccount'],
    book: (billing, scene) => billing.createPolicyPeriod(period('createPolicyPeriod', scene)),
  },
  {
    method: 'renewPolicyPeriod',
    after: ['createAccount', 'createPolicyPeriod'],
    book: (billing, scene) =>
      billing.renewPolicyPeriod({
        ...period('renewPolicyPeriod', scene),
        termNumber: 2,
        priorTerm: { policyNumber: scene.policyNumber, termNumber: 1 },
      }),
  },
  {
    method: 'rewritePolicyPeriod',
    after: ['createAccount', 'createPolicyPeriod', 'cancelPolicyPeriod'],
    book: (billing, scene) =>
      billing.rewritePolicyPeriod({
        ...period('rewritePolicyPeriod', scene),
        termNumber: 2,
        replacedTerm: { policyNumber: scene.policyNumber, termNumber: 1 },
      }),
  },
  {
    method: 'issuePolicyChange',
    after: ['createAccount', 'createPolicyPeriod'],
    book: (billing, scene) =>
      billing.issuePolicyChange({
        ...change('issuePolicyChange', scene, 5_000),
        description: 'another vehicle',
      }),
  },
  {
    method: 'cancelPolicyPeriod',
    after: ['createAccount', 'createPolicyPeriod'],
    book: (billing, scene) =>
      billing.cancelPolicyPeriod({
        ...change('cancelPolicyPeriod', scene, -5_000),
        method: 'proRata',
        reason: 'insuredRequest',
        holdInvoices: false,
      }),
  },
  {
    method: 'issueReinstatement',
    after: ['createAccount', 'createPolicyPeriod', 'cancelPolicyPeriod'],
    book: (billing, scene) =>
      billing.issueReinstatement(change('issueReinstatement', scene, 5_000)),
  },
  {
    method: 'updateTermConfirmed',
    after: ['createAccount', 'createPolicyPeriod'],
    book: (billing, { policyNumber }) =>
      billing.updateTermConfirmed({
        transactionId: `lost:${policyNumber}:updateTermConfirmed`,
        policyNumber,
        termNumber: 1,
        isTermConfirmed: true,
      }),
  },
];

/** How an answer is lost, and what the port makes of it. */
const LOSSES = [
  ['drop', SystemUnavailable],
  ['hold', SystemUnavailable],
  ['html', SystemUnavailable],
  ['truncated', SystemUnavailable],
  ['unavailable', SystemUnavailable],
  ['garbage', SystemContractError],
] as const;

describe('a booking whose answer was lost', () => {
  let sandbox: BillingSandbox;
  let billing: BillingConnection;
  beforeAll(async () => {
    sandbox = await startBillingSandbox({ port: 0, adminPort: 0 });
    billing = connectBilling({
      baseUrl: sandbox.url,
      auth: { kind: 'bearer', token: DEFAULT_BEARER_TOKEN },
      timeoutMs: 1_000,
      log: () => undefined,
    });
  });
  afterAll(async () => {
    await billing.close();
    await sandbox.close();
  });

  async function prepare(after: readonly (keyof BillingSystem)[]): Promise<Scene> {
    lastNumber += 1;
    const scene = { accountNumber: `ACC-${lastNumber}`, policyNumber: `CGL-${lastNumber}` };
    for (const method of after) {
      await BOOKINGS.find((known) => known.method === method)?.book(billing, scene);
    }
    return scene;
  }

  async function goWrong(operation: string, kind: string, when: string): Promise<void> {
    const armed = await request(`${sandbox.adminUrl}/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ operation, kind, when }),
    });
    expect(armed.statusCode).toBe(201);
    await armed.body.dump();
  }

  describe.each(BOOKINGS)('by $method', ({ method, after, book }) => {
    it.each(LOSSES)('is not made twice when it is repeated (%s)', async (kind, expected) => {
      const scene = await prepare(after);
      await goWrong(method, kind, 'after');
      await expect(book(billing, scene)).rejects.toThrow(expected);
      expect(await book(billing, scene)).toMatchObject({ outcome: 'alreadyExecuted' });
    });

    it('is made by its repeat when it had not been carried out', async () => {
      const scene = await prepare(after);
      await goWrong(method, 'drop', 'before');
      await expect(book(billing, scene)).rejects.toThrow(SystemUnavailable);
      expect(await book(billing, scene)).toMatchObject({ outcome: 'executed' });
    });
  });
});

function account(method: string, { accountNumber }: Scene) {
  return {
    transactionId: `lost:${accountNumber}:${method}`,
    accountNumber,
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
}

function period(method: string, { accountNumber, policyNumber }: Scene) {
  return {
    transactionId: `lost:${policyNumber}:${method}`,
    policyNumber,
    termNumber: 1,
    accountNumber,
    term: TERM,
    boundAt: '2027-01-15T16:00:00Z',
    jobNumber: `job:${policyNumber}:${method}`,
    currency: 'USD',
    charges: [aCharge({ amountCents: 120_000 })],
    billingMethod: 'directBill',
    planCode: 'TEN',
    stream: { kind: 'new', invoicingPlanCode: 'TERM_DAY' },
    producerCode: PRODUCER,
    upFrontPayments: [],
    isTermConfirmed: false,
    notifyUponSufficientPayment: false,
  } as const;
}

function change(method: string, { policyNumber }: Scene, amountCents: number) {
  return {
    transactionId: `lost:${policyNumber}:${method}`,
    policyNumber,
    termNumber: 1,
    effectiveDate: '2027-08-01',
    jobNumber: `job:${policyNumber}:${method}`,
    currency: 'USD',
    charges: [aCharge({ amountCents })],
  } as const;
}
