import { sentences } from '../sentence.js';

/**
 * Why something is refused, by code. Codes are stable: callers and operators may rely on them.
 *
 * A code of `CONFIGURATION_REFUSALS` is the product file's fault and not the caller's.
 */
export const REFUSALS = {
  notAllowedInState: 'it is not possible in this state',
  contentDiffers: 'this id was used with other content; the first stands',
  alreadyBound: 'it is written in the policy system already; cancel instead',
  anchorContradictsStart: 'start and anchor disagree',
  amountNotPositive: 'the amount must be above 0',
  atOrAfterExpiration: 'the date is at or after expiration; the term expires by itself',
  afterTermEnd: 'the date is after the term',
  beforeCancellationDate: 'the date is before the cancellation date',
  beforeTermStart: 'the date is before the term start',
  bindInProgress: 'it is being written in the policy system; wait for the result',
  cancellationPending: 'a cancellation is pending; reschedule it',
  directionHolds: 'a direction on the policy forbids the renewal',
  durationNotPositiveInteger: 'the duration must be a whole number above 0',
  equalFirstInvoices: 'two plans have the same first invoice',
  flatNotAtStart: 'flat is possible at the term start only',
  gapNotAllowed: 'the product allows no gap',
  groupFull: 'the group has as many quotes as it takes',
  groupLocked: 'the group is locked',
  groupTaken: 'another quote of the group is there already',
  noNoticeRow: 'no notice row fits state, line, category and date',
  noTaxRow: 'no tax row fits state and inception date',
  notCancelled: 'the policy is not cancelled',
  notEarlier: 'a second cancellation must have an earlier date',
  noticeProofMissing: 'the proof of the notice is missing',
  nothingToCorrect: 'no step needs attention',
  notInMoratorium: 'no moratorium holds for this policy and date',
  notOneYearTerm: 'fixed365 and the table need a one-year term',
  notRenewable: 'a guard of the renewal fails',
  notUniform: 'the quotes of the group must agree',
  notTurnHolder: 'another transaction holds the turn',
  offerOutstanding: 'an unconditional offer is out; it can be paid or not taken',
  outOfSequence: 'a later change is booked and the product does not re-apply',
  productFixed: 'the product of a quote never changes',
  quoteIssued: 'the quote is issued',
  refuseFirst: 'refuse the quote first',
  staleVersion: 'it was changed by somebody else in between',
  termAlreadyBound: 'another transaction bound this term',
  termCancelled: 'the term is cancelled',
  termFull: 'the term keeps as much as it can; nothing was taken',
  termHasNoDay: 'the term has no civil day to prorate by',
  termNotBound: 'the term is not bound yet',
  termNotInForce: 'the term is expired or cancelled',
  termReplaced: 'the term was replaced by a rewrite',
  tooEarly: 'the date is before the notice date plus the lead time',
  tooLateToRescind: 'the deadline has passed; ask for a reinstatement instead',
  unknownProduct: 'the product is unknown, or the account does not fit it',
  unknownReference: 'the account, the product or the producer is unknown',
  wrongFlow: 'it is a signal of another flow; the money is parked, and a person is asked',
} as const satisfies Readonly<Record<string, string>>;
export type RefusalCode = keyof typeof REFUSALS;

/** Refusals that only a change of the product file can lift. */
export const CONFIGURATION_REFUSALS: readonly RefusalCode[] = [
  'equalFirstInvoices',
  'noNoticeRow',
  'noTaxRow',
  'notOneYearTerm',
];

/** What a refusal is about. */
export interface RefusalFacts {
  /** Path of the field at fault, as the caller sent it, or the part of the state that stands against it. */
  readonly field: string;
  readonly found: string;
  /** What would have been taken. */
  readonly allowed: string;
}

/** A request that the business refuses: a value, not an error. Nothing has changed. */
export interface Refusal extends RefusalFacts {
  readonly code: RefusalCode;
  /** The whole reason in two sentences, for people: names the field, what was found and what is allowed. */
  readonly text: string;
}

/** Makes a refusal with its full text. */
export function refusalOf(code: RefusalCode, facts: RefusalFacts): Refusal {
  const { field, found, allowed } = facts;
  return {
    code,
    field,
    found,
    allowed,
    text: sentences(REFUSALS[code], `For ${field}, ${found} was found; allowed is ${allowed}`),
  };
}

/** Whether a calculation came to a refusal and not to its result. */
export function isRefusal(result: object): result is Refusal {
  return 'code' in result && 'allowed' in result;
}
