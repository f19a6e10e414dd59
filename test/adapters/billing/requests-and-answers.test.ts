import { afterEach, describe, expect, it } from 'vitest';
import { SystemContractError, SystemRejection } from '../../../src/ports/call-errors.js';
import type { BillingSystem } from '../../../src/ports/billing.js';
import { ACCOUNT, ALL_CALLS, callOf, isBooking, PERIOD } from './all-calls.js';
import { aCharge } from '../../support/charges.js';
import { OPERATION_IDS, violationsOf } from './billing-document.js';
import {
  problem,
  sendJson,
  startScriptedBilling,
  TOKEN,
  type ScriptedBilling,
} from './scripted-billing.js';

let server: ScriptedBilling;
afterEach(() => server.close());

/** Answers every call so, while `server` runs. */
async function answering(status: number, json: unknown): Promise<BillingSystem> {
  server = await startScriptedBilling((_, response) => {
    sendJson(response, status, json);
  });
  return server.billing;
}

describe('the wire of billing', () => {
  for (const [index, known] of ALL_CALLS.entries()) {
    it(`carries ${known.method} as the document says (${index + 1})`, async () => {
      const status = isBooking(known) ? 201 : 200;
      const billing = await answering(status, known.answer);
      expect(await known.make(billing)).toEqual(known.value);

      const [{ method, url, headers, body } = fail()] = server.received;
      const answered = {
        status,
        contentType: 'application/json',
        answerBody: JSON.stringify(known.answer),
      };
      expect(violationsOf({ method, url, requestBody: body, ...answered })).toEqual([]);
      expect(`${url}${body}`).not.toContain('SURPLUS-7');
      expect(headers.authorization).toBe(`Bearer ${TOKEN}`);
      expect(server.log).toEqual([
        {
          operation: known.method,
          durationMs: expect.any(Number) as number,
          outcome: 'answered',
          httpStatus: status,
        },
      ]);
    });
  }

  it('has every operation of the document', async () => {
    server = await startScriptedBilling(() => undefined);
    expect([...new Set(ALL_CALLS.map(({ operationId }) => operationId))].sort()).toEqual(
      [...OPERATION_IDS].sort(),
    );
  });

  it('goes below the path of the address, over connections that stay open', async () => {
    const known = callOf('getBillingMethods');
    server = await startScriptedBilling(
      (_, response) => {
        sendJson(response, 200, known.answer);
      },
      { below: '/company/billing/' },
    );
    for (let call = 0; call < 10; call += 1) await known.make(server.billing);
    expect(server.received[1]?.url).toBe(
      '/company/billing/v1/producers/P-1/billing-methods?currency=USD',
    );
    // A connection becomes free one turn after its answer.
    expect(server.connections).toBeLessThanOrEqual(2);
  });

  it('carries amounts as decimal text', async () => {
    const billing = await answering(201, callOf('createPolicyPeriod').answer);
    await billing.createPolicyPeriod(PERIOD);
    const body = JSON.parse(server.received[0]?.body ?? '') as Record<string, unknown>;
    expect(body['charges']).toEqual([
      {
        kind: 'premium',
        name: 'premium',
        line: 'general-liability',
        state: 'TX',
        money: { amount: '5000.07', currency: 'USD' },
        refundable: 'always',
        isTaxable: true,
      },
      {
        kind: 'tax',
        name: 'surplusLinesTax',
        line: null,
        state: null,
        money: { amount: '-0.05', currency: 'USD' },
        refundable: 'always',
        isTaxable: false,
      },
    ]);
  });

  it('keeps numbers of policies and accounts in one segment of the address', async () => {
    const billing = await answering(404, problem(404, 'periodUnknown'));
    await billing.getPeriodInfo({ policyNumber: 'A/../B?c=d#e %2F', termNumber: 1 });
    expect(server.received[0]?.url).toBe('/v1/policies/A%2F..%2FB%3Fc%3Dd%23e%20%252F/terms/1');
  });

  it.each([
    ['amounts that are no whole cents', { charges: [charge(0.5)] }, 'charges.0.amountCents'],
    ['amounts without end', { charges: [charge(1e13)] }, 'charges.0.amountCents'],
    ['a name that climbs in the address', { policyNumber: '..' }, 'policyNumber'],
    ['half a character', { policyNumber: '\ud800' }, 'policyNumber'],
  ])('does not carry %s', async (_, change, field) => {
    const billing = await answering(201, callOf('createPolicyPeriod').answer);
    const refused = billing.createPolicyPeriod({ ...PERIOD, ...change });
    await expect(refused).rejects.toThrow(SystemRejection);
    await expect(refused).rejects.toMatchObject({ code: 'invalidRequest', field });
    expect(server.received).toEqual([]);
  });
});

describe('an answer of billing', () => {
  it('that a booking was made before is success', async () => {
    const { transactionId } = PERIOD;
    const answer = { transactionId, outcome: 'alreadyExecuted', bookingId: 'BI-7' };
    const billing = await answering(200, { ...answer, executedAt: '2027-01-15T16:00:01Z' });
    expect(await billing.createPolicyPeriod(PERIOD)).toEqual({
      outcome: 'alreadyExecuted',
      bookingId: 'BI-7',
    });
  });

  it('that the account is there already is success', async () => {
    const billing = await answering(409, problem(409, 'accountExists'));
    expect(await billing.createAccount(ACCOUNT)).toEqual({ outcome: 'accountExists' });
    expect(server.log[0]).toMatchObject({ outcome: 'answered', httpStatus: 409 });
  });

  it('that something is unknown means that it is not there', async () => {
    let billing = await answering(404, problem(404, 'accountUnknown'));
    expect(await billing.accountExists({ accountNumber: 'A' })).toBe(false);
    expect(await billing.getInvoiceStreams({ accountNumber: 'A' })).toEqual([]);
    await server.close();
    billing = await answering(404, problem(404, 'periodUnknown'));
    expect(await billing.getPeriodInfo({ policyNumber: 'P', termNumber: 1 })).toBeNull();
  });

  it('that there is nothing at the address does not mean that the account is not there', async () => {
    const billing = await answering(404, problem(404, 'notFound'));
    await expect(billing.accountExists({ accountNumber: 'A' })).rejects.toThrow(SystemRejection);
  });

  it('may have members that the document does not name', async () => {
    const known = callOf('getPeriodInfo');
    const billing = await answering(200, { ...known.answer, invoices: [] });
    expect(await known.make(billing)).toEqual(known.value);
  });

  const period = callOf('getPeriodInfo');
  const plans = callOf('getPaymentPlans');
  it.each([
    [
      'a number for an amount',
      period,
      { charged: { amount: 12.3, currency: 'USD' } },
      'charged.amount',
    ],
    [
      'too many decimals',
      period,
      { charged: { amount: '1.001', currency: 'USD' } },
      'charged.amount',
    ],
    [
      'another currency',
      period,
      { pastDue: { amount: '1.00', currency: 'EUR' } },
      'pastDue.currency',
    ],
    ['a day that does not exist', period, { cancelledOn: '2027-02-30' }, 'cancelledOn'],
    ['an unknown status', period, { status: 'asleep' }, 'status'],
    ['another policy', period, { policyNumber: 'OTHER' }, 'policyNumber'],
    ['another term', period, { termNumber: 2 }, 'termNumber'],
    ['no currency', period, { currency: undefined }, 'currency'],
    ['no plans', plans, { paymentPlans: [] }, 'paymentPlans'],
    [
      'a plan without its amounts',
      plans,
      { paymentPlans: [{ planCode: 'X' }] },
      'paymentPlans.0.name',
    ],
    ['another account', callOf('accountExists'), { accountNumber: 'B' }, 'accountNumber'],
    ['another booking', callOf('createPolicyPeriod'), { transactionId: 'other' }, 'transactionId'],
    ['an unknown outcome', callOf('createPolicyPeriod'), { outcome: 'queued' }, 'outcome'],
  ])('with %s is not taken', async (_, known, change, element) => {
    const billing = await answering(200, { ...known.answer, ...change });
    const broken = known.make(billing);
    await expect(broken).rejects.toThrow(SystemContractError);
    await expect(broken).rejects.toThrow(`: ${element}: `);
    expect(server.log[0]).toMatchObject({ outcome: 'contractBroken', httpStatus: 200 });
  });
});

function charge(amountCents: number) {
  return aCharge({ amountCents });
}

function fail(): never {
  throw new Error('nothing was received');
}
