import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { charge, openDesk, POLICY, PRODUCER, termPayment, type Desk } from './desk.js';
import { contentDigest } from '../../../src/domain/machine/content-digest.js';

const TODAY = Date.parse('2027-01-15T12:00:00Z');

describe('the books of billing', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk({ now: () => TODAY });
  });
  afterEach(() => desk.close());

  const kinds = async () => (await desk.callbacks()).map(({ content }) => content.kind);
  const change = (path: string, members: Readonly<Record<string, unknown>>) =>
    desk.service('POST', `/v1/policies/${POLICY}/terms/1/${path}`, {
      transactionId: `${path}:${contentDigest(members)}`,
      effectiveDate: '2027-08-01',
      jobNumber: 'change',
      currency: 'USD',
      ...members,
    });

  it('call a term sufficient from the first invoice on, and say so once', async () => {
    await desk.openTerm();
    await desk.pay(termPayment('1494.49', 'P-1'));
    expect(await desk.term()).toMatchObject({ isSufficient: false, notification: 'waiting' });

    await desk.pay(termPayment('0.01', 'P-2'));
    await desk.pay(termPayment('100.00', 'P-3'));
    expect(await desk.term()).toMatchObject({ isSufficient: true, received: '1594.50' });
    expect((await kinds()).filter((kind) => kind === 'confirmTerm')).toHaveLength(1);
  });

  it('pay the oldest invoices first and keep what no invoice needs', async () => {
    await desk.openTerm();
    await desk.pay(termPayment('1600.00', 'P-1'));
    const [first, second] = (await desk.term()).invoices;
    expect([first?.paid, second?.paid]).toEqual(['1494.50', '105.50']);

    await desk.pay(termPayment('4000.00', 'P-2'));
    expect((await desk.term()).unapplied).toBe('355.50');
  });

  it('count a payment told twice once, and refuse other content under its id', async () => {
    await desk.openTerm();
    expect((await desk.pay(termPayment('800.00', 'P-1'))).status).toBe(201);
    expect((await desk.pay(termPayment('800.00', 'P-1'))).status).toBe(200);
    expect(await desk.pay(termPayment('900.00', 'P-1'))).toMatchObject({
      status: 409,
      body: { code: 'paymentConflict' },
    });
    expect((await desk.term()).received).toBe('800.00');
  });

  it('refuse a payment of nothing', async () => {
    expect(await desk.pay(termPayment('0.00', 'P-1'))).toMatchObject({
      status: 422,
      body: { code: 'amountNotPositive' },
    });
  });

  it('leave a payment in another currency out of the account', async () => {
    await desk.openTerm();
    await desk.pay({ ...termPayment('1494.50', 'P-1'), currency: 'EUR' });
    expect(await desk.term()).toMatchObject({ isSufficient: false, received: '0.00' });
  });

  it('take a payment back once, and tell it', async () => {
    await desk.openTerm();
    await desk.pay(termPayment('800.00', 'P-1'));
    await desk.admin('POST', '/payments/P-1/reverse', { reason: 'No funds' });
    await desk.admin('POST', '/payments/P-1/reverse', { reason: 'No funds' });
    expect((await desk.term()).received).toBe('0.00');
    expect(await kinds()).toEqual(['paymentReceived', 'paymentReversed']);
  });

  it('count money that named the term before it was booked', async () => {
    await desk.pay(termPayment('1494.50', 'P-1'));
    await desk.openTerm();
    expect(await desk.term()).toMatchObject({ isSufficient: true, received: '1494.50' });
    expect(await kinds()).toEqual(['paymentReceived', 'confirmTerm']);
  });

  it('count money up front for the transaction at its bind, and tell it only then', async () => {
    await desk.pay({ jobNumber: `job:${POLICY}`, amount: '1494.50', paymentId: 'UP-1' });
    expect(await desk.callbacks()).toEqual([]);

    await desk.openTerm();
    expect(await desk.term()).toMatchObject({ isSufficient: true, payments: ['UP-1'] });
    expect(await kinds()).toEqual(['paymentReceived', 'confirmTerm']);
  });

  it('forget money up front that was taken back before the bind', async () => {
    await desk.pay({ jobNumber: `job:${POLICY}`, amount: '1494.50', paymentId: 'UP-1' });
    await desk.admin('POST', '/payments/UP-1/reverse', {});
    await desk.openTerm();
    expect((await desk.term()).isSufficient).toBe(false);
    expect(await desk.callbacks()).toEqual([]);
  });

  it('count money up front for one term only, when two name one transaction', async () => {
    await desk.pay({ jobNumber: 'job', amount: '10.00', paymentId: 'UP-1' });
    await desk.openTerm({ jobNumber: 'job' }, 'CGL-2027-000002');
    await desk.openTerm({ jobNumber: 'job' });
    expect((await desk.term('CGL-2027-000002')).received).toBe('10.00');
    expect((await desk.term()).received).toBe('0.00');
    expect(await kinds()).toEqual(['paymentReceived']);
  });

  it('count money that the policy side took up front, and once when it came here too', async () => {
    await desk.pay({ jobNumber: `job:${POLICY}`, amount: '1000.00', paymentId: 'UP-1' });
    const upFront = (paymentId: string, amount: string) => ({
      paymentId,
      money: { amount, currency: 'USD' },
      receivedAt: '2027-01-10T12:00:00Z',
    });
    await desk.openTerm({
      upFrontPayments: [upFront('UP-1', '1000.00'), upFront('UP-2', '494.50')],
    });
    expect(await desk.term()).toMatchObject({ isSufficient: true, received: '1494.50' });
  });

  it('tell money for an offer, and count it when the offer has become a term', async () => {
    await desk.pay({ offerId: 'offer-1', planCode: 'TEN', amount: '1494.50', paymentId: 'P-1' });
    await desk.openTerm({ jobNumber: 'offer-1', isTermConfirmed: true });
    expect(await desk.term()).toMatchObject({ isSufficient: true, payments: ['P-1'] });
    expect(await kinds()).toEqual(['renewalOfferPaid']);
  });

  it('take money for an offer back: told of the offer until that is a term, and of the term then', async () => {
    const offer = { offerId: 'offer-1', planCode: 'TEN', amount: '1494.50' };
    await desk.pay({ ...offer, paymentId: 'P-1' });
    await desk.admin('POST', '/payments/P-1/reverse', { reason: 'No funds' });
    await desk.pay({ ...offer, paymentId: 'P-2' });
    await desk.openTerm({ jobNumber: 'offer-1', isTermConfirmed: true });
    expect(await desk.term()).toMatchObject({ received: '1494.50', payments: ['P-1', 'P-2'] });
    await desk.admin('POST', '/payments/P-2/reverse', { reason: 'No funds' });
    expect(await kinds()).toEqual([
      'renewalOfferPaid',
      'renewalOfferPaymentReversed',
      'renewalOfferPaid',
      'paymentReversed',
    ]);
  });

  it('count money for an offer on the term that renews the other under it, and on no other', async () => {
    await desk.openTerm();
    const renewal = {
      transactionId: 'renew',
      accountNumber: 'A-1',
      priorTerm: { policyNumber: POLICY, termNumber: 1 },
      term: { effectiveDate: '2028-02-01', expirationDate: '2029-02-01' },
      boundAt: '2028-01-02T16:00:00Z',
      jobNumber: 'offer/v2',
      currency: 'USD',
      charges: [charge('premium', 'premium', '5000.00')],
      billingMethod: 'directBill',
      planCode: 'TEN',
      stream: { kind: 'new', invoicingPlanCode: 'TERM_DAY' },
      producerCode: PRODUCER,
      upFrontPayments: [],
      isTermConfirmed: true,
      notifyUponSufficientPayment: false,
    };
    await desk.pay({ offerId: 'offer/v1', planCode: 'TEN', amount: '10.00', paymentId: 'P-1' });
    await desk.pay({ offerId: 'offer/v2', planCode: 'TEN', amount: '1250.00', paymentId: 'P-2' });
    const path = '/v1/policies/CGL-2028-000001/terms/2/renewal';
    expect((await desk.service('POST', path, renewal)).status).toBe(201);
    await desk.pay({ offerId: 'offer/v2', planCode: 'TEN', amount: '1.00', paymentId: 'P-3' });

    expect(await desk.term('CGL-2028-000001')).toMatchObject({
      isSufficient: true,
      notification: 'none',
      received: '1251.00',
      payments: ['P-2', 'P-3'],
    });
    expect(await desk.term()).toMatchObject({ received: '0.00' });
    expect(await kinds()).toEqual(['renewalOfferPaid', 'renewalOfferPaid', 'renewalOfferPaid']);
  });

  it.each([
    { policyNumber: POLICY, amount: '1.00' },
    { policyNumber: POLICY, termNumber: 1, jobNumber: 'job', amount: '1.00' },
    { jobNumber: 'job', planCode: 'TEN', amount: '1.00' },
    { amount: '1.00' },
  ])('refuse a payment that is for nothing or for two things: %j', async (payment) => {
    expect((await desk.pay(payment)).status).toBe(400);
  });

  it('call a term delinquent when an invoice is unpaid after the days of grace', async () => {
    await desk.openTerm();
    await desk.admin('POST', '/clock', { now: '2027-02-11T12:00:00Z' });
    expect(await desk.term()).toMatchObject({ isDelinquent: false, pastDue: '0.00' });
    await desk.admin('POST', '/clock', { advanceDays: 1 });
    expect(await desk.term()).toMatchObject({ isDelinquent: true, pastDue: '1494.50' });

    await desk.pay(termPayment('1494.50', 'P-1'));
    expect((await desk.term()).isDelinquent).toBe(false);
  });

  it('never call a term delinquent that was not taken', async () => {
    await desk.openTerm();
    await change('cancellations', {
      effectiveDate: '2027-02-01',
      method: 'flat',
      reason: 'notTaken',
      holdInvoices: false,
      charges: [],
    });
    await desk.admin('POST', '/clock', { now: '2027-06-01T12:00:00Z' });
    expect((await desk.term()).isDelinquent).toBe(false);
  });

  it('spread additional premium over what is not billed yet, its tax onto the next', async () => {
    await desk.openTerm();
    await desk.admin('POST', '/clock', { now: '2027-09-15T12:00:00Z' });
    const charges = [charge('premium', 'premium', '100.00'), charge('tax', 'tax', '4.85')];
    await change('changes', { description: 'another vehicle', charges });
    const { invoices } = await desk.term();
    expect(invoices.slice(-3).map(({ dueDate, amount }) => [dueDate, amount])).toEqual([
      ['2027-09-01', '416.66'],
      ['2027-10-01', '471.51'],
      ['2027-11-01', '466.72'],
    ]);
  });

  it('take a return off the next invoices, and keep what is left of it as money', async () => {
    await desk.openTerm();
    await desk.admin('POST', '/clock', { now: '2027-10-15T12:00:00Z' });
    await change('changes', {
      description: 'a vehicle less',
      charges: [charge('premium', 'premium', '-500.00')],
    });
    const { invoices } = await desk.term();
    expect(invoices.at(-1)?.amount).toBe('0.00');
    expect(invoices[0]?.paid).toBe('83.28');
  });
});
