import { createClientAsync } from 'soap';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgetWorkflow } from '../support/forget-workflow.js';
import { type Answer, KEYS } from './running-app.js';
import {
  AT_ONCE,
  inDays,
  linkOf,
  MIDDLE,
  renewalOf,
  runRenewals,
  type RunningRenewals,
  untilTasks,
} from './running-renewals.js';
import { TODAY } from '../support/today.js';

const PATH = '/soap/PolicyRenewalAPI';
const RENEWAL = 'http://guidewire.com/pc/ws/gw/webservice/pc/pc1000/job/PolicyRenewalAPI';

/** An operation with its arguments, as XML. */
function call({ changes }: RunningRenewals, operation: string, body: string): Promise<Answer> {
  return changes.app.send(PATH, {
    raw: `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><${operation} xmlns="${RENEWAL}">${body}</${operation}></s:Body></s:Envelope>`,
    key: KEYS.billing,
    headers: { 'Content-Type': 'text/xml; charset=utf-8' },
  });
}

const exceptionOf = ({ text }: Answer) => /<detail><pr:(\w+)/.exec(text)?.[1] ?? null;
const entries = (...policyNumbers: readonly string[]) =>
  `<policyNumbers>${policyNumbers.map((one) => `<Entry>${one}</Entry>`).join('')}</policyNumbers>`;

describe('startRenewals', () => {
  let renewals: RunningRenewals;
  beforeAll(async () => {
    renewals = await runRenewals('SSR', { ...AT_ONCE, flow: 'confirmed' });
  });
  afterAll(() => renewals[Symbol.asyncDispose]());

  const start = (body: string) => call(renewals, 'startRenewals', body);
  const stateOf = async (policyNumber: string) => (await renewals.look(policyNumber)).json['state'];

  it('"The startRenewals method of the PolicyRenewalAPI web service starts renewals on one or more existing PolicyCenter policies." "The method has no return value."', async () => {
    const policies = [await renewals.aPolicy(), await renewals.aPolicy()];
    const answer = await start(entries(...policies));
    expect(answer.status).toBe(200);
    expect(answer.text).toContain(`<pr:startRenewalsResponse xmlns:pr="${RENEWAL}"/>`);
    for (const policy of policies) await expect.poll(() => stateOf(policy)).toBe('completed');
    // Said again it changes nothing.
    expect((await start(entries(...policies))).text).toBe(answer.text);
  });

  it('"If a referenced policy does not exist in PolicyCenter, a BadIdentifierException is thrown and any subsequent policies in the array are not processed." "The entries in policyNumbers are processed in sequence. When a successful renewal is created, it is committed to the database."', async () => {
    const [first, last] = [await renewals.aPolicy(), await renewals.aPolicy()];
    const answer = await start(entries(first, 'SSR-NOBODY', last));
    expect([answer.status, exceptionOf(answer)]).toEqual([500, 'BadIdentifierException']);
    expect(answer.text).toContain('There is no policy of this number: SSR-NOBODY');
    await expect.poll(() => stateOf(first)).toBe('completed');
    expect((await renewals.look(last)).status).toBe(404);
  });

  it('"No gap in coverage exists between the original policy period and its renewal."', async () => {
    const policy = await renewals.aPolicy();
    await start(entries(policy));
    await expect.poll(() => stateOf(policy)).toBe('completed');
    const { newPolicyNumber } = renewalOf(await renewals.look(policy));
    const next = (await renewals.newTerm(newPolicyNumber ?? '')).json;
    const old = (await renewals.changes.app.send(`/api/policies/${policy}/terms/1`)).json;
    expect(next['effectiveDate']).toBe(old['expirationDate']);
    expect(next['effectiveDate']).toBe(MIDDLE.expirationDate);
  });

  it('takes the numbers as repeated elements, too, and an empty list as nothing to do', async () => {
    const policies = [await renewals.aPolicy(), await renewals.aPolicy()];
    const repeated = policies.map((one) => `<policyNumbers>${one}</policyNumbers>`).join('');
    expect((await start(repeated)).status).toBe(200);
    for (const policy of policies) await expect.poll(() => stateOf(policy)).toBe('completed');
    expect((await start('<policyNumbers/>')).status).toBe(200);
    const nil = '<policyNumbers xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"/>';
    for (const missing of ['', nil])
      expect(exceptionOf(await start(missing))).toBe('RequiredFieldException');
  });

  it('stops at a policy that cannot be renewed, too, and says why', async () => {
    const [cancelled, last] = [await renewals.aPolicy(), await renewals.aPolicy()];
    await renewals.post(`/api/policies/${cancelled}/cancellations?wait=30`, {
      requestId: 'CX-1',
      source: 'insured',
      reason: 'other',
      requestedOn: TODAY,
      advanceTo: 'completed',
    });
    const answer = await start(entries(cancelled, last));
    expect([answer.status, exceptionOf(answer)]).toEqual([500, null]);
    expect(answer.text).toContain(`${cancelled} is not renewed.`);
    expect((await renewals.look(last)).status).toBe(404);
  });

  it('"The confirmTerm method of the PolicyRenewalAPI web service confirms a policy term." "In the base configuration, the plugin method sets the specified policy term\'s TermConfirmed field to true."', async () => {
    const policy = await renewals.aPolicy();
    await start(entries(policy));
    await expect.poll(() => stateOf(policy)).toBe('completed');
    const policyNumber = renewalOf(await renewals.look(policy)).newPolicyNumber ?? '';
    const confirm = () =>
      call(
        renewals,
        'confirmTerm',
        `<policyNumber>${policyNumber}</policyNumber><termNumber>2</termNumber><transactionId>c1</transactionId>`,
      );
    expect((await confirm()).text).toContain('confirmTermResponse');
    expect((await renewals.newTerm(policyNumber)).json).toMatchObject({ isConfirmed: true });
    const { billing } = renewals.changes;
    await expect
      .poll(() => billing.getPeriodInfo({ policyNumber, termNumber: 2 }))
      .toMatchObject({ isTermConfirmed: true });
  });

  it('"The policyNumber and termNumber arguments cannot be null. They must reference a bound and unarchived policy term."', async () => {
    const confirm = (body: string) =>
      call(renewals, 'confirmTerm', `${body}<transactionId>c1</transactionId>`);
    const policy = await renewals.aPolicy();
    const named = `<policyNumber>${policy}</policyNumber>`;
    for (const body of [named, '<termNumber>1</termNumber>'])
      expect(exceptionOf(await confirm(body))).toBe('RequiredFieldException');
    // Not bound yet; and bound, but forgotten.
    const unbound = `${named}<termNumber>2</termNumber>`;
    expect(exceptionOf(await confirm(unbound))).toBe('BadIdentifierException');
    await forgetWorkflow(renewals.changes.env, `policy-term:${policy}:1`);
    const bound = `${named}<termNumber>1</termNumber>`;
    expect(exceptionOf(await confirm(bound))).toBe('BadIdentifierException');
  });
});

describe('notifyPaymentReceivedForRenewalOffer', () => {
  let renewals: RunningRenewals;
  let last = 0;
  beforeAll(async () => {
    renewals = await runRenewals('SNP', { ...AT_ONCE, flow: 'offer' });
  });
  afterAll(() => renewals[Symbol.asyncDispose]());

  interface Paid {
    readonly amount?: string;
    readonly currency?: string | null;
    readonly planCode?: string;
    readonly transactionId?: string;
  }
  const notify = (
    offerId: string,
    {
      amount = '1250.00',
      currency = 'usd',
      planCode,
      transactionId = `T-${(last += 1)}`,
    }: Paid = {},
  ) => {
    const plan =
      planCode === undefined
        ? ''
        : `<selectedPaymentPlanCode>${planCode}</selectedPaymentPlanCode>`;
    const inCurrency = currency === null ? '' : `<Currency>${currency}</Currency>`;
    return call(
      renewals,
      'notifyPaymentReceivedForRenewalOffer',
      `<offerID>${offerId}</offerID>${plan}<paymentAmount><Amount>${amount}</Amount>${inCurrency}</paymentAmount><transactionId>${transactionId}</transactionId>`,
    );
  };
  const returned = ({ text, status }: Answer) => {
    expect(status, text).toBe(200);
    return /<pr:return>([^<]+)<\/pr:return>/.exec(text)?.[1] ?? null;
  };

  it('"Otherwise, the method invokes the active workflow trigger FinishIssueRenewal and returns the period\'s policy number."', async () => {
    const { policyNumber, offer } = await renewals.anOffer();
    const number = returned(await notify(offer.offerId));
    await expect
      .poll(async () => (await renewals.look(policyNumber)).json['state'])
      .toBe('completed');
    expect(number).toBe(renewalOf(await renewals.look(policyNumber)).newPolicyNumber);
  });

  it('"If the relevant policy period term is already bound, the method returns the period\'s policy number."', async () => {
    const { offer } = await renewals.anOffer();
    const number = returned(await notify(offer.offerId));
    const more = { amount: '10.00', transactionId: 'MORE-1' };
    for (let times = 0; times < 2; times += 1)
      expect(returned(await notify(offer.offerId, more))).toBe(number);
    await expect
      .poll(async () => (await renewals.newTerm(number ?? '')).json['payments'])
      .toHaveLength(2);
  });

  it('"The method creates an activity and returns null if": "An applicable payment plan as specified by the selectedPaymentPlanCode and paymentAmount arguments could not be found"', async () => {
    const { policyNumber, offer } = await renewals.anOffer();
    for (const paid of [
      { amount: '1000.00' },
      { amount: '300.00', planCode: 'FULL' },
      { amount: '1.00', planCode: 'NOSUCH' },
    ])
      expect(returned(await notify(offer.offerId, paid))).toBeNull();
    await untilTasks(renewals, policyNumber, ['noPlanFits']);
    // What came adds up, and is enough for a plan that nobody named before.
    expect(
      returned(await notify(offer.offerId, { amount: '0.01', planCode: 'TEN' })),
    ).not.toBeNull();
  });

  it('"The method creates an activity and returns null if": "The policy is not in the correct state to accept the payment"', async () => {
    const { policyNumber, offer, renewal } = await renewals.anOffer();
    const over = await renewals.post(`${linkOf(renewal, 'reschedule')}?wait=30`, {
      by: 'olga',
      reason: 'Agreed',
      payableUntil: inDays(-1),
    });
    expect(over.json).toMatchObject({ state: 'notTaken' });
    expect(returned(await notify(offer.offerId))).toBeNull();
    await untilTasks(renewals, policyNumber, ['lateMoney']);
  });

  it('"offerID - Unique ID of the renewal offer. Cannot be null. The relevant policy period term must not be archived."', async () => {
    const { policyNumber, offer } = await renewals.anOffer();
    expect(exceptionOf(await notify(''))).toBe('RequiredFieldException');
    expect(exceptionOf(await notify(`renewal:${policyNumber}:2/v7`))).toBe(
      'BadIdentifierException',
    );
    await forgetWorkflow(renewals.changes.env, `renewal:${policyNumber}:2`);
    expect(exceptionOf(await notify(offer.offerId))).toBe('BadIdentifierException');
  });

  it('"transactionId - Unique transaction ID to use for the bundle": a repeat is answered the same and counts once, other content under it is refused', async () => {
    const { policyNumber, offer } = await renewals.anOffer();
    const paid = { amount: '1000.00', transactionId: 'ONCE-1' };
    for (let times = 0; times < 2; times += 1)
      expect(returned(await notify(offer.offerId, paid))).toBeNull();
    expect(renewalOf(await renewals.look(policyNumber)).money).toHaveLength(1);
    const other = await notify(offer.offerId, { ...paid, amount: '1250.00' });
    expect(other.status).toBe(500);
    expect(other.text).toContain('contentDiffers');
  });

  it.each(['1250', '+1250.0', '0001250.000', '1250.'])(
    'takes the amount %s as xs:decimal writes it, in the currency of the offer where none is said',
    async (amount) => {
      const { offer } = await renewals.anOffer();
      expect(returned(await notify(offer.offerId, { amount, currency: null }))).not.toBeNull();
    },
  );

  it('keeps money in another currency with a task, and answers nothing', async () => {
    const { policyNumber, offer } = await renewals.anOffer();
    expect(returned(await notify(offer.offerId, { currency: 'EUR' }))).toBeNull();
    await untilTasks(renewals, policyNumber, ['wrongCurrency']);
  });

  it('is called by a client that knows nothing but the WSDL, as is startRenewals', async () => {
    const url = `${renewals.changes.app.url}${PATH}?wsdl`;
    const client = await createClientAsync(url, { disableCache: true });
    client.addHttpHeader('X-API-Key', KEYS.billing);
    type Operation = (message: object) => Promise<readonly unknown[]>;
    const startRenewals = client['startRenewalsAsync'] as Operation;
    const policyNumber = await renewals.aPolicy();
    await startRenewals({ policyNumbers: { Entry: [policyNumber] } });
    await expect
      .poll(async () => renewalOf(await renewals.look(policyNumber)).offers)
      .toHaveLength(1);
    const paid = client['notifyPaymentReceivedForRenewalOfferAsync'] as Operation;
    const [answer] = await paid({
      offerID: `renewal:${policyNumber}:2/v1`,
      selectedPaymentPlanCode: 'TEN',
      paymentAmount: { Amount: '1250.00', Currency: 'USD' },
      transactionId: 'SOAP-1',
    });
    expect(answer).toEqual({ return: expect.any(String) as string });
  });
});
