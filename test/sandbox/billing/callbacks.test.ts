import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { descendants, readXml } from '../../../src/xml/reader.js';
import { callbackViolationsOf } from '../../adapters/billing/billing-document.js';
import { openDesk, POLICY, termPayment, type CallbackView, type Desk } from './desk.js';
import { openPolicySide, until, WAITS_FOR_CALLBACKS, type PolicySide } from './policy-side.js';

const SECRET = `whsec_${btoa('a-secret-shared-with-billing-001')}`;
const TERM_PATH = `/api/policies/${POLICY}/terms/1`;

describe('what billing tells the policy side', WAITS_FOR_CALLBACKS, () => {
  let side: PolicySide;
  let desk: Desk;
  beforeEach(async () => {
    side = await openPolicySide();
    desk = await openDesk({
      policySide: { url: side.url, apiKey: 'key-of-billing' },
      settings: { callbackRetryMs: 10, callbackRetryMaxMs: 20, callbackTimeoutMs: 2000 },
    });
  });
  afterEach(async () => {
    await desk.close();
    await side.close();
  });

  const paths = () => side.received.map(({ path }) => path);
  const settled = (id: number, status: string): Promise<CallbackView> =>
    until(async () => {
      const callback = (await desk.callbacks()).find((one) => one.id === id);
      return callback?.status === status ? callback : null;
    });
  const goAstray = (fault: Readonly<Record<string, unknown>>) =>
    desk.admin('POST', '/callback-faults', fault);
  const confirmByHand = (termNumber = 1) =>
    desk.admin('POST', '/callbacks', {
      kind: 'confirmTerm',
      policyNumber: POLICY,
      termNumber,
      transactionId: `confirm-${termNumber}`,
    });

  it('is the payment and then the confirmation, with the key', async () => {
    await desk.openTerm();
    await desk.pay({ ...termPayment('1494.50', 'P-1'), receivedAt: '2027-01-20T08:00:00Z' });
    const [payment, confirmation] = await side.untilReceived(2);

    expect(payment).toMatchObject({ path: `${TERM_PATH}/payments` });
    expect(JSON.parse(payment?.body ?? '')).toMatchObject({
      paymentId: 'P-1',
      amount: '1494.50',
      currency: 'USD',
      receivedAt: '2027-01-20T08:00:00Z',
    });
    expect(confirmation).toMatchObject({ path: `${TERM_PATH}/confirm` });
    expect(JSON.parse(confirmation?.body ?? '')).toEqual({
      policyNumber: POLICY,
      termNumber: 1,
      transactionId: expect.any(String) as string,
    });
    expect(confirmation?.headers['x-api-key']).toBe('key-of-billing');
    expect(confirmation?.headers['webhook-signature']).toBeUndefined();
  });

  it('fits the contract, whatever it says', async () => {
    await desk.openTerm();
    await desk.pay(termPayment('1494.50', 'P-1'));
    await desk.admin('POST', '/payments/P-1/reverse', {});
    await desk.pay({ offerId: 'renewal:CGL/1', planCode: 'TEN', amount: '1.00' });
    const received = await side.untilReceived(4);
    const told = await desk.callbacks();
    expect(new Set(told.map(({ content }) => content.kind)).size).toBe(4);
    for (const { content, transactionId } of told) {
      const callback = received.find(({ body }) => body.includes(transactionId));
      const { path = '', body = '' } = callback ?? {};
      expect(callbackViolationsOf(content.kind, path, body)).toEqual([]);
    }
  });

  it('is a reversal under the payment it takes back', async () => {
    await desk.pay(termPayment('10.00', 'P/1'));
    await desk.admin('POST', '/payments/P%2F1/reverse', { reason: 'No funds' });
    const [, reversal] = await side.untilReceived(2);
    expect(reversal?.path).toBe(`${TERM_PATH}/payments/P%2F1/reverse`);
    expect(JSON.parse(reversal?.body ?? '')).toMatchObject({ reason: 'No funds' });
  });

  it('is signed with its id, the time and the very body, where a secret is shared', async () => {
    await desk.admin('POST', '/policy-side', { signingSecret: SECRET });
    await confirmByHand();
    const [callback] = await side.untilReceived(1);
    const { headers = {}, body = '' } = callback ?? {};
    const sent = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, String(value)]),
    );
    expect(new Webhook(SECRET).verify(body, sent)).toMatchObject({
      policyNumber: POLICY,
      termNumber: 1,
    });
    expect(sent['webhook-id']).toBe('confirm-1');
    expect(() => new Webhook(SECRET).verify(`${body} `, sent)).toThrow();
  });

  it('goes over SOAP where it is asked to, and payments of terms over REST all the same', async () => {
    await desk.admin('POST', '/policy-side', { protocol: 'soap' });
    side.answerNext({ status: 200 }, { status: 200, body: soap('<confirmTermResponse/>') });
    await desk.openTerm();
    await desk.pay(termPayment('1494.50', 'P-1'));
    const [, confirmation] = await side.untilReceived(2);

    expect(paths()).toEqual([`${TERM_PATH}/payments`, '/soap/PolicyRenewalAPI']);
    expect(confirmation?.headers['soapaction']).toMatch(/PolicyRenewalAPI\/confirmTerm"$/);
    expect(argumentsOf(confirmation?.body)).toMatchObject({
      policyNumber: POLICY,
      termNumber: '1',
    });
    await settled(2, 'delivered');
  });

  it('is the money for a renewal offer, and keeps the policy number that is answered', async () => {
    await desk.admin('POST', '/policy-side', { protocol: 'soap' });
    side.answerNext({
      status: 200,
      body: soap(
        '<notifyPaymentReceivedForRenewalOfferResponse><return>CGL-2028-000009</return></notifyPaymentReceivedForRenewalOfferResponse>',
      ),
    });
    await desk.pay({ offerId: 'renewal:1', planCode: 'TEN', amount: '1494.50', paymentId: 'P-1' });
    const [notice] = await side.untilReceived(1);
    expect(argumentsOf(notice?.body)).toMatchObject({
      offerID: 'renewal:1',
      selectedPaymentPlanCode: 'TEN',
      Amount: '1494.50',
      Currency: 'USD',
    });
    expect((await settled(1, 'delivered')).policyNumberAnswered).toBe('CGL-2028-000009');
  });

  it('is repeated under its transaction id until it is taken', async () => {
    side.answerNext(
      null,
      { status: 503 },
      { status: 404, body: problem('unknown-term') },
      { status: 409, body: JSON.stringify({ code: 'termNotBound' }) },
      { status: 401 },
    );
    await confirmByHand();
    const received = await side.untilReceived(6);
    expect(new Set(received.map(({ body }) => body)).size).toBe(1);
    expect(await settled(1, 'delivered')).toMatchObject({ attempts: 6, lastAnswer: 'HTTP 200' });
  });

  it('is repeated over SOAP while the term is unknown or the service is away', async () => {
    await desk.admin('POST', '/policy-side', { protocol: 'soap' });
    side.answerNext(
      { status: 502, body: '<html>Bad gateway</html>' },
      { status: 500, body: fault('Client', '<BadIdentifierException/>') },
      { status: 500, body: fault('Server') },
      { status: 200, body: soap('<confirmTermResponse/>') },
    );
    await confirmByHand();
    expect(await settled(1, 'delivered')).toMatchObject({ attempts: 4 });
  });

  it.each([
    ['rest', { status: 409, body: problem('term-ended') }, 'HTTP 409 term-ended'],
    ['rest', { status: 422, body: problem('invalid-request') }, 'HTTP 422 invalid-request'],
    [
      'soap',
      { status: 500, body: fault('Client', '<RequiredFieldException/>') },
      'HTTP 500 RequiredFieldException: said',
    ],
    ['soap', { status: 500, body: fault('Client') }, 'HTTP 500 Fault: said'],
  ])('is left to a person when %s says no for good (%j)', async (protocol, answer, lastAnswer) => {
    await desk.admin('POST', '/policy-side', { protocol });
    side.answerNext(answer);
    await confirmByHand();
    expect(await settled(1, 'refused')).toMatchObject({ attempts: 1, lastAnswer });
  });

  it('is left to a person after so many attempts, where there is a limit', async () => {
    await desk.admin('POST', '/settings', { callbackMaxAttempts: 2 });
    side.answerNext({ status: 503 }, { status: 503 });
    await confirmByHand();
    expect((await settled(1, 'gaveUp')).attempts).toBe(2);

    await desk.admin('POST', '/callbacks/1/send');
    await settled(1, 'delivered');
  });

  it('can come twice, as one transaction', async () => {
    await goAstray({ kind: 'twice', callback: 'confirmTerm' });
    await confirmByHand();
    const [one, other] = await side.untilReceived(2);
    expect(one?.body).toBe(other?.body);
  });

  it('can come late', async () => {
    await goAstray({ kind: 'late', delayMs: 300 });
    await confirmByHand(1);
    await confirmByHand(2);
    await side.untilReceived(2);
    expect(paths()).toEqual([
      `/api/policies/${POLICY}/terms/2/confirm`,
      `/api/policies/${POLICY}/terms/1/confirm`,
    ]);
  });

  it('can come out of order', async () => {
    await goAstray({ kind: 'outOfOrder', callback: 'paymentReceived' });
    await desk.openTerm();
    await desk.pay(termPayment('1494.50', 'P-1'));
    await side.untilReceived(2);
    expect(paths()).toEqual([`${TERM_PATH}/confirm`, `${TERM_PATH}/payments`]);
  });

  it('can come never, until somebody sends it', async () => {
    await goAstray({ kind: 'never', callback: 'confirmTerm' });
    await desk.openTerm();
    await desk.pay(termPayment('1494.50', 'P-1'));
    await settled(1, 'delivered');
    expect((await desk.callbacks()).map(({ status }) => status)).toEqual(['delivered', 'withheld']);
    expect(paths()).toEqual([`${TERM_PATH}/payments`]);

    await desk.admin('POST', '/callbacks/2/send');
    await settled(2, 'delivered');
  });

  it('can come before the bind', async () => {
    await confirmByHand();
    await desk.pay(termPayment('1494.50', 'P-1'));
    await side.untilReceived(2);
    expect(paths()).toEqual([`${TERM_PATH}/confirm`, `${TERM_PATH}/payments`]);
    expect((await desk.admin('GET', '/counts')).body).toMatchObject({ periods: 0 });
  });

  it('holds no report of payments where they are not wanted', async () => {
    await desk.admin('POST', '/policy-side', { reportPayments: false });
    await desk.openTerm();
    await desk.pay(termPayment('1494.50', 'P-1'));
    await side.untilReceived(1);
    expect((await desk.callbacks()).map(({ content }) => content.kind)).toEqual(['confirmTerm']);
  });

  it('is no confirmation of a term that the policy side has confirmed itself', async () => {
    await desk.openTerm();
    await desk.service('POST', `/v1/policies/${POLICY}/terms/1/confirmation`, {
      transactionId: 'confirmed',
      isTermConfirmed: true,
    });
    await desk.pay(termPayment('1494.50', 'P-1'));
    expect((await desk.callbacks()).map(({ content }) => content.kind)).toEqual([
      'paymentReceived',
    ]);
  });

  it('never shows the key or the secret to whoever looks', async () => {
    await desk.admin('POST', '/policy-side', { signingSecret: SECRET });
    const { body } = await desk.admin('GET', '/policy-side');
    expect(body).toMatchObject({ url: side.url, isSigned: true });
    expect(JSON.stringify(body)).not.toMatch(/key-of-billing|whsec/);
  });
});

it('is kept until somebody says where to call back', async () => {
  const side = await openPolicySide();
  const desk = await openDesk();
  try {
    await desk.pay(termPayment('10.00', 'P-1'));
    expect(await desk.callbacks()).toMatchObject([{ status: 'pending', attempts: 0 }]);
    await desk.admin('POST', '/policy-side', { url: side.url, apiKey: 'key' });
    await side.untilReceived(1);
  } finally {
    await desk.close();
    await side.close();
  }
});

function soap(content: string): string {
  return `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${content}</s:Body></s:Envelope>`;
}

function fault(code: string, detail = ''): string {
  return soap(
    `<s:Fault><faultcode>s:${code}</faultcode><faultstring>said</faultstring><detail>${detail}</detail></s:Fault>`,
  );
}

function problem(code: string): string {
  return JSON.stringify({ type: `urn:bindery:problem:${code}` });
}

/** The arguments of an operation, by name. */
function argumentsOf(body = ''): Record<string, string> {
  const [content] = descendants(readXml(body), 'Body')[0]?.children ?? [];
  const all = content?.children.flatMap((part) => [part, ...part.children]) ?? [];
  return Object.fromEntries(all.map(({ name, text }) => [name, text]));
}
