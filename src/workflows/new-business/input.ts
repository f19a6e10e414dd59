import { ApplicationFailure } from '@temporalio/workflow';
import { DURATION_BASES } from '../../domain/calendar/duration-basis.js';
import { REFUNDABLE } from '../../domain/money/charges.js';
import { UNIQUE_STATES } from '../../domain/quote-group/rules.js';
import { QUOTE_MILESTONES } from '../../domain/quote/quote.js';
import type { ProductBilling, TermClock } from '../../domain/product/product.js';
import {
  byName,
  cents,
  clockTime,
  currency,
  day,
  duration,
  flag,
  INPUT,
  listOf,
  moment,
  object,
  oneOf,
  optional,
  orNull,
  text,
  type Check,
  whole,
  WORKBOOK,
} from '../transaction/input-shape.js';
import type { NewBusinessInput, SubmissionOpeningInput } from './messages.js';

const METHOD = oneOf('directBill', 'agencyBill');
const REFERENCE = object({ system: text, id: text });
const INSURED = object({
  businessType: text,
  corporationName: optional(text),
  firstName: optional(text),
  middleName: optional(text),
  lastName: optional(text),
  nameOnPolicy: text,
  dba: optional(text),
  fein: optional(text),
  ssn: optional(text),
  dateOfBirth: optional(day),
  onFile: optional(text),
  location: object({
    name: text,
    address1: text,
    address2: optional(text),
    city: text,
    county: optional(text),
    state: text,
    zip: text,
    zipPlus: optional(text),
    country: text,
    phone: optional(text),
    email: optional(text),
  }),
});

/** Of a submission, wherever it is part of an input. */
export const SUBMISSION = object({
  reference: REFERENCE,
  product: text,
  effectiveDate: day,
  expirationDate: day,
  termDuration: optional(whole),
  durationBasis: optional(oneOf(...DURATION_BASES)),
  timeZone: optional(text),
  currency: optional(text),
  submissionDate: day,
  state: text,
  insured: INSURED,
  producer: producerChoice,
  underwriterGuid: optional(text),
  premium: listOf(object({ line: text, charge: text, state: text, amountCents: cents })),
  risk: optional(byName(textOrWhole)),
  addOns: optional(listOf(text)),
  workbook: optional(WORKBOOK),
  paymentPlan: whole,
  billing: optional(
    object({
      accountNumber: optional(text),
      method: optional(METHOD),
      paymentPlan: optional(text),
      invoicingPlan: optional(text),
      upFrontPayments: optional(
        listOf(object({ paymentId: text, amountCents: cents, receivedAt: moment })),
      ),
      addedFeesCents: optional(cents),
    }),
  ),
});

/** A field of a risk is one or the other, as its rate plan has it. */
function textOrWhole(value: unknown, at: string): string | null {
  return typeof value === 'number' ? whole(value, at) : text(value, at);
}

/** Named by the contact, or by what finds it. */
export function producerChoice(value: unknown, at: string): string | null {
  const fault = object({ contactGuid: optional(text), search: optional(text) })(value, at);
  if (fault !== null) return fault;
  const { contactGuid, search } = value as { contactGuid?: string; search?: string };
  return contactGuid === undefined && search === undefined
    ? object({ contactGuid: text })(value, at)
    : null;
}

const PRODUCT_BILLING = object({
  currency,
  method: METHOD,
  paymentPlan: text,
  invoicingPlan: text,
  oneTimeCharges: byName(oneOf('tax', 'fee')),
  refundable: optional(byName(oneOf(...REFUNDABLE))),
  taxableFees: optional(listOf(text)),
  confirmation: confirmationRule,
  toleranceCents: byName(cents),
  paymentDeadlineDays: whole,
  cancelsForNonPayment: flag,
});

/** Only the rule of a fixed amount has one. */
function confirmationRule(value: unknown, at: string): string | null {
  const kind = oneOf('firstInvoice', 'downPayment', 'fullTerm', 'fixed');
  const fault = object({ kind, amountCents: optional(cents) })(value, at);
  const isFixed = fault === null && (value as { readonly kind: unknown }).kind === 'fixed';
  return isFixed ? object({ amountCents: cents })(value, at) : fault;
}

const CLOCK = object({ timeZone: text, termTime: optional(clockTime) });
const BILLING = object({
  product: PRODUCT_BILLING,
  timeZone: optional(text),
  termTime: optional(clockTime),
});

const FIELDS = object({
  submission: SUBMISSION,
  requestDigest: text,
  advanceTo: optional(oneOf(...QUOTE_MILESTONES)),
  quote: optional(object({ isChecked: flag, expiresAt: orNull(moment) })),
  group: optional(object({ system: text, id: text, uniqueState: oneOf(...UNIQUE_STATES) })),
  underwriting: optional(object({ decisionMs: duration, reminderMs: orNull(duration) })),
  requestedBy: text,
  outagePatienceMs: duration,
  documents: object({ binder: flag, policy: flag }),
  term: optional(CLOCK),
  billing: optional(BILLING),
  replaces: optional(object({ policyNumber: text, termNumber: whole })),
  renews: optional(
    object({
      policyNumber: text,
      termNumber: whole,
      quoteGuid: text,
      insuredGuid: text,
      flow: oneOf('bindAndCancel', 'offer', 'confirmed'),
      jobNumber: text,
    }),
  ),
  converts: optional(
    object({
      policyNumber: orNull(text),
      isNumberTaken: flag,
      flow: oneOf('bindAndCancel', 'confirmed'),
    }),
  ),
  callLimitMs: optional(duration),
});

/** A term that is billed ends its deadlines by a clock. */
function newBusiness(value: unknown, at: string): string | null {
  const fault = FIELDS(value, at);
  if (fault !== null) return fault;
  const { billing, replaces, renews, converts } = value as NewBusinessInput;
  if ([replaces, renews, converts].filter((one) => one !== undefined).length > 1)
    return 'of replaces, renews and converts it has more than one, and a term does one of them';
  return billing === undefined || clockOf(value as NewBusinessInput) !== null
    ? null
    : object({ term: CLOCK })(value, at);
}

const START_OF_TERM = '00:01';

/** Null where the input comes from a version that handed over billed terms alone, and this one is not billed. */
function clockOf({ term, billing }: NewBusinessInput): TermClock | null {
  // There earlier versions said it.
  const clock = term ?? (billing as Partial<TermClock> | undefined);
  const { timeZone, termTime = START_OF_TERM } = clock ?? {};
  return timeZone === undefined ? null : { timeZone, termTime };
}

/** What a product file has that does not say it: a cancellation gives every charge back, and no fee is taxed. */
const PARTS_ADDED_LATER: Partial<ProductBilling> = {
  refundable: {},
  taxableFees: [],
};

/**
 * Reads what new business is started with, whichever client started it: the API checks it, others may send anything, and
 * a workflow that stumbles over it would be stuck for good.
 *
 * What came later into the input may be missing, and is then what a product file has that does not say it: `refundable`,
 * `taxableFees`, and `termTime`: terms begin at 00:01. Without `term` only a term that is billed is handed over.
 *
 * @throws ApplicationFailure of type `invalidInput`, with which the workflow fails
 */
export function readNewBusiness(given: NewBusinessInput): NewBusinessInput {
  refuse(given, 'newBusiness', newBusiness, 'Post the submission at the API instead.');
  const { billing, ...business } = given;
  const term = clockOf(given);
  const product = billing && { ...PARTS_ADDED_LATER, ...billing.product };
  return { ...business, ...(term && { term }), ...(product && { billing: { product } }) };
}

const SUBMISSION_OPENING = object({
  keys: insuredKeys,
  insured: INSURED,
  insuredGuid: orNull(text),
  insuredAgain: flag,
  producer: object({ producerContactGuid: text, underwriterGuid: text }),
  submissionDate: day,
  reference: REFERENCE,
  attempt: object({
    again: flag,
    earlierRun: flag,
    runId: text,
    firstRunId: text,
    waitedFor: orNull(text),
    begunAt: text,
  }),
  existing: orNull(listOf(text)),
  outagePatienceMs: duration,
  callLimitMs: duration,
});

const MOST_KEYS = 4;
const LONGEST_KEY = 200;

/** Each becomes the id of a workflow, which must not be longer than Temporal takes. */
function insuredKeys(value: unknown, at: string): string | null {
  const fault = listOf(text)(value, at);
  if (fault !== null) return fault;
  const keys = value as readonly string[];
  const isRight = keys.length > 0 && keys.length <= MOST_KEYS;
  return isRight && keys.every((key) => key.length <= LONGEST_KEY)
    ? null
    : `${at} is not a list of 1 to ${MOST_KEYS} short texts`;
}

/**
 * Refuses what is not the input of an opening: its workflow id is the lock of an insured, which one that is stuck would
 * keep shut.
 *
 * @throws ApplicationFailure of type `invalidInput`, with which the workflow fails
 */
export function refuseUnreadableOpening(given: SubmissionOpeningInput): void {
  refuse(given, 'submissionOpening', SUBMISSION_OPENING, 'Transactions start it by themselves.');
}

function refuse(given: unknown, what: string, check: Check, remedy: string): void {
  const wrong = check(given, INPUT);
  if (wrong === null) return;
  const message = `This is no input of ${what}: ${wrong}. ${remedy}`;
  throw ApplicationFailure.nonRetryable(message, 'invalidInput');
}
