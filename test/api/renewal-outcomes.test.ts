import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { RenewalFlow } from '../../src/domain/product/renewal.js';
import { type Answer, KEYS } from './running-app.js';
import {
  AT_ONCE,
  inDays,
  type Json,
  linkOf,
  offerOf,
  renewalOf,
  runRenewals,
  type RunningRenewals,
  tasksOf,
} from './running-renewals.js';
import { TODAY } from '../support/today.js';
import { OUTCOMES, type Outcome, type Situation } from './renewal-outcomes.js';

const BY = { by: 'olga', reason: 'Agreed' };

/** What was done: to which policy, and how money for an offer was answered last. */
interface Done {
  readonly policyNumber: string;
  readonly answer?: Answer;
}
type Scenario = (renewals: RunningRenewals) => Promise<Done>;

const lastDayWasYesterday = async ({ post, look }: RunningRenewals, policyNumber: string) => {
  const path = `${linkOf(await look(policyNumber), 'reschedule')}?wait=30`;
  await post(path, { ...BY, payableUntil: inDays(-1) });
};

const takenBack = ({ changes }: RunningRenewals, policyNumber: string) =>
  changes.app.send(`/api/policies/${policyNumber}/terms/2/payments/BACK/reverse`, {
    body: { transactionId: 'R-1', reason: 'Returned by the bank' },
    key: KEYS.billing,
  });

/** An offer, and money for it. */
const paidOffer =
  (...money: readonly Json[]): Scenario =>
  async ({ anOffer, pay }) => {
    const { policyNumber, offer } = await anOffer();
    let answer: Answer | undefined;
    for (const one of money) answer = await pay(offer.offerId, one);
    return answer ? { policyNumber, answer } : { policyNumber };
  };

const OFFERED: Readonly<Record<Situation, Scenario>> = {
  'paid in time': paidOffer({}),
  'paid short': paidOffer({ amount: '1000.00' }),
  'paid twice': paidOffer({}, {}),
  'paid in another currency': paidOffer({ currency: 'EUR' }),
  'paid late': async (renewals) => {
    const { policyNumber, offer } = await renewals.anOffer();
    await lastDayWasYesterday(renewals, policyNumber);
    return { policyNumber, answer: await renewals.pay(offer.offerId) };
  },
  'paid before the offer, or the bind': async ({ aPolicy, renew, pay, post }) => {
    const policyNumber = await aPolicy();
    const held = await renew(policyNumber, { advanceTo: 'quoted' });
    const answer = await pay(`renewal:${policyNumber}:2`);
    await post(`${linkOf(held, 'accept')}?wait=30`, { by: 'olga' });
    return { policyNumber, answer };
  },
  'paid against an older version, or a bound term': async ({ anOffer, post, look, pay }) => {
    const { policyNumber, offer } = await anOffer();
    const premium = { line: 'general-liability', charge: 'premium', state: 'TX' };
    await post(`/api/policies/${policyNumber}/endorsements?wait=30`, {
      requestId: 'EN-1',
      effectiveDate: TODAY,
      fullTerm: [{ ...premium, amount: '6000.00' }],
      advanceTo: 'completed',
    });
    await until(async () => offerOf(await look(policyNumber)).version, 2);
    return { policyNumber, answer: await pay(offer.offerId) };
  },
  'taken back before the bind': async (renewals) => {
    const { policyNumber } = await paidOffer({ amount: '1000.00', paymentId: 'BACK' })(renewals);
    await until(async () => tasksOf(await renewals.look(policyNumber)), ['noPlanFits']);
    return {
      policyNumber,
      answer: await renewals.takeBack(`renewal:${policyNumber}:2/v1`, 'BACK'),
    };
  },
  'taken back after the bind': async (renewals) => {
    const paid = await paidOffer({ paymentId: 'BACK' })(renewals);
    await takenBack(renewals, String(paid.answer?.json['policyNumber']));
    return paid;
  },
  'not paid': async (renewals) => {
    const { policyNumber } = await renewals.anOffer();
    await lastDayWasYesterday(renewals, policyNumber);
    return { policyNumber };
  },
};

/** A bound term, and money for it. @param status that it has before the money comes */
const paidTerm =
  (...money: readonly Json[]) =>
  async ({
    aPolicy,
    renew,
    payTerm,
  }: RunningRenewals): Promise<Done & { readonly bound: string }> => {
    const policyNumber = await aPolicy();
    const bound = renewalOf(await renew(policyNumber)).newPolicyNumber ?? '';
    for (const one of money) {
      const { status, text } = await payTerm(bound, one);
      expect([200, 202], text).toContain(status);
    }
    return { policyNumber, bound };
  };

/** @param overdue what the term comes to where nobody pays by its deadline */
const boundFirst = (overdue: string): Readonly<Record<Situation, Scenario>> => ({
  'paid in time': paidTerm({}),
  'paid short': paidTerm({ amount: '1000.00' }),
  'paid twice': paidTerm({}, {}),
  'paid in another currency': paidTerm({ currency: 'EUR' }),
  'paid late': async (renewals) => {
    const { policyNumber, bound } = await paidTerm()(renewals);
    await until(async () => (await renewals.newTerm(bound)).json['status'], overdue);
    await renewals.payTerm(bound);
    return { policyNumber };
  },
  'paid before the offer, or the bind': async ({ aPolicy, renew, pay }) => {
    const policyNumber = await aPolicy();
    await renew(policyNumber, { advanceTo: 'quoted' });
    return { policyNumber, answer: await pay(`renewal:${policyNumber}:2`) };
  },
  'paid against an older version, or a bound term': async (renewals) => {
    const { policyNumber } = await paidTerm()(renewals);
    return { policyNumber, answer: await renewals.pay(`renewal:${policyNumber}:2/v1`) };
  },
  'taken back before the bind': async (renewals) => {
    const { aPolicy, renew, pay, takeBack } = renewals;
    const policyNumber = await aPolicy();
    await renew(policyNumber, { advanceTo: 'quoted' });
    const offerId = `renewal:${policyNumber}:2`;
    await pay(offerId, { paymentId: 'BACK' });
    await until(async () => tasksOf(await renewals.look(policyNumber)), ['wrongFlow']);
    return { policyNumber, answer: await takeBack(offerId, 'BACK') };
  },
  'taken back after the bind': async (renewals) => {
    const { policyNumber, bound } = await paidTerm({ paymentId: 'BACK' })(renewals);
    await takenBack(renewals, bound);
    return { policyNumber };
  },
  'not paid': paidTerm(),
});

const SCENARIOS: Readonly<Record<RenewalFlow, Readonly<Record<Situation, Scenario>>>> = {
  offer: OFFERED,
  bindAndCancel: boundFirst('cancelled'),
  confirmed: boundFirst('unconfirmed'),
};

/** As the table has it. */
function inWords(answer: Answer | undefined): Outcome['answer'] {
  if (answer === undefined) return undefined;
  expect([200, 409], answer.text).toContain(answer.status);
  const [refusal] = (answer.json['refusals'] ?? []) as readonly { readonly code: 'wrongFlow' }[];
  if (refusal) return refusal.code;
  return answer.json['policyNumber'] === null ? 'nothing' : 'the policy number';
}

/** After the deadline of a term that is bound first; everything else is before it. */
const OVERDUE: readonly Situation[] = ['paid late', 'not paid'];

const SETTINGS = [
  { flow: 'offer', of: OUTCOMES, paymentDeadlineDays: 30 },
  ...(['bindAndCancel', 'confirmed'] as const).flatMap((flow) => [
    { flow, of: OUTCOMES.filter(({ when }) => !OVERDUE.includes(when)), paymentDeadlineDays: 30 },
    { flow, of: OUTCOMES.filter(({ when }) => OVERDUE.includes(when)), paymentDeadlineDays: -400 },
  ]),
] as const;

describe.each(SETTINGS)(
  'the flow $flow, $paymentDeadlineDays days to pay',
  ({ flow, of, paymentDeadlineDays }) => {
    const rows = of.filter((row) => row.flow === flow);
    let renewals: RunningRenewals;
    beforeAll(async () => {
      const prefix = `O${flow.slice(0, 1).toUpperCase()}${paymentDeadlineDays < 0 ? 'L' : 'T'}`;
      renewals = await runRenewals(
        prefix,
        { ...AT_ONCE, flow },
        { billing: { paymentDeadlineDays } },
      );
    });
    afterAll(() => renewals[Symbol.asyncDispose]());

    it.concurrent.each(rows)('$when: $says', async ({ when, state, answer, tasks, term }) => {
      const done = await SCENARIOS[flow][when](renewals);
      expect(inWords(done.answer), done.answer?.text).toBe(answer);
      let told = '';
      const seen = async () => {
        const renewal = await renewals.look(done.policyNumber);
        const { newPolicyNumber } = renewalOf(renewal);
        const made =
          newPolicyNumber === null ? null : (await renewals.newTerm(newPolicyNumber)).json;
        told = `${renewal.text}\n${JSON.stringify(made)}`;
        return {
          state: renewal.json['state'],
          tasks: tasksOf(renewal),
          term: made && { status: made['status'], tasks: termTasksOf(made) },
        };
      };
      await until(seen, { state, tasks, term }, () => told);
    });
  },
);

/** What tests that run beside each other wait with. @param told what to say where it does not come */
function until(
  seen: () => Promise<unknown>,
  wanted: unknown,
  told: () => string = () => '',
): Promise<void> {
  const look = async () => {
    const found = await seen();
    expect(found, told()).toEqual(wanted);
  };
  return vi.waitFor(look, { timeout: 30_000, interval: 200 });
}

/** Keys of the tasks of a term, without the id of what they are about. */
function termTasksOf(term: Json): readonly string[] {
  const tasks = (term['tasks'] ?? []) as readonly { readonly id: string }[];
  return tasks.map(({ id }) => id.replace(/:.*$/, ''));
}

it('every flow has an outcome for every situation', () => {
  for (const flow of Object.keys(SCENARIOS))
    expect(
      OUTCOMES.filter((row) => row.flow === flow)
        .map(({ when }) => when)
        .sort(),
    ).toEqual(Object.keys(OFFERED).sort());
});
