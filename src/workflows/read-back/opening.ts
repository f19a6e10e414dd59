import type { ReadPolicy } from '../../activities/read-back/read-back-activities.js';
import type { ConfirmationRule } from '../../domain/billing/confirmation.js';
import type { InstalmentPlan } from '../../domain/billing/instalments.js';
import { formatCents } from '../../domain/money/cents.js';
import type { BilledBind } from '../../domain/policy-term/events.js';
import { receivedBefore } from '../../domain/read-back/received.js';
import { isReadable, type NotReadable } from '../../domain/read-back/sold-as.js';
import { byHandName, type TermName } from '../../domain/workflow-ids.js';
import type { PeriodInfo } from '../../ports/billing/periods.js';
import type { TermAsk, TermBound } from '../policy-term/messages.js';

/** What billing says of a term that was read. */
export interface BilledAs {
  readonly period: PeriodInfo;
  /** The plan under which it is billed; null where billing does not offer it any more. */
  readonly plan: InstalmentPlan | null;
}

/** How a term is opened that was read. */
export interface Opening {
  readonly bound: TermBound;
  /** Billing has it as confirmed. */
  readonly isConfirmed: boolean;
  /** Billing and the policy system hold the same amount, so that billing knows what was done since the bind. */
  readonly isBillingInStep: boolean;
}

/**
 * How a term is opened with what the policy system and billing say of it. A term that the product has billed and billing does not
 * know is billed by the policy system alone: what Bindery does not tell billing, nobody there can miss.
 *
 * @param now     an instant: what was received before it is counted as one payment
 * @param billed  null where no billing system bills the product, or billing does not know the term
 */
export function openingOf(
  term: TermName,
  policy: ReadPolicy,
  billed: BilledAs | null,
  now: string,
): Opening | NotReadable {
  const { quoteGuid, effectiveDate, charges, bookedCents } = policy;
  const { productKey, state, expirationDate, endOfTerm } = policy;
  const how = billed && policy.billing ? billedBind(term, policy, billed, now) : UNBILLED;
  if (!isReadable(how)) return how;
  const transaction = byHandName(quoteGuid);
  const id = `${transaction}/bound`;
  const asks = asksOf(term, policy, billed);
  return {
    bound: {
      event: { kind: 'bound', id, transaction, effectiveDate, charges, ...how },
      productKey,
      state,
      effectiveDate,
      expirationDate,
      paymentDeadline: how.flow === 'notBilled' ? null : policy.paymentDeadline,
      endOfTerm,
      ...(asks.length > 0 && { asks }),
    },
    isConfirmed: billed?.period.isTermConfirmed ?? false,
    isBillingInStep: billed?.period.chargedCents === bookedCents,
  };
}

/**
 * The same of a term of ours that was lost: it waits for its renewal as it did before. Where its product is billed, billing has to know
 * it: until the submission is posted again, which books it, it would be taken for one that nobody bills.
 */
export function openingOfLost(
  term: TermName,
  policy: ReadPolicy,
  billed: BilledAs | null,
  now: string,
): Opening | NotReadable {
  if (policy.billing !== null && billed === null) return notBooked(term);
  const opening = openingOf(term, policy, billed, now);
  if (!isReadable(opening)) return opening;
  const { bound } = opening;
  const event = { ...bound.event, isOurs: true } as const;
  return { ...opening, bound: { ...bound, event, asksForRenewal: true } };
}

function notBooked({ policyNumber, termNumber }: TermName): NotReadable {
  return {
    field: 'billing',
    found: `without the term ${policyNumber}-${termNumber}, which billing does not know`,
    remedy:
      'post the submission again that made it, which books it; or open the term by sync, if it has another number or nobody bills it',
  };
}

const UNBILLED = { flow: 'notBilled' } as const;

function billedBind(
  name: TermName,
  { billing, effectiveDate, expirationDate }: ReadPolicy,
  { period, plan }: BilledAs,
  now: string,
): BilledBind | NotReadable {
  if (billing === null) throw new Error('only a product with billing is billed');
  const { currency, receivedCents, firstInvoiceCents, term } = period;
  if (currency !== billing.currency) {
    return {
      field: 'currency',
      found: `${currency} in billing, and ${billing.currency} in the product file`,
      remedy:
        'open the term by sync with ?product= and the key of the right one, or have billing put right',
    };
  }
  if (term.effectiveDate !== effectiveDate || term.expirationDate !== expirationDate) {
    return {
      field: 'effectiveDate',
      found: `a term from ${effectiveDate} to ${expirationDate} in the policy system, and from ${term.effectiveDate} to ${term.expirationDate} in billing`,
      remedy: 'name the right number of the term, or have one of the two put right',
    };
  }
  const paymentId = receivedBefore(name);
  const received = { paymentId, amountCents: receivedCents, receivedAt: now, currency };
  return {
    // Whoever has billed it so far says what becomes of it where it is not paid.
    flow: 'confirmed',
    currency,
    plan: plan ?? PAID_AT_ONCE,
    firstInvoiceCents,
    rule: ruleOf(billing.confirmation, plan),
    toleranceCents: billing.toleranceCents,
    upFrontPayments: receivedCents > 0 ? [received] : [],
    cancelsForNonPayment: false,
  };
}

const PAID_AT_ONCE: InstalmentPlan = { downPaymentBasisPoints: 10_000, instalments: 0 };

/** A down payment can only be told by its plan; without it, what billing invoiced first is as much. */
function ruleOf(rule: ConfirmationRule, plan: InstalmentPlan | null): ConfirmationRule {
  return rule.kind === 'downPayment' && plan === null ? { kind: 'firstInvoice' } : rule;
}

function asksOf(
  { policyNumber, termNumber }: TermName,
  { billing, bookedCents }: ReadPolicy,
  billed: BilledAs | null,
): readonly TermAsk[] {
  if (billing === null) return [];
  const term = `Term ${policyNumber}-${termNumber}`;
  if (billed === null) {
    const text = `${term} was opened from what the policy system holds, and billing does not know it: what changes is booked in the policy system alone. See that whoever bills it hears of changes.`;
    return [{ key: 'takenOver:billing', text }];
  }
  const { chargedCents } = billed.period;
  if (chargedCents === bookedCents) return [];
  const text = `${term} was opened from what the policy system holds: that is ${formatCents(bookedCents)} in all, and billing has charged ${formatCents(chargedCents)}. Find out which is right, and have the other put right.`;
  return [{ key: 'takenOver:charged', text }];
}
