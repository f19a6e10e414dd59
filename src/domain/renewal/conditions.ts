import { isCurrent, when } from '../machine/conditions.js';
import { refusalOf, type Refusal } from '../machine/refusals.js';
import type { NoticeWindow } from '../notice/notice-days.js';
import type { RenewalDirection } from '../policy-term/renewal-events.js';
import type { RenewalFlow } from '../product/renewal.js';
import type { Beginning, OfferMoney, RenewalEvent } from './events.js';
import { notRenewable } from './guards.js';

type EventOf<K extends RenewalEvent['kind']> = Extract<RenewalEvent, { readonly kind: K }>;

export const isTermBound = {
  holds: ({ isBound }: EventOf<'schedule'>) => isBound,
  allowed: 'a bound term',
  found: 'a term that is not bound',
  else: 'termNotBound',
} as const;

export const isConversionKnown = {
  holds: ({ isKnown }: EventOf<'startConversion'>) => isKnown,
  allowed: 'an account, a product and a producer that are known',
  found: 'an unknown one',
  else: 'unknownReference',
} as const;

export const isRenewable = { check: ({ term }: Beginning) => notRenewable(term) };

/** One of the directions stands, or none. */
export const directed = (...directions: readonly (RenewalDirection | null)[]) =>
  when(({ direction }: Pick<Beginning, 'direction'>) => directions.includes(direction));

/** Of what was asked last. */
export const quotedAs = (outcome: EventOf<'quoteResult'>['outcome']) =>
  when((event: EventOf<'quoteResult'>) => isCurrent(event) && event.outcome === outcome);

export const decided = (decision: EventOf<'decide'>['decision']) =>
  when((event: EventOf<'decide'>) => event.decision === decision);

export const isDirected = (expected: boolean) =>
  when((event: EventOf<'edit'>) => event.isDirected === expected);

export const hasOpenIssues = (expected: boolean) =>
  when((event: EventOf<'recheck'>) => event.hasOpenIssues === expected);

/** The product has one of these flows. */
export const flowIs = (...flows: readonly RenewalFlow[]) => ({
  check: ({ kind, flow }: EventOf<'offerSent' | 'issueDate' | 'recordOfferPayment'>) =>
    flows.includes(flow) ? null : wrongFlow(kind, flow, flows),
});

function wrongFlow(kind: string, flow: RenewalFlow, flows: readonly RenewalFlow[]): Refusal {
  const allowed = `a product of the flow ${flows.join(' or ')}`;
  return refusalOf('wrongFlow', { field: kind, found: flow, allowed });
}

/** The insured takes the offer as it stands. */
function isConsent({ isCurrentVersion, planFits, isInTime }: OfferMoney): boolean {
  return isCurrentVersion && planFits && isInTime;
}

export const takesOffer = when(isConsent);
export const isNoConsent = when((money: OfferMoney) => money.isCurrentVersion && !isConsent(money));
export const isForOlderVersion = when(({ isCurrentVersion }: OfferMoney) => !isCurrentVersion);

/** Money in time, learned of after the decision (LP-10). */
export const takesOfferAfterAll = when(isLateNews);
export const comesTooLate = when((money: OfferMoney) => !isLateNews(money));
function isLateNews(money: OfferMoney): boolean {
  return isConsent(money) && money.flow === 'offer' && !money.isOldTermCancelled;
}

export const isPaid = (expected: boolean) =>
  when((event: EventOf<'paymentDeadline'>) => event.isPaid === expected);

/** D35: a notice without proof is none. */
export const isProven = {
  holds: ({ provenOn }: EventOf<'noticeSent'>) => provenOn !== null,
  allowed: 'a notice with the proof of its mailing',
  found: 'no proof',
  else: 'noticeProofMissing',
} as const;

export const inWindow = (expected: boolean) =>
  when(({ provenOn, window }: EventOf<'noticeSent'>) => isWithin(window, provenOn) === expected);

function isWithin({ from, by }: NoticeWindow, on: string | null): boolean {
  return on !== null && on <= by && (from === null || on >= from);
}

/** An earlier notice was in time already, so that another one takes nothing away. */
export const toldInTime = (expected: boolean) =>
  when((event: { readonly hasTimelyProof: boolean }) => event.hasTimelyProof === expected);
