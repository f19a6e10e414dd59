import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf } from './running-app.js';
import {
  AT_ONCE,
  inDays,
  linkOf,
  renewalOf,
  runRenewals,
  type RunningRenewals,
  tasksOf,
  untilTasks,
} from './running-renewals.js';

const BY = { by: 'olga', reason: 'Returned' };

describe('money for a renewal offer that is taken back, over the API', () => {
  let renewals: RunningRenewals;
  beforeAll(async () => {
    renewals = await runRenewals('ARV', { ...AT_ONCE, flow: 'offer' });
  });
  afterAll(() => renewals[Symbol.asyncDispose]());

  const standings = async (policyNumber: string) =>
    renewalOf(await renewals.look(policyNumber)).money.map(({ standing }) => standing);

  it('counts no more: what is left does not bind, and the whole does', async () => {
    const { anOffer, pay, takeBack } = renewals;
    const { policyNumber, offer } = await anOffer();
    await pay(offer.offerId, { amount: '1000.00', paymentId: 'CHEQUE' });
    await pay(offer.offerId, { amount: '100.00' });
    const back = await takeBack(offer.offerId, 'CHEQUE', 'R-1');
    expect([back.status, back.json['policyNumber']]).toEqual([200, null]);
    expect(back.json['text']).toContain('Payment CHEQUE is taken back');
    expect(back.json['text']).toContain('Received for the offer: 100.00.');
    const asked = await untilTasks(renewals, policyNumber, ['noPlanFits']);
    expect(await standings(policyNumber)).toEqual(['reversed', 'counts']);
    const text = () => renewalOf(asked).tasks[0]?.text;
    expect(text()).toContain('Received for the offer: 100.00.');
    const rest = await pay(offer.offerId, { amount: '1149.99' });
    expect(rest.json).toMatchObject({ policyNumber: null });
    const enough = await pay(offer.offerId, { amount: '0.01' });
    expect(enough.json['policyNumber']).toEqual(expect.any(String));
    const term = (await renewals.newTerm(String(enough.json['policyNumber']))).json;
    // What was taken back before is nothing that the new term knows.
    expect(term['payments']).toHaveLength(3);
  });

  it('is one reversal however often it is told, and another one is refused', async () => {
    const { anOffer, pay, takeBack } = renewals;
    const { offer } = await anOffer();
    await pay(offer.offerId, { amount: '1000.00', paymentId: 'ONCE', transactionId: 'T-ONCE' });
    const first = await takeBack(offer.offerId, 'ONCE', 'R-ONCE');
    expect((await takeBack(offer.offerId, 'ONCE', 'R-ONCE')).json).toEqual(first.json);
    // By the message under which it was told, which is all that SOAP has.
    const again = await takeBack(offer.offerId, 'T-ONCE', 'R-ONCE');
    expect([again.status, again.json['policyNumber']]).toEqual([200, null]);
    const other = await takeBack(offer.offerId, 'T-ONCE', 'R-OTHER');
    expect([other.status, codeOf(other)]).toEqual([409, 'content-differs']);
  });

  it('may overtake its payment, which counts for nothing then', async () => {
    const { anOffer, pay, takeBack } = renewals;
    const { policyNumber, offer } = await anOffer();
    const back = await takeBack(offer.offerId, 'EARLY');
    expect(back.json['text']).toContain('EARLY has not come yet');
    const paid = await pay(offer.offerId, { paymentId: 'EARLY' });
    expect(paid.json).toMatchObject({ policyNumber: null });
    expect(await standings(policyNumber)).toEqual(['reversed']);
    expect((await renewals.look(policyNumber)).json).toMatchObject({ state: 'offered' });
  });

  it('may overtake it by the id of its message, and is the same by both names from then on', async () => {
    const { anOffer, pay, takeBack } = renewals;
    const { policyNumber, offer } = await anOffer();
    await takeBack(offer.offerId, 'T-FIRST', 'R-FIRST');
    await pay(offer.offerId, { paymentId: 'FIRST', transactionId: 'T-FIRST' });
    for (const named of ['T-FIRST', 'FIRST']) {
      expect((await takeBack(offer.offerId, named, 'R-FIRST')).status).toBe(200);
      const other = await takeBack(offer.offerId, named, 'R-ELSE');
      expect([other.status, codeOf(other)]).toEqual([409, 'content-differs']);
    }
    expect(await standings(policyNumber)).toEqual(['reversed']);
  });

  it('ends the task about money that came too late, and asks where a person had seen to it', async () => {
    const { anOffer, pay, takeBack, post, look } = renewals;
    const late = async () => {
      const { policyNumber, offer, renewal } = await anOffer();
      await post(`${linkOf(renewal, 'reschedule')}?wait=30`, { ...BY, payableUntil: inDays(-1) });
      await pay(offer.offerId, { paymentId: 'LATE' });
      await untilTasks(renewals, policyNumber, ['lateMoney']);
      return { policyNumber, offerId: offer.offerId };
    };
    const unseen = await late();
    await takeBack(unseen.offerId, 'LATE');
    await untilTasks(renewals, unseen.policyNumber, []);

    const seen = await late();
    const settle = linkOf(await look(seen.policyNumber), 'settle');
    await post(settle, { ...BY, task: 'lateMoney' });
    await expect.poll(async () => (await look(seen.policyNumber)).json['state']).toBe('notTaken');
    // Its workflow has ended, and is opened again for this.
    const back = await takeBack(seen.offerId, 'LATE');
    expect(back.json['text']).toContain('taken back');
    const asked = await untilTasks(renewals, seen.policyNumber, ['takenBack:LATE']);
    expect(renewalOf(asked).tasks[0]?.text).toContain('was not returned as well');
  });

  it('in another currency ends its task', async () => {
    const { anOffer, pay, takeBack } = renewals;
    const { policyNumber, offer } = await anOffer();
    await pay(offer.offerId, { currency: 'EUR', paymentId: 'EUROS' });
    await untilTasks(renewals, policyNumber, ['wrongCurrency']);
    await takeBack(offer.offerId, 'EUROS');
    await untilTasks(renewals, policyNumber, []);
  });

  it('is reversed at the term that it has bound, by either address and once', async () => {
    const { anOffer, pay, takeBack, look, newTerm } = renewals;
    const { policyNumber, offer } = await anOffer();
    const paid = await pay(offer.offerId, { paymentId: 'BOUND', transactionId: 'T-BOUND' });
    const bound = String(paid.json['policyNumber']);
    await expect.poll(async () => (await look(policyNumber)).json['state']).toBe('completed');
    for (const named of ['T-BOUND', 'BOUND']) {
      const back = await takeBack(offer.offerId, named, 'R-BOUND');
      expect(back.json).toMatchObject({ policyNumber: bound });
    }
    expect((await newTerm(bound)).json).toMatchObject({
      status: 'confirmed',
      payments: [{ paymentId: 'BOUND', isReversed: true }],
    });
    expect(tasksOf(await look(policyNumber))).toEqual([]);
  });

  it('is of no offer that nobody made', async () => {
    const { anOffer, takeBack } = renewals;
    const { policyNumber } = await anOffer();
    for (const offerId of [`renewal:${policyNumber}:2/v2`, 'renewal:ARV-NOBODY:2/v1']) {
      const answer = await takeBack(offerId, 'P');
      expect([answer.status, codeOf(answer)]).toEqual([404, 'unknown-offer']);
    }
  });
});
