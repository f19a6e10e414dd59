import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SystemUnavailable } from '../../src/ports/call-errors.js';
import { codeOf, KEYS } from './running-app.js';
import {
  AT_ONCE,
  inDays,
  linkOf,
  offerOf,
  renewalOf,
  runRenewals,
  type RunningRenewals,
  tasksOf,
  untilTasks,
} from './running-renewals.js';
import { TODAY } from '../support/today.js';

const BY = { by: 'olga', reason: 'Agreed' };

describe('money for a renewal offer, over the API', () => {
  let renewals: RunningRenewals;
  beforeAll(async () => {
    renewals = await runRenewals('AOF', { ...AT_ONCE, flow: 'offer' });
  });
  afterAll(() => renewals[Symbol.asyncDispose]());

  const stateOf = async (policyNumber: string) => (await renewals.look(policyNumber)).json['state'];
  const paymentsOf = async (policyNumber: unknown) =>
    ((await renewals.newTerm(String(policyNumber))).json['payments'] ?? []) as readonly {
      readonly paymentId: string;
    }[];

  it('says its plans and until when it can be paid, and is bound by money that fits one', async () => {
    const { anOffer, pay, newTerm, look } = renewals;
    const { policyNumber, offer, renewal } = await anOffer();
    expect(renewal.json).toMatchObject({ state: 'offered' });
    expect(renewal.json['waitingFor']).toContain('the offer (version 1) to be paid by ');
    expect(offer).toMatchObject({ offerId: `renewal:${policyNumber}:2/v1`, total: '5000.00' });
    expect(offer.plans).toContainEqual({ planCode: 'TEN', firstInvoice: '1250.00' });
    const paid = await pay(offer.offerId, { paymentId: 'BOUND-1' });
    expect([paid.status, paid.json['policyNumber']]).toEqual([200, expect.any(String)]);
    const number = String(paid.json['policyNumber']);
    expect((await newTerm(number)).json).toMatchObject({
      status: 'confirmed',
      payments: [{ paymentId: 'BOUND-1', amount: '1250.00' }],
    });
    await expect.poll(async () => (await look(policyNumber)).json['state']).toBe('completed');
  });

  it('takes what is short, asks a person, and binds when the rest comes', async () => {
    const { anOffer, pay, look } = renewals;
    const { policyNumber, offer } = await anOffer();
    const short = await pay(offer.offerId, { amount: '1249.99' });
    expect(short.json).toMatchObject({ policyNumber: null });
    expect(short.json['text']).toContain('Received for the offer: 1249.99.');
    expect(short.json['text']).toContain('1250.00 (TEN)');
    await untilTasks(renewals, policyNumber, ['noPlanFits']);
    const rest = await pay(offer.offerId, { amount: '0.01' });
    expect(rest.json['policyNumber']).toEqual(expect.any(String));
    expect(tasksOf(await look(policyNumber))).toEqual([]);
  });

  it('is billed by the plan that the payer named, and by no other where that is not met', async () => {
    const { anOffer, pay, newTerm, changes } = renewals;
    const { offer } = await anOffer();
    const named = await pay(offer.offerId, {
      amount: '1250.00',
      selectedPaymentPlanCode: 'FULL',
    });
    expect(named.json).toMatchObject({ policyNumber: null });
    const unknown = await pay(offer.offerId, { amount: '1.00', selectedPaymentPlanCode: 'NOSUCH' });
    expect(unknown.json).toMatchObject({ policyNumber: null });
    const rest = await pay(offer.offerId, {
      amount: '3749.00',
      selectedPaymentPlanCode: 'TEN',
    });
    const policyNumber = String(rest.json['policyNumber']);
    const period = await changes.billing.getPeriodInfo({ policyNumber, termNumber: 2 });
    expect(period).toMatchObject({ planCode: 'TEN' });
    expect((await newTerm(policyNumber)).json['payments']).toHaveLength(3);
  });

  it('answers a repeat the same, refuses other content under its ids, and counts it once', async () => {
    const { anOffer, pay, look } = renewals;
    const { policyNumber, offer } = await anOffer();
    const money = {
      transactionId: 'TWICE-1',
      paymentId: 'TWICE-P',
      amount: '1000.00',
      receivedAt: new Date().toISOString(),
    };
    const first = await pay(offer.offerId, money);
    expect((await pay(offer.offerId, money)).json).toEqual(first.json);
    const others = [
      { ...money, amount: '1000.01' },
      { ...money, transactionId: 'TWICE-2', amount: '1000.01' },
    ];
    for (const other of others) {
      const differs = await pay(offer.offerId, other);
      expect([differs.status, codeOf(differs)]).toEqual([409, 'content-differs']);
    }
    // Told under another id it is the same money.
    expect((await pay(offer.offerId, { ...money, transactionId: 'TWICE-3' })).json).toEqual(
      first.json,
    );
    expect(renewalOf(await look(policyNumber)).money).toHaveLength(1);
  });

  it('binds once where two payments fit at the same moment, and the new term has both', async () => {
    const { anOffer, pay } = renewals;
    const { offer } = await anOffer();
    const [one, two] = await Promise.all([
      pay(offer.offerId, { paymentId: 'BOTH-1' }),
      pay(offer.offerId, { paymentId: 'BOTH-2' }),
    ]);
    expect(one.json['policyNumber']).toEqual(expect.any(String));
    expect(two.json['policyNumber']).toBe(one.json['policyNumber']);
    await expect
      .poll(async () =>
        (await paymentsOf(one.json['policyNumber'])).map(({ paymentId }) => paymentId).sort(),
      )
      .toEqual(['BOTH-1', 'BOTH-2']);
  });

  it('answers the policy number after the bind, and the new term counts the money once', async () => {
    const { anOffer, pay, look } = renewals;
    const { policyNumber, offer } = await anOffer();
    const bound = (await pay(offer.offerId)).json['policyNumber'];
    await expect.poll(() => stateOf(policyNumber)).toBe('completed');
    const more = {
      transactionId: 'MORE-T',
      paymentId: 'MORE-P',
      amount: '10.00',
      receivedAt: new Date().toISOString(),
    };
    for (let times = 0; times < 2; times += 1)
      expect((await pay(offer.offerId, more)).json).toMatchObject({ policyNumber: bound });
    // Whoever paid is answered before the new term has the money.
    await expect.poll(() => paymentsOf(bound)).toHaveLength(2);
    expect((await look(policyNumber)).json).toMatchObject({ state: 'completed' });
  });

  it('keeps what is in another currency apart, with a task, and leaves it out of the bind', async () => {
    const { anOffer, pay, look, post } = renewals;
    const { policyNumber, offer } = await anOffer();
    const euros = await pay(offer.offerId, { currency: 'EUR', paymentId: 'EUR-1' });
    expect(euros.json).toMatchObject({ policyNumber: null });
    const waiting = await untilTasks(renewals, policyNumber, ['wrongCurrency']);
    expect(renewalOf(waiting).money).toMatchObject([{ standing: 'unapplied' }]);
    const paid = await pay(offer.offerId, { paymentId: 'USD-1' });
    expect(await paymentsOf(paid.json['policyNumber'])).toMatchObject([{ paymentId: 'USD-1' }]);
    await expect.poll(() => stateOf(policyNumber)).toBe('completed');
    const bound = await look(policyNumber);
    expect(tasksOf(bound)).toEqual(['wrongCurrency']);
    const { app } = renewals.changes;
    const list = `/api/tasks?policyNumber=${policyNumber}&amountFrom=1250.00`;
    await expect
      .poll(async () => (await app.send(list)).json['items'])
      .toMatchObject([
        {
          cause: 'wrongCurrency',
          money: { amount: '1250.00', currency: 'EUR' },
          moneyByCurrency: [{ amount: '1250.00', currency: 'EUR' }],
        },
      ]);
    const settled = await post(linkOf(bound, 'settle'), { ...BY, task: 'wrongCurrency' });
    expect(tasksOf(settled)).toEqual([]);
  });

  it('does not know an offer that nobody made, nor one that cannot be', async () => {
    const { anOffer, pay, look } = renewals;
    const { policyNumber } = await anOffer();
    for (const offerId of [`renewal:${policyNumber}:2/v2`, 'renewal:AOF-NOBODY:2/v1', 'OFFER-7']) {
      const answer = await pay(offerId);
      expect([answer.status, codeOf(answer)]).toEqual([404, 'unknown-offer']);
    }
    expect(renewalOf(await look(policyNumber)).money).toEqual([]);
  });

  it('refuses an amount that is none, and whoever is not billing', async () => {
    const { anOffer, pay, changes } = renewals;
    const { offer } = await anOffer();
    for (const amount of ['0.00', '-1.00']) {
      const answer = await pay(offer.offerId, { amount });
      expect([answer.status, codeOf(answer)]).toEqual([422, 'amount-not-positive']);
    }
    const path = `/api/renewal-offers/${encodeURIComponent(offer.offerId)}/payments`;
    const other = await changes.app.send(path, { body: {}, key: KEYS.everything });
    expect([other.status, codeOf(other)]).toEqual([403, 'missing-scope']);
  });

  it('is no consent where it is for an older version: the money is kept, and a person is asked', async () => {
    const { anOffer, pay, look, post } = renewals;
    const { policyNumber, offer } = await anOffer();
    await pay(offer.offerId, { amount: '500.00', paymentId: 'EARLY-1' });
    await untilTasks(renewals, policyNumber, ['noPlanFits']);
    await post(`/api/policies/${policyNumber}/endorsements?wait=30`, {
      requestId: 'EN-1',
      effectiveDate: TODAY,
      fullTerm: [{ line: 'general-liability', charge: 'premium', state: 'TX', amount: '6000.00' }],
      advanceTo: 'completed',
    });
    await expect.poll(async () => renewalOf(await look(policyNumber)).offers).toHaveLength(2);
    const newest = offerOf(await look(policyNumber));
    expect(newest).toMatchObject({ version: 2, total: '6000.00' });
    const outdated = await untilTasks(renewals, policyNumber, ['olderVersion']);
    expect(renewalOf(outdated).money).toMatchObject([{ standing: 'olderVersion' }]);
    expect(renewalOf(outdated).tasks[0]?.text).toMatch(
      /^Received beside it: 500\.00 USD \(EARLY-1\)\. Version 2 asks for 6000\.00 \(FULL\)/,
    );
    const old = await pay(offer.offerId, { paymentId: 'OLD-1' });
    expect(old.json).toMatchObject({ policyNumber: null });
    const waiting = await untilTasks(renewals, policyNumber, ['olderVersion']);
    expect(waiting.json).toMatchObject({ state: 'offered' });
    const paid = await pay(newest.offerId, { amount: '1500.00', paymentId: 'NEW-1' });
    await expect
      .poll(async () => (await paymentsOf(paid.json['policyNumber'])).map((one) => one.paymentId))
      .toEqual(expect.arrayContaining(['NEW-1', 'OLD-1', 'EARLY-1']));
    await expect.poll(() => stateOf(policyNumber)).toBe('completed');
    expect(tasksOf(await look(policyNumber))).toEqual([]);
  });

  it('cannot be withdrawn while it can be paid, nor referred; the insured can leave it', async () => {
    const { anOffer, post, changes } = renewals;
    const { policyNumber, renewal } = await anOffer();
    const { self } = renewal.json['links'] as Readonly<Record<string, string>>;
    const withdrawn = await post(`${self ?? ''}/withdraw`, BY);
    expect([withdrawn.status, codeOf(withdrawn)]).toEqual([409, 'change-refused']);
    expect(withdrawn.json['refusals']).toMatchObject([{ code: 'offerOutstanding' }]);
    const abandoned = await post(`${self ?? ''}/abandon`, BY);
    expect([abandoned.status, codeOf(abandoned)]).toEqual([409, 'change-refused']);
    expect(abandoned.json['refusals']).toMatchObject([{ code: 'offerOutstanding' }]);
    expect(renewal.json['links']).not.toHaveProperty('abandon');
    const direct = (direction: string) =>
      changes.app.send(`/api/policies/${policyNumber}/terms/1/direction`, {
        method: 'PUT',
        body: { requestId: `DIR-${direction}`, direction, ...BY },
      });
    await direct('nonRenew');
    const told = await untilTasks(renewals, policyNumber, ['direction']);
    expect(renewalOf(told).tasks[0]?.text).toMatch(
      /^The direction nonRenew changes nothing .* offer is out/,
    );
    await direct('notTaken');
    await untilTasks(renewals, policyNumber, []);
    await expect.poll(() => stateOf(policyNumber)).toBe('notTaken');
  });

  it('is for a person where the old term was cancelled meanwhile, and there is nothing to renew', async () => {
    const { anOffer, pay, look, post } = renewals;
    const { policyNumber, offer } = await anOffer();
    await post(`/api/policies/${policyNumber}/cancellations?wait=30`, {
      requestId: 'CX-1',
      source: 'insured',
      reason: 'other',
      requestedOn: TODAY,
      advanceTo: 'completed',
    });
    await expect.poll(() => stateOf(policyNumber)).toBe('withdrawn');
    await expect.poll(async () => renewalOf(await look(policyNumber)).madeBy).toBeNull();
    const answer = await pay(offer.offerId);
    expect([answer.status, answer.json['policyNumber']]).toEqual([200, null]);
    await untilTasks(renewals, policyNumber, ['money']);
  });

  describe('after its deadline', () => {
    /** Not taken: its last day was yesterday. */
    const notTaken = async () => {
      const { anOffer, post } = renewals;
      const { policyNumber, offer, renewal } = await anOffer();
      const path = `${linkOf(renewal, 'reschedule')}?wait=30`;
      const over = await post(path, { ...BY, payableUntil: inDays(-1) });
      expect(over.json).toMatchObject({ state: 'notTaken' });
      return { policyNumber, offer };
    };
    const inTime = `${inDays(-2)}T12:00:00Z`;

    it('is bound after all by money that came in time and is told of later', async () => {
      const { pay } = renewals;
      const { policyNumber, offer } = await notTaken();
      const paid = await pay(offer.offerId, { receivedAt: inTime, paymentId: 'IN-TIME' });
      expect(paid.json['policyNumber']).toEqual(expect.any(String));
      expect(await paymentsOf(paid.json['policyNumber'])).toMatchObject([{ paymentId: 'IN-TIME' }]);
      await expect.poll(() => stateOf(policyNumber)).toBe('completed');
    });

    it('adds up what came in time before and after, and is bound once', async () => {
      const { anOffer, pay, post } = renewals;
      const { policyNumber, offer, renewal } = await anOffer();
      await pay(offer.offerId, { receivedAt: inTime, amount: '1000.00' });
      const path = `${linkOf(renewal, 'reschedule')}?wait=30`;
      const over = await post(path, { ...BY, payableUntil: inDays(-1) });
      expect(over.json).toMatchObject({ state: 'notTaken' });
      await untilTasks(renewals, policyNumber, ['money']);
      const rest = await pay(offer.offerId, { receivedAt: inTime, amount: '250.00' });
      expect(rest.json['policyNumber']).toEqual(expect.any(String));
      await expect.poll(() => stateOf(policyNumber)).toBe('completed');
      expect(tasksOf(await renewals.look(policyNumber))).toEqual([]);
    });

    it('is not bound by another plan than the payer named, though the money would reach that', async () => {
      const { anOffer, pay, post } = renewals;
      const { policyNumber, offer, renewal } = await anOffer();
      const named = { receivedAt: inTime, selectedPaymentPlanCode: 'FULL' };
      expect((await pay(offer.offerId, named)).json).toMatchObject({ policyNumber: null });
      const path = `${linkOf(renewal, 'reschedule')}?wait=30`;
      await post(path, { ...BY, payableUntil: inDays(-1) });
      await untilTasks(renewals, policyNumber, ['money']);
      expect(await stateOf(policyNumber)).toBe('notTaken');
    });

    it('keeps late money with a task, binds nothing, and is closed when that is settled', async () => {
      const { pay, post } = renewals;
      const { policyNumber, offer } = await notTaken();
      const late = await pay(offer.offerId, { paymentId: 'LATE-1' });
      expect(late.json).toMatchObject({ policyNumber: null });
      const waiting = await untilTasks(renewals, policyNumber, ['lateMoney']);
      expect(waiting.json).toMatchObject({ state: 'notTaken' });
      const settled = await post(linkOf(waiting, 'settle'), { ...BY, task: 'lateMoney' });
      expect(tasksOf(settled)).toEqual([]);
      const repeat = await pay(offer.offerId, { paymentId: 'LATE-1', receivedAt: inTime });
      expect([repeat.status, codeOf(repeat)]).toEqual([409, 'content-differs']);
    });
  });
});

describe('money for a renewal that is not offered yet, over the API', () => {
  let renewals: RunningRenewals;
  beforeAll(async () => {
    renewals = await runRenewals('AOP', { flow: 'offer' });
  });
  afterAll(() => renewals[Symbol.asyncDispose]());

  it('is kept for the first offer, which it binds', async () => {
    const { aPolicy, renew, pay, look, post, newTerm } = renewals;
    const policyNumber = await aPolicy();
    const quoted = await renew(policyNumber);
    expect(quoted.json).toMatchObject({ state: 'quoted' });
    const early = await pay(`renewal:${policyNumber}:2`, { paymentId: 'EARLY-1' });
    expect(early.json).toMatchObject({ policyNumber: null });
    expect(early.json['text']).toContain('No offer is out.');
    expect(renewalOf(await look(policyNumber)).money).toMatchObject([{ standing: 'parked' }]);
    const done = await post(`${linkOf(quoted, 'reschedule')}?wait=30`, {
      ...BY,
      offerOn: inDays(-1),
    });
    expect(done.json).toMatchObject({ state: 'completed' });
    expect((await newTerm(renewalOf(done).newPolicyNumber ?? '')).json).toMatchObject({
      status: 'confirmed',
      payments: [{ paymentId: 'EARLY-1' }],
    });
  });

  it('is kept for the offer while that is being sent, with the plan that the payer named', async () => {
    const { aPolicy, renew, pay, look, post, changes } = renewals;
    const policyNumber = await aPolicy();
    const quoted = await renew(policyNumber);
    const { billing } = changes;
    const outage = new SystemUnavailable(
      { system: 'billing', operation: 'getPaymentPlans' },
      'away',
    );
    for (let times = 0; times < 3; times += 1)
      billing.failNext('getPaymentPlans', outage, 'before');
    await post(linkOf(quoted, 'reschedule'), { ...BY, offerOn: inDays(-1) });
    await expect.poll(async () => (await look(policyNumber)).json['state']).toBe('offered');
    const early = await pay(`renewal:${policyNumber}:2`, {
      amount: '2500.00',
      selectedPaymentPlanCode: 'TEN',
    });
    expect(early.json).toMatchObject({ policyNumber: null });
    await expect.poll(async () => (await look(policyNumber)).json['state']).toBe('completed');
    const { newPolicyNumber, tasks } = renewalOf(await look(policyNumber));
    expect(tasks).toEqual([]);
    const period = { policyNumber: newPolicyNumber ?? '', termNumber: 2 };
    expect(await billing.getPeriodInfo(period)).toMatchObject({ planCode: 'TEN' });
  });

  it('is shown to a person where nothing is offered any more', async () => {
    const { aPolicy, renew, pay, look, post } = renewals;
    const policyNumber = await aPolicy();
    const quoted = await renew(policyNumber);
    await pay(`renewal:${policyNumber}:2`, {});
    await post(`${linkOf(quoted, 'withdraw')}?wait=30`, BY);
    await untilTasks(renewals, policyNumber, ['money']);
    expect((await look(policyNumber)).json).toMatchObject({ state: 'withdrawn' });
  });
});

describe('money for an offer of a product that makes none, over the API', () => {
  let renewals: RunningRenewals;
  beforeAll(async () => {
    renewals = await runRenewals('AOW');
  });
  afterAll(() => renewals[Symbol.asyncDispose]());

  it('is refused as of another flow, kept, and a person is asked', async () => {
    const { aPolicy, renew, pay } = renewals;
    const policyNumber = await aPolicy();
    await renew(policyNumber);
    const answer = await pay(`renewal:${policyNumber}:2`, { paymentId: 'ODD-1' });
    expect([answer.status, codeOf(answer)]).toEqual([409, 'change-refused']);
    expect(answer.json['refusals']).toMatchObject([{ code: 'wrongFlow' }]);
    const waiting = await untilTasks(renewals, policyNumber, ['wrongFlow']);
    expect(renewalOf(waiting).money).toMatchObject([{ paymentId: 'ODD-1' }]);
  });
});
