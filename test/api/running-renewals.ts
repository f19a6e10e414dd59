import { expect } from 'vitest';
import { addDays, addMonths } from '../../src/domain/calendar/civil-date.js';
import type { Product, ProductBilling } from '../../src/domain/product/product.js';
import type { RenewalRules } from '../../src/domain/product/renewal.js';
import { sampleNoticeRules } from '../support/notice-rules.js';
import { RULES } from '../support/renewals.js';
import { aProductBilling } from '../support/submissions.js';
import { TODAY } from '../support/today.js';
import { type Answer, KEYS } from './running-app.js';
import { type ChangesOptions, type RunningChanges, runChanges } from './running-changes.js';

export type Json = Readonly<Record<string, unknown>>;

/** Terms run now, whenever these tests are run. */
const THIS_MONTH = `${TODAY.slice(0, 7)}-01`;

/** A term in the middle of its year. */
export const MIDDLE = termFrom(addMonths(THIS_MONTH, -6));
/** A term whose year is all but over: the days of a notice of non-renewal are. */
export const NEARLY_OVER = termFrom(addMonths(THIS_MONTH, -11));

function termFrom(effectiveDate: string) {
  return { effectiveDate, expirationDate: addMonths(effectiveDate, 12) };
}

export const inDays = (days: number): string => addDays(TODAY, days);

/** Every day of it has come. */
export const AT_ONCE: Partial<RenewalRules> = { issueDaysBefore: 400, offerDaysBefore: 400 };

/** An offer as the API answers it. */
export interface Offer {
  readonly offerId: string;
  readonly version: number;
  readonly total: string;
  readonly plans: readonly { readonly planCode: string; readonly firstInvoice: string }[];
  readonly payableUntil: string;
}

/** What a renewal is beside other changes, as the API answers it. */
export interface Renewal {
  readonly madeBy: string | null;
  readonly newPolicyNumber: string | null;
  readonly newTermNumber: number;
  readonly offers: readonly Offer[];
  readonly money: readonly { readonly paymentId: string; readonly standing: string }[];
  readonly tasks: readonly { readonly key: string; readonly text: string }[];
}

/** The app with workers over one product that is renewed. */
export interface RunningRenewals extends AsyncDisposable {
  readonly changes: RunningChanges;
  /** Posts as whoever may do everything but billing's own. */
  readonly post: (path: string, body: Json) => Promise<Answer>;
  /** A policy of 5000.00 in the middle of its year. @returns its number */
  readonly aPolicy: (term?: typeof MIDDLE) => Promise<string>;
  /** Asks for its renewal, and waits until that rests. */
  readonly renew: (policyNumber: string, body?: Json) => Promise<Answer>;
  /** Billing tells of money for a term that a renewal has made. */
  readonly payTerm: (policyNumber: string, money?: Json) => Promise<Answer>;
  /** Billing tells of money for an offer. */
  readonly pay: (offerId: string, money?: Json) => Promise<Answer>;
  /** Billing tells that money for an offer was taken back. @param transactionId of the reversal */
  readonly takeBack: (
    offerId: string,
    paymentId: string,
    transactionId?: string,
  ) => Promise<Answer>;
  /** The renewal of the first term of a policy, as it stands. */
  readonly look: (policyNumber: string) => Promise<Answer>;
  /** The term that a renewal has made, as it stands. */
  readonly newTerm: (policyNumber: string) => Promise<Answer>;
  /** A policy whose next term is offered. */
  readonly anOffer: () => Promise<{
    readonly policyNumber: string;
    readonly offer: Offer;
    readonly renewal: Answer;
  }>;
}

/** What is not as in all tests. */
interface RenewalOptions {
  readonly keepsPolicyNumber?: boolean;
  /** Of the terms that are renewed; those that they follow are billed as ever. */
  readonly billing?: Partial<ProductBilling>;
  /** What else the product says. */
  readonly productChanges?: Partial<Product>;
  readonly steps?: NonNullable<ChangesOptions['steps']>;
}

let last = 0;

/** @param rules what the product says of renewals, beside what those of all tests do */
export async function runRenewals(
  policyPrefix: string,
  rules: Partial<RenewalRules> = {},
  { keepsPolicyNumber = false, billing = {}, productChanges, steps }: RenewalOptions = {},
): Promise<RunningRenewals> {
  const product: Partial<Product> = {
    billing: aProductBilling(billing),
    // What a term begins by itself has tests of its own.
    renewal: { ...RULES, startsByItself: false, ...rules },
    ...productChanges,
  };
  const changes = await runChanges(policyPrefix, sampleNoticeRules(), {
    productChanges: product,
    keepsPolicyNumber,
    ...(steps === undefined ? {} : { steps }),
  });
  const { app } = changes;
  app.setToday(new Date().toISOString());
  const post = (path: string, body: Json) => app.send(path, { body, key: KEYS.everything });
  const aPolicy = (term = MIDDLE) => changes.bind(`${policyPrefix}-${(last += 1)}`, term);
  /** On a busy machine it may take longer than the API has anybody wait: the same is asked again. */
  const renew = async (policyNumber: string, body: Json = {}): Promise<Answer> => {
    const path = `/api/policies/${policyNumber}/renewals?wait=30`;
    for (;;) {
      const answer = await post(path, { requestId: 'RN-1', ...body });
      if (answer.status !== 202 || hasRested(answer)) return answer;
    }
  };
  /** Tells it as billing does: again, for as long as nobody takes it. */
  const tell = async (path: string, body: Json): Promise<Answer> => {
    for (;;) {
      const answer = await app.send(path, { body, key: KEYS.billing });
      if (answer.status !== 503) return answer;
    }
  };
  return {
    changes,
    post,
    aPolicy,
    renew,
    anOffer: async () => {
      const policyNumber = await aPolicy();
      const renewal = await renew(policyNumber);
      return { policyNumber, renewal, offer: offerOf(renewal) };
    },
    payTerm: (policyNumber, money = {}) =>
      tell(`/api/policies/${policyNumber}/terms/2/payments`, aPayment(money)),
    pay: (offerId, money = {}) =>
      tell(`/api/renewal-offers/${encodeURIComponent(offerId)}/payments`, aPayment(money)),
    takeBack: (offerId, paymentId, transactionId = `R-${(last += 1)}`) =>
      tell(`/api/renewal-offers/${encodeURIComponent(offerId)}/payments/${paymentId}/reverse`, {
        transactionId,
        reason: 'Returned by the bank',
      }),
    look: (policyNumber) => app.send(`/api/transactions/renewal:${policyNumber}:2`),
    newTerm: (policyNumber) => app.send(`/api/policies/${policyNumber}/terms/2`),
    [Symbol.asyncDispose]: () => changes[Symbol.asyncDispose](),
  };
}

/** Whether it waits for a moment or for somebody. */
function hasRested({ json }: Answer): boolean {
  const { isResting } = (json['change'] ?? {}) as { readonly isResting?: boolean };
  return isResting === true || json['needsAttention'] === true;
}

/** The first invoice of a plan, now; name only what matters to the test. */
function aPayment(money: Json): Json {
  last += 1;
  return {
    transactionId: `T-${last}`,
    paymentId: `P-${last}`,
    amount: '1250.00',
    currency: 'USD',
    receivedAt: new Date().toISOString(),
    ...money,
  };
}

/** What a renewal is beside other changes. */
export function renewalOf({ json }: Answer): Renewal {
  return (json['change'] as { readonly renewal: Renewal }).renewal;
}

/** The newest offer of a renewal. */
export function offerOf(answer: Answer): Offer {
  const offer = renewalOf(answer).offers.at(-1);
  if (!offer) throw new Error(`no offer is out: ${answer.text}`);
  return offer;
}

/** Keys of the tasks of a renewal. */
export function tasksOf(answer: Answer): readonly string[] {
  return renewalOf(answer).tasks.map(({ key }) => key);
}

/** Where an answer says that an act is done. */
export function linkOf({ json }: Answer, act: string): string {
  const link = (json['links'] as Readonly<Record<string, string>>)[act];
  if (link === undefined) throw new Error(`it cannot be asked to ${act}: ${JSON.stringify(json)}`);
  return link;
}

/** The renewal of a policy once it has these tasks: whoever tells of money is answered before a task is there. */
export async function untilTasks(
  { look }: RunningRenewals,
  policyNumber: string,
  keys: readonly string[],
): Promise<Answer> {
  await expect.poll(async () => tasksOf(await look(policyNumber))).toEqual(keys);
  return look(policyNumber);
}
