import { addDays, type CivilDate } from '../domain/calendar/civil-date.js';
import type { Charge } from '../domain/money/charges.js';
import type { InstalmentPlan } from '../domain/billing/instalments.js';
import { instantMs, type Instant } from '../domain/calendar/instant.js';
import type { Cents } from '../domain/money/cents.js';
import type {
  BilledBind,
  BindingFlow,
  TermAnswer,
  TransactionEvent,
} from '../domain/policy-term/events.js';
import type { ProductBilling } from '../domain/product/product.js';
import { civilDateIn, endOfDay, instantIn } from '../domain/calendar/time-zone.js';
import {
  DEFAULT_TERM_IDLE_MS,
  tellKnownTerm,
  tellTerm,
  type TermOpening,
} from '../temporal/tell-term.js';
import { bind, changeMessage } from '../temporal/term-messages.js';
import type { TermOutcome } from '../temporal/term-outcome.js';
import { isBoundTerm } from '../temporal/terms.js';
import type { TermBound } from '../workflows/policy-term/messages.js';
import { openTermActivities } from './read-back/open-term.js';
import { termSyncActivities } from './mid-term/sync-term.js';
import { termSearchActivities } from './term-search-activities.js';
import { TermHandOverRefused } from './term-hand-over-errors.js';
import { CALL_LIMIT_MS, temporal, told } from './told.js';
import { translated } from './translated.js';
import { policyTermId, type TermName } from '../domain/workflow-ids.js';
import type { UpFrontPayment } from '../domain/billing/choices.js';

/** A term that a transaction has bound, as its `policyTerm` workflow needs it. */
export type TermHandOver = BilledHandOver | UnbilledHandOver;

interface HandOver {
  /** Workflow id of the transaction that bound the term; makes a repeat a repeat. */
  readonly transaction: string;
  readonly policyNumber: string;
  readonly termNumber: number;
  /** Key of the product file by which the term is changed later. */
  readonly productKey: string;
  /** Whose law holds for it, two letters. */
  readonly state: string;
  readonly effectiveDate: CivilDate;
  readonly expirationDate: CivilDate;
  /** When the policy system bound it. */
  readonly boundAt: Instant;
  /** The product's; its clock says when days and the term end. */
  readonly timeZone: string;
  /** When terms begin and end by that clock, `HH:MM`. */
  readonly termTime: string;
  /** As billing was told them, or else as the policy system holds them. */
  readonly charges: readonly Charge[];
  /** How long the term waits out an outage before a person is asked. Milliseconds. */
  readonly outagePatienceMs: number;
  /** The term that it follows; absent where it follows none. */
  readonly priorTerm?: TermName;
}

/** A term that a billing system bills. */
export interface BilledHandOver extends HandOver {
  readonly product: ProductBilling;
  readonly flow: BindingFlow;
  /** The plan under which billing booked the term. */
  readonly plan: InstalmentPlan;
  /** What billing offered to invoice first under it. */
  readonly firstInvoiceCents: Cents;
  /** In the currency of the product. */
  readonly upFrontPayments: readonly UpFrontPayment[];
}

/** A term that the policy system alone bills. */
export interface UnbilledHandOver extends HandOver {
  readonly flow: 'notBilled';
}

export interface TermActivitiesOptions {
  /** How long a term is given to answer, 30 seconds unless said. Milliseconds. */
  readonly callLimitMs?: number;
}

export type TermActivities = ReturnType<typeof createTermActivities>;

/** The workflow wants to know; a term that is bound as it is opened never waits for its bind so long. Milliseconds. */
const UNBOUND_PATIENCE_MS = 30 * 86_400_000;

/** How a term waits that had been ended in Temporal and goes on for what it is told. */
export const GOING_ON = {
  termPatience: { unboundPatienceMs: UNBOUND_PATIENCE_MS, outagePatienceMs: 86_400_000 },
  termIdleMs: DEFAULT_TERM_IDLE_MS,
};

/** The steps of a transaction that touch the workflows of policy terms. */
export function createTermActivities({ callLimitMs = CALL_LIMIT_MS }: TermActivitiesOptions = {}) {
  const activities = {
    /** Whether a term that ends on a day is over, by the clock of its product. */
    hasEnded(
      request: Pick<TermHandOver, 'expirationDate' | 'timeZone' | 'termTime'>,
    ): Promise<boolean> {
      return Promise.resolve(instantMs(endOfTerm(request)) <= Date.now());
    },

    /** Whether the term was handed over before: its workflow is known, and knows the day on which the term begins. */
    async wasHandedOver(request: { policyNumber: string; termNumber: number }): Promise<boolean> {
      const { policyNumber, termNumber } = request;
      return told(`${policyNumber}-${termNumber}`, () =>
        isBoundTerm(temporal(callLimitMs), policyTermId(policyNumber, termNumber)),
      );
    },

    /**
     * Hands a bound term to its workflow, which is started unless money has opened it before. Repeatable.
     *
     * @returns what the term answered; null when an earlier run of the transaction handed it over with other content
     * @throws TermHandOverRefused `termAlreadyBound` when another transaction bound it
     */
    async handOverTerm(request: TermHandOver): Promise<TermAnswer | null> {
      const { policyNumber, termNumber } = request;
      const term = `${policyNumber}-${termNumber}`;
      const message = bind({ policyNumber, termNumber }, messageOf(request));
      const outcome = await told(term, () => tellTerm(openingOf(request, callLimitMs), message));
      if (outcome.kind === 'answered') return outcome.answer;
      // This very transaction bound it, in an earlier run and before something was corrected: that bind stands.
      if (outcome.refusal.code === 'contentDiffers') return null;
      throw new TermHandOverRefused(term, outcome.refusal);
    },

    /**
     * Tells a term what its transaction did or wants. Repeatable: the term knows a repeat by the id of the event.
     *
     * @returns what the term answered, or why it does not take it; `unknown` where nobody knows the term
     */
    async tellTerm(request: { term: TermName; event: TransactionEvent }): Promise<TermOutcome> {
      const { term, event } = request;
      const opening = {
        ...temporal(callLimitMs),
        ...GOING_ON,
        openedBy: `gone on with for ${event.transaction}`,
      };
      return told(`${term.policyNumber}-${term.termNumber}`, () =>
        tellKnownTerm(opening, changeMessage(term, event)),
      );
    },
  };
  return translated({
    ...activities,
    ...termSearchActivities,
    ...termSyncActivities,
    ...openTermActivities,
  });
}

function messageOf(request: TermHandOver): TermBound {
  const { productKey, state, effectiveDate, expirationDate, transaction, charges, priorTerm } =
    request;
  return {
    event: {
      kind: 'bound',
      id: `${transaction}/bound`,
      transaction,
      effectiveDate,
      charges,
      ...(request.flow === 'notBilled' ? { flow: request.flow } : bindOf(request)),
    },
    productKey,
    state,
    effectiveDate,
    expirationDate,
    paymentDeadline: request.flow === 'notBilled' ? null : paymentDeadline(request),
    endOfTerm: endOfTerm(request),
    ...(priorTerm && { priorTerm }),
    asksForRenewal: true,
  };
}

function bindOf({
  product,
  flow,
  plan,
  firstInvoiceCents,
  upFrontPayments,
}: BilledHandOver): BilledBind {
  const { currency } = product;
  return {
    flow,
    currency,
    plan,
    firstInvoiceCents,
    rule: product.confirmation,
    toleranceCents: product.toleranceCents,
    upFrontPayments: upFrontPayments.map((payment) => ({ ...payment, currency })),
    cancelsForNonPayment: product.cancelsForNonPayment,
  };
}

function paymentDeadline(request: BilledHandOver): Instant {
  const { timeZone, product } = request;
  return endOfDay(timeZone, addDays(payableFrom(request), product.paymentDeadlineDays));
}

function endOfTerm({
  expirationDate,
  timeZone,
  termTime,
}: Pick<TermHandOver, 'expirationDate' | 'timeZone' | 'termTime'>): Instant {
  return instantIn(timeZone, expirationDate, termTime);
}

/** The day from which the payment deadline counts: nobody can pay in time for what was bound after it began. */
function payableFrom({ effectiveDate, boundAt, timeZone }: TermHandOver): CivilDate {
  const boundOn = civilDateIn(timeZone, new Date(boundAt));
  return boundOn > effectiveDate ? boundOn : effectiveDate;
}

/** What a term is opened with. */
function openingOf(
  { transaction, outagePatienceMs }: TermHandOver,
  callLimitMs: number,
): TermOpening {
  return {
    ...temporal(callLimitMs),
    termPatience: { unboundPatienceMs: UNBOUND_PATIENCE_MS, outagePatienceMs },
    termIdleMs: DEFAULT_TERM_IDLE_MS,
    openedBy: `bound by ${transaction}`,
  };
}
