import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDesk, POLICY, termPayment, type Desk } from './desk.js';

describe('billing that asks for cancellations', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk({
      now: () => Date.parse('2027-01-15T12:00:00Z'),
      settings: { asksForCancellation: true },
    });
    await desk.openTerm();
  });
  afterEach(() => desk.close());

  const kinds = async () => (await desk.callbacks()).map(({ content }) => content.kind);
  const goTo = (now: string) => desk.admin('POST', '/clock', { now });

  it('asks once, when the days of grace of the first invoice are over', async () => {
    await goTo('2027-02-11T12:00:00Z');
    expect(await kinds()).toEqual([]);
    await goTo('2027-02-12T12:00:00Z');
    expect(await desk.callbacks()).toMatchObject([
      {
        content: {
          kind: 'beginCancellation',
          policyNumber: POLICY,
          termNumber: 1,
          reason: 'nonPayment',
        },
      },
    ]);
    await goTo('2027-06-01T12:00:00Z');
    expect(await kinds()).toEqual(['beginCancellation']);
  });

  it('confirms what is paid after it asked', async () => {
    await goTo('2027-02-12T12:00:00Z');
    await desk.pay(termPayment('1494.50', 'P-1'));
    expect(await kinds()).toEqual(['beginCancellation', 'paymentReceived', 'confirmTerm']);
  });

  it('leaves a term alone whose first invoice is paid', async () => {
    await desk.pay(termPayment('1494.50', 'P-1'));
    await goTo('2027-09-01T12:00:00Z');
    expect(await kinds()).not.toContain('beginCancellation');
  });

  it('asks again for a term that was reinstated and is not paid', async () => {
    await goTo('2027-02-12T12:00:00Z');
    const book = (path: string, more: Readonly<Record<string, unknown>>) =>
      desk.service('POST', `/v1/policies/${POLICY}/terms/1/${path}`, {
        transactionId: path,
        effectiveDate: '2027-03-01',
        jobNumber: path,
        currency: 'USD',
        charges: [],
        ...more,
      });
    await book('cancellations', { method: 'proRata', reason: 'nonPayment', holdInvoices: false });
    await goTo('2027-03-10T12:00:00Z');
    expect(await kinds()).toEqual(['beginCancellation']);
    await book('reinstatements', {});
    await goTo('2027-03-11T12:00:00Z');
    expect(await kinds()).toEqual(['beginCancellation', 'beginCancellation']);
  });

  it('asks nobody where it is not set to', async () => {
    await desk.admin('POST', '/settings', { asksForCancellation: false });
    await goTo('2027-09-01T12:00:00Z');
    expect(await kinds()).toEqual([]);
    await desk.admin('POST', '/settings', { asksForCancellation: true });
    expect(await kinds()).toEqual(['beginCancellation']);
  });
});
