import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newPolicyTerm, type PolicyTerm } from '../../src/domain/policy-term/state.js';
import {
  aBind,
  aCancellation,
  aClaim,
  accepted,
  CANCELLATION,
} from '../domain/policy-term/policy-terms.js';
import { aCharge } from '../support/charges.js';
import { codeOf, errorsOf, KEYS } from './running-app.js';
import { leftBehind, type RunningTerms, runTerms } from './running-terms.js';

/** The reference's own case: 5000.00 and 242.50 tax and 2.00 fee, from 2027-02-01 for a year. */
describe('a preview of a change of a bound term', () => {
  let terms: RunningTerms;
  beforeAll(async () => {
    terms = await runTerms();
  });
  afterAll(() => terms[Symbol.asyncDispose]());

  const preview = (kind: string, body: object, key: string = KEYS.reader) =>
    terms.app.send(`/api/previews/${kind}`, { body, key });

  async function aPolicy(): Promise<string> {
    const policyNumber = `P-${randomUUID()}`;
    await terms.bind(policyNumber);
    return policyNumber;
  }

  /** Cancelled from 2027-08-01, with what came back by days. */
  async function aCancelledPolicy(): Promise<string> {
    const policyNumber = `P-${randomUUID()}`;
    let { term } = accepted(newPolicyTerm(policyNumber, 1), aBind());
    ({ term } = accepted(term, aClaim({ transaction: CANCELLATION, purpose: 'cancellation' })));
    const charges = returnedRows(term, [-252_055, -12_225, -101]);
    ({ term } = accepted(
      term,
      aCancellation({ rescind: null, effectiveDate: '2027-08-01', charges }),
    ));
    await terms.carryOn(policyNumber, leftBehind(term));
    return policyNumber;
  }

  it('CX-01: gives back what the days leave, row by row, with how it came about', async () => {
    const policyNumber = await aPolicy();
    const asked = { policyNumber, termNumber: 1, source: 'insured', reason: 'other' };
    const answer = await preview('cancellation', {
      ...asked,
      receivedOn: '2027-07-20',
      requestedOn: '2027-08-01',
    });
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      effectiveDate: '2027-08-01',
      earliestDate: '2027-07-20',
      notice: null,
      method: 'proRata',
      elapsedDays: 181,
      termDays: 365,
      paidTo: '2027-02-01',
      amounts: {
        total: '-2643.81',
        premium: '-2520.55',
        rows: [
          {
            amount: '-2520.55',
            because: { rule: 'proRata', of: '5000.00', factor: '181/365', gives: '2479.45' },
          },
          { amount: '-122.25' },
          { amount: '-1.01' },
        ],
      },
      refusals: [],
    });
  });

  it('waits for the notice that the law of the state wants, and names the row', async () => {
    const policyNumber = await aPolicy();
    const answer = await preview('cancellation', {
      policyNumber,
      termNumber: 1,
      source: 'insurer',
      reason: 'nonPayment',
      receivedOn: '2027-06-01',
    });
    expect(answer.json).toMatchObject({
      effectiveDate: '2027-06-11',
      earliestDate: '2027-06-11',
      notice: { days: 10, mailingDays: 0, row: 'N18' },
      refusals: [],
    });
  });

  it('EQ-02: says the day that the money received pays to, taxes and fees first', async () => {
    const policyNumber = await aPolicy();
    const asked = { policyNumber, termNumber: 1, source: 'insurer', reason: 'nonPayment' };
    await terms.app.send(`/api/policies/${policyNumber}/terms/1/payments`, {
      body: {
        paymentId: 'p1',
        amount: '1494.50',
        currency: 'USD',
        receivedAt: '2026-11-20T12:00:00Z',
      },
      key: KEYS.billing,
    });
    const answer = await preview('cancellation', { ...asked, receivedOn: '2027-06-01' });
    expect(answer.json).toMatchObject({ paidTo: '2027-05-03' });
  });

  it('gives everything back of a term that was not taken', async () => {
    const policyNumber = await aPolicy();
    const answer = await preview('cancellation', {
      policyNumber,
      termNumber: 1,
      source: 'insurer',
      reason: 'notTaken',
      receivedOn: '2027-03-20',
    });
    expect(answer.json).toMatchObject({
      effectiveDate: '2027-02-01',
      method: 'flat',
      amounts: { total: '-5244.50' },
    });
  });

  it('says what refuses it instead of amounts', async () => {
    const policyNumber = await aPolicy();
    const asked = { policyNumber, termNumber: 1, source: 'insured', reason: 'other' };
    const answer = await preview('cancellation', { ...asked, requestedOn: '2028-02-01' });
    expect(answer.json).toMatchObject({
      effectiveDate: null,
      amounts: null,
      refusals: [{ code: 'atOrAfterExpiration', field: 'effectiveDate', found: '2028-02-01' }],
    });
  });

  it('EN-01: charges what is left of the difference, and nothing is changed by asking', async () => {
    const policyNumber = await aPolicy();
    const before = (await terms.app.send(`/api/policies/${policyNumber}/terms/1`)).json;
    const answer = await preview('endorsement', {
      policyNumber,
      termNumber: 1,
      effectiveDate: '2027-05-01',
      fullTerm: [{ line: 'general-liability', charge: 'premium', state: 'TX', amount: '6200.00' }],
    });
    expect(answer.json).toMatchObject({
      elapsedDays: 89,
      termDays: 365,
      amounts: { premium: '907.40', taxes: '-183.37', fees: '-1.51' },
      refusals: [],
    });
    expect((await terms.app.send(`/api/policies/${policyNumber}/terms/1`)).json).toEqual(before);
  });

  it('books a change as it is given', async () => {
    const policyNumber = await aPolicy();
    const charge = { line: 'general-liability', charge: 'premium', state: 'TX' };
    const answer = await preview('endorsement', {
      policyNumber,
      termNumber: 1,
      effectiveDate: '2027-05-01',
      asGiven: [{ ...charge, amount: '-75.00' }],
    });
    expect(answer.json).toMatchObject({
      amounts: { total: '-75.00', rows: [{ because: { rule: 'asGiven' } }] },
    });
  });

  it('charges a cancelled term again exactly what came back', async () => {
    const policyNumber = await aCancelledPolicy();
    const answer = await preview('reinstatement', { policyNumber, termNumber: 1 });
    expect(answer.json).toMatchObject({
      cancelledOn: '2027-08-01',
      effectiveDate: '2027-08-01',
      gapDays: 0,
      amounts: { total: '2643.81' },
      refusals: [],
    });
    const gap = { policyNumber, termNumber: 1, effectiveDate: '2027-09-01' };
    expect((await preview('reinstatement', gap)).json).toMatchObject({
      amounts: null,
      refusals: [{ code: 'gapNotAllowed', allowed: '2027-08-01' }],
    });
  });

  it('RW-01: gives back the old term and charges what remains for the new one', async () => {
    const policyNumber = await aPolicy();
    const answer = await preview('rewrite', {
      policyNumber,
      termNumber: 1,
      kind: 'remainder',
      cancelledOn: '2027-08-01',
      fullTerm: [{ line: 'general-liability', charge: 'premium', state: 'TX', amount: '6000.00' }],
    });
    expect(answer.json).toMatchObject({
      effectiveDate: '2027-08-01',
      expirationDate: '2028-02-01',
      lapseDays: 0,
      returned: { total: '-2643.81' },
      charged: { total: '3024.66' },
      refusals: [],
    });
  });

  it('takes the latest term where none is named', async () => {
    const policyNumber = await aPolicy();
    const asked = { policyNumber, source: 'insured', reason: 'other', requestedOn: '2027-08-01' };
    await expect
      .poll(async () => (await preview('cancellation', asked)).json['termNumber'])
      .toBe(1);
  });

  it('refuses what names no term, and what no product has', async () => {
    const asked = { source: 'insured', reason: 'other' };
    const unknown = await preview('cancellation', {
      ...asked,
      policyNumber: 'P-NONE',
      termNumber: 1,
    });
    expect([unknown.status, codeOf(unknown)]).toEqual([404, 'unknown-term']);
    const nobody = await preview('cancellation', { ...asked, policyNumber: 'P-NONE' });
    expect([nobody.status, codeOf(nobody)]).toEqual([404, 'unknown-policy']);
    const policyNumber = await aPolicy();
    const line = await preview('endorsement', {
      policyNumber,
      termNumber: 1,
      effectiveDate: '2027-05-01',
      fullTerm: [{ line: 'marine', charge: 'premium', state: 'TX', amount: '1.00' }],
    });
    expect(line.status).toBe(422);
    expect(errorsOf(line)).toMatchObject([{ field: 'fullTerm.0.line' }]);
    const neither = await preview('endorsement', {
      policyNumber,
      termNumber: 1,
      effectiveDate: '2027-05-01',
    });
    expect(errorsOf(neither)).toMatchObject([{ field: 'fullTerm' }]);
  });
});

/** The rows of the bind with other amounts, each naming the row that it gives back. */
function returnedRows({ layers }: PolicyTerm, amounts: readonly number[]) {
  const [bind] = layers;
  return amounts.map((amountCents, row) => ({
    ...(bind?.booked[row] ?? aCharge()),
    amountCents,
    of: { layer: bind?.transaction ?? '', row },
  }));
}
