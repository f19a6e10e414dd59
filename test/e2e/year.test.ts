import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterEach, beforeEach, describe, expect, it, type TestContext } from 'vitest';
import { addDays } from '../../src/domain/calendar/civil-date.js';
import { KEYS } from '../api/running-app.js';
import { linkOf, offerOf, renewalOf, tasksOf } from '../api/running-renewals.js';
import { timeSkippingEnvironment } from '../support/time-skipping-server.js';
import { exampleRequest } from './example-submissions.js';
import { runYear, type Year } from './year.js';

/** The years in which the policies live, so that no day of the story is over when it is told. */
const FIRST = String(new Date().getUTCFullYear() + 1);
const SECOND = String(Number(FIRST) + 1);
const THIRD = String(Number(FIRST) + 2);

/** What a quote of billing's asks, for new business and for the next term. */
const BILLING_CHOSEN = [
  'to billing: getBillingMethods',
  'to billing: getInvoiceStreams',
  'to billing: getInvoicingPlans',
  'to billing: getPaymentPlans',
  'to billing: previewSchedule',
];
const QUOTED = [
  'to IMS: AddPremium',
  'to IMS: AddQuoteWithAutocalculateDetailsQuote',
  'to IMS: AddSubmission',
  'to IMS: AutoAddQuoteOptions',
  'to IMS: UpdateExternalQuoteId',
];
const BOUND = [
  'to IMS: BindQuoteWithInstallment',
  'to IMS: CreateBinderDocument',
  'to IMS: CreatePolicyDocument',
  'to IMS: GetControlNumber',
  'to IMS: IssuePolicy',
];
/** The policy is looked at for what was done by hand. */
const LOOKED_AT = ['to IMS: ExecuteDataSet'];
const PAID = ['from billing: confirmTerm, HTTP 200', 'from billing: paymentReceived, HTTP 200'];

const NEW_BUSINESS = {
  [`${FIRST}-01-15`]: [
    ...[...QUOTED, ...BOUND, ...BILLING_CHOSEN],
    'to IMS: AddInsuredWithLocation',
    'to IMS: ExecuteDataSet ×10',
    'to IMS: GetProducerContactInfo',
    'to IMS: GetProducerUnderwriter',
    'to IMS: LoginIMSUser',
    'to billing: createAccount',
    'to billing: createPolicyPeriod',
    'to billing: getAccount',
  ],
};

const RENEWAL_QUOTED = [
  ...[...QUOTED, ...BILLING_CHOSEN],
  'to IMS: ExecuteDataSet ×8',
  'to IMS: GetInsured',
  'to IMS: GetInsuredPrimaryLocation',
  'to billing: getPeriodInfo',
];
/** Quoted at the lead time, and looked at again every week and on two more days; who has looked a producer up knows it after. */
const OFFERED = {
  [`${FIRST}-11-18`]: [...RENEWAL_QUOTED, 'to IMS: GetProducerContactInfo'],
  ...lookedAtWeekly(`${FIRST}-11-23`, `${FIRST}-11-30`),
  ...lookedAtWeekly(`${FIRST}-12-03`, `${FIRST}-12-17`),
  [`${FIRST}-12-18`]: [...LOOKED_AT, 'to billing: getPaymentPlans'],
};

describe('years in seconds, on a Temporal that skips time, with the clocks of both sandboxes', () => {
  let env: TestWorkflowEnvironment | string;
  let year: Year;
  beforeEach(async ({ skip }: TestContext) => {
    env = await timeSkippingEnvironment();
    if (typeof env === 'string') {
      // Never green unseen: left out with a word by hand, and red where everything must hold.
      if (process.env['CI'] !== undefined) throw new Error(env);
      process.stderr.write(`Left out: ${env}\n`);
      return skip(env);
    }
    year = await runYear(env, (shipped) => ({
      ...shipped,
      renewal: shipped.renewal && {
        ...shipped.renewal,
        flow: 'offer',
        recheckDaysBefore: [70, 60],
      },
    }));
  });
  afterEach(async () => {
    if (typeof env === 'string') return;
    await year.close();
    await env.teardown();
  });

  const goTo = (day: string) => year.goTo(`${day}T18:00:00Z`);
  const post = (path: string, body: object) => year.app.send(path, { body, key: KEYS.everything });
  const bind = async (): Promise<string> => {
    await goTo(`${FIRST}-01-15`);
    const answer = await post('/api/submissions?wait=30', {
      ...exampleRequest('general-liability'),
      effectiveDate: `${FIRST}-02-01`,
      expirationDate: `${SECOND}-02-01`,
    });
    expect(answer.json).toMatchObject({ state: 'completed' });
    expect(await year.messages()).toEqual(sorted(NEW_BUSINESS));
    return String(answer.json['policyNumber']);
  };
  const pay = (paymentId: string, amount: string, what: object) =>
    year.billing.pay({ paymentId, amount, ...what });
  const bindAndPay = async (): Promise<string> => {
    const policyNumber = await bind();
    await goTo(`${FIRST}-01-20`);
    await pay('P-1', '1250.00', { policyNumber, termNumber: 1 });
    await termIs(policyNumber, 1, 'confirmed');
    expect(await year.messages()).toEqual({
      [`${FIRST}-01-20`]: [...PAID, 'to billing: updateTermConfirmed'],
    });
    return policyNumber;
  };
  const termIs = (policyNumber: string, termNumber: number, status: string) =>
    year.until(
      () => year.app.send(`/api/policies/${policyNumber}/terms/${String(termNumber)}`),
      ({ json }) => json['status'] === status,
    );
  const transactionIs = (id: string, state: string) =>
    year.until(
      () => year.app.send(`/api/transactions/${id}`),
      ({ json }) => json['state'] === state,
    );
  const taskOf = (id: string, state: string) =>
    year.until(
      () => transactionIs(id, state),
      (found) => tasksOf(found).length > 0,
    );

  it('an offer is paid in two parts, the next term is changed, and not renewed any more', async () => {
    const first = await bindAndPay();
    const renewal = `renewal:${first}:2`;
    await goTo(`${FIRST}-11-20`);
    const quoted = await transactionIs(renewal, 'quoted');
    expect(quoted.json['waitingFor']).toBe(
      `${FIRST}-12-18 to offer the next term; it is looked at again on ${FIRST}-11-23.`,
    );
    await goTo(`${FIRST}-12-20`);
    const { offerId } = offerOf(await transactionIs(renewal, 'offered'));
    expect(await year.messages()).toEqual(sorted(OFFERED));

    await pay('P-2', '500.00', { offerId });
    expect(tasksOf(await taskOf(renewal, 'offered'))).toEqual(['noPlanFits']);
    await goTo(`${SECOND}-01-05`);
    await pay('P-3', '750.00', { offerId });
    const done = renewalOf(await transactionIs(renewal, 'completed'));
    const second = String(done.newPolicyNumber);
    expect((await termIs(second, 2, 'confirmed')).json).toMatchObject({
      effectiveDate: `${SECOND}-02-01`,
      priorTerm: { policyNumber: first, termNumber: 1 },
      money: { counted: '1250.00' },
    });
    expect(await year.messages()).toEqual(
      sorted({
        [`${FIRST}-12-20`]: ['from billing: renewalOfferPaid, HTTP 200'],
        [`${SECOND}-01-05`]: [
          ...[...BOUND, ...BILLING_CHOSEN],
          'from billing: renewalOfferPaid, HTTP 200',
          'to IMS: AutoAddQuoteOptions',
          'to IMS: ExecuteDataSet ×7',
          'to billing: getAccount',
          'to billing: getPeriodInfo',
          'to billing: renewPolicyPeriod',
          'to billing: updateTermConfirmed',
        ],
      }),
    );

    await goTo(`${SECOND}-05-01`);
    const endorsed = await post(`/api/policies/${second}/endorsements?wait=30`, {
      requestId: 'END-1',
      termNumber: 2,
      effectiveDate: `${SECOND}-05-01`,
      fullTerm: [{ line: 'general-liability', charge: 'premium', state: 'TX', amount: '6200.00' }],
      advanceTo: 'completed',
    });
    expect(endorsed.json).toMatchObject({ state: 'completed' });
    expect(await year.messages()).toEqual({
      [`${SECOND}-05-01`]: [
        'to IMS: BindQuote',
        'to IMS: ExecuteDataSet ×7',
        'to billing: issuePolicyChange',
      ],
    });

    await goTo(`${SECOND}-11-20`);
    await transactionIs(`renewal:${second}:3`, 'quoted');
    expect(await year.messages()).toEqual(sorted({ [`${SECOND}-11-18`]: RENEWAL_QUOTED }));
    const said = await year.app.send(`/api/policies/${second}/terms/2/direction`, {
      method: 'PUT',
      body: { requestId: 'DIR-1', direction: 'nonRenew', by: 'uwe', reason: 'Losses' },
    });
    expect(said.status).toBe(200);
    const ending = await taskOf(`renewal:${second}:3`, 'nonRenewing');
    expect(tasksOf(ending)).toEqual(['notice']);
    const on = `${SECOND}-11-21`;
    await goTo(on);
    const sent = (['insured', 'producer'] as const).map((to) => ({ to, on, reference: to }));
    await post(linkOf(ending, 'recordNotice'), { by: 'olga', proof: { sent } });
    await goTo(`${THIRD}-02-02`);
    await transactionIs(`renewal:${second}:3`, 'nonRenewed');
    await termIs(second, 2, 'expired');
    expect(await year.messages()).toEqual({
      [`${SECOND}-11-20`]: [...LOOKED_AT, 'to IMS: UpdateQuoteStatus'],
      ...lookedAtWeekly(`${SECOND}-11-28`, `${THIRD}-01-30`),
      [`${THIRD}-02-01`]: LOOKED_AT,
    });
  });

  it('nobody pays the offer: it is not taken, and money that comes late waits for a person', async () => {
    const policyNumber = await bindAndPay();
    const renewal = `renewal:${policyNumber}:2`;
    await goTo(`${FIRST}-12-20`);
    const { offerId } = offerOf(await transactionIs(renewal, 'offered'));
    await goTo(`${SECOND}-02-02`);
    await transactionIs(renewal, 'notTaken');
    await goTo(`${SECOND}-02-10`);
    await pay('P-2', '1250.00', { offerId });
    expect(tasksOf(await taskOf(renewal, 'notTaken'))).toEqual(['lateMoney']);
    await termIs(policyNumber, 1, 'expired');
    expect(await year.messages()).toEqual(
      sorted({
        ...OFFERED,
        [`${SECOND}-02-02`]: [...LOOKED_AT, 'to IMS: UpdateQuoteStatus'],
        [`${SECOND}-02-10`]: [...LOOKED_AT, 'from billing: renewalOfferPaid, HTTP 200'],
      }),
    );
  });

  it('money received in time, and told after the old term has ended, binds the next one', async () => {
    const policyNumber = await bindAndPay();
    const renewal = `renewal:${policyNumber}:2`;
    await goTo(`${FIRST}-12-20`);
    const { offerId } = offerOf(await transactionIs(renewal, 'offered'));
    await goTo(`${SECOND}-02-10`);
    await termIs(policyNumber, 1, 'expired');
    await transactionIs(renewal, 'notTaken');
    await pay('P-2', '1250.00', { offerId, receivedAt: `${SECOND}-01-20T12:00:00Z` });
    await boundAfterAll(renewal, policyNumber);
  });

  it('an offer that is left open beyond the end of the old term is bound when it is paid', async () => {
    const policyNumber = await bindAndPay();
    const renewal = `renewal:${policyNumber}:2`;
    await goTo(`${FIRST}-12-20`);
    const offered = await transactionIs(renewal, 'offered');
    const leaveOpenUntil = async (payableUntil: string): Promise<void> => {
      const days = { by: 'olga', reason: 'Moving house.', payableUntil };
      await post(linkOf(offered, 'reschedule'), days);
      await year.until(
        () => transactionIs(renewal, 'offered'),
        ({ json }) => String(json['waitingFor']).includes(payableUntil),
      );
    };
    await leaveOpenUntil(`${SECOND}-02-15`);
    await goTo(`${SECOND}-02-12`);
    await termIs(policyNumber, 1, 'expired');
    // It looks at the old term once more, which has ended by now.
    await leaveOpenUntil(`${SECOND}-02-20`);
    await pay('P-2', '1250.00', { offerId: offerOf(offered).offerId });
    await boundAfterAll(renewal, policyNumber);
  });

  /** The next term begins where the old one ended, and has the money. */
  const boundAfterAll = async (renewal: string, policyNumber: string): Promise<void> => {
    const done = renewalOf(await transactionIs(renewal, 'completed'));
    const second = String(done.newPolicyNumber);
    expect((await termIs(second, 2, 'confirmed')).json).toMatchObject({
      effectiveDate: `${SECOND}-02-01`,
      priorTerm: { policyNumber, termNumber: 1 },
      money: { counted: '1250.00' },
    });
  };

  it('billing asks for a cancellation of what is not paid, and money in time calls it off', async () => {
    await year.billing.change({ asksForCancellation: true });
    const policyNumber = await bind();
    await goTo(`${FIRST}-02-13`);
    const { callbacks } = await year.billing.untilSo(({ callbacks: all }) =>
      all.some(({ status }) => status === 'delivered'),
    );
    const cancellation = `cancellation:${policyNumber}:${callbacks[0]?.transactionId ?? ''}`;
    const ending = await transactionIs(cancellation, 'quoted');
    expect(ending.json['waitingFor']).toContain('the notice to be mailed');
    const sent = [{ to: 'insured', on: `${FIRST}-02-13`, reference: 'letter' }];
    await post(linkOf(ending, 'recordNotice'), { by: 'olga', proof: { sent } });
    await goTo(`${FIRST}-02-15`);
    await pay('P-1', '1250.00', { policyNumber, termNumber: 1 });
    await transactionIs(cancellation, 'rescinded');
    await termIs(policyNumber, 1, 'confirmed');
    await goTo(`${FIRST}-04-15`);
    expect(await year.messages()).toEqual({
      [`${FIRST}-02-13`]: [
        'from billing: beginCancellation, HTTP 202',
        ...LOOKED_AT,
        'to billing: getPeriodInfo',
      ],
      [`${FIRST}-02-15`]: [...PAID, 'to billing: updateTermConfirmed'],
    });
  });
});

/** On the first of these days and every seventh after it, to the last. */
function lookedAtWeekly(first: string, last: string): Readonly<Record<string, readonly string[]>> {
  const days: Record<string, readonly string[]> = {};
  for (let day = first; day <= last; day = addDays(day, 7)) days[day] = LOOKED_AT;
  return days;
}

/** As the messages of a day are listed. */
function sorted(days: Readonly<Record<string, readonly string[]>>) {
  return Object.fromEntries(Object.entries(days).map(([day, lines]) => [day, [...lines].sort()]));
}
