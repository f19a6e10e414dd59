import { addDays, type CivilDate } from '../calendar/civil-date.js';
import type { Instant } from '../calendar/instant.js';
import { isRefusal } from '../machine/refusals.js';
import { sumCents, type Cents } from '../money/cents.js';
import type { TermEventOf } from '../policy-term/events.js';
import { byHandName } from '../workflow-ids.js';
import { cancellationCharges, type RefundRules } from '../premium/cancellation.js';
import {
  standingRows,
  type BookedRow,
  type ChargedLayer,
  type ChargedTerm,
} from '../premium/charged-term.js';
import { endorsementCharges } from '../premium/endorsement.js';
import type { CancellationTerms } from '../premium/refund-terms.js';
import {
  chargedAgain,
  givenBack,
  isUnderstood,
  named,
  ownRows,
  type ChargeNames,
  type HeldAmount,
  type NamedAmount,
  type NotUnderstood,
} from './attributed.js';

/** One transaction as the policy system holds it. */
export interface HeldTransaction {
  readonly quoteGuid: string;
  readonly kind: 'original' | 'endorsement' | 'cancellation' | 'reinstatement' | 'other';
  readonly effectiveDate: CivilDate;
  /** Null while it is not bound. */
  readonly boundOn: CivilDate | null;
}

/** A term as the policy system holds it. */
export interface HeldTerm {
  readonly effectiveDate: CivilDate;
  /** Oldest first, the original among them. */
  readonly transactions: readonly HeldTransaction[];
  /** What is booked on a transaction. */
  readonly amountsOf: (quoteGuid: string) => readonly HeldAmount[];
}

/** A booked term with the policy system's own ids of the bookings, as far as they are known. */
export interface KnownTerm extends ChargedTerm {
  readonly layers: readonly ChargedLayer[];
  readonly returns: readonly (ChargedTerm['returns'][number] & { readonly quoteGuid?: string })[];
}

/** What the product says of changes that nobody asked it about. */
export interface ByHandRules {
  readonly names: ChargeNames;
  readonly refund: RefundRules;
  /** Days after a cancellation within which a person has to decide about late money. */
  readonly lateMoneyDays: number;
  /** Until when a term may be paid that comes back now. */
  readonly paymentDeadline: Instant;
}

/** What the term is told of a transaction that was booked by hand. */
export type ByHandEvent =
  TermEventOf<'endorsed'> | TermEventOf<'cancelled'> | TermEventOf<'reinstated'>;

/** A transaction that the term does not know, or that it knows and the policy system does not hold any more. */
export interface ByHandFinding {
  readonly quoteGuid: string;
  readonly kind: HeldTransaction['kind'];
  readonly effectiveDate: CivilDate;
  /** What is booked on it; of either sign. */
  readonly totalCents: Cents;
  /** What the term is to be told; null where that cannot be said, and a person has to find out. */
  readonly event: ByHandEvent | null;
  /** Why not; null where it is understood. */
  readonly why: string | null;
}

/**
 * The bound transactions of the policy system that the term does not know, in their order, as what the term is to be told.
 *
 * A transaction that the term knows and that is bound no more takes the ground from under all others: only that is said then.
 * What comes after one that cannot be understood waits for it, unless that is of a kind that changes no term.
 */
export function doneByHand(
  term: KnownTerm,
  held: HeldTerm,
  rules: ByHandRules,
): readonly ByHandFinding[] {
  const [original, ...changes] = held.transactions;
  if (original && held.effectiveDate !== term.effectiveDate)
    return [notSo(original, `it begins on ${held.effectiveDate}, and the term on another day`)];
  const bound = changes.filter(({ boundOn }) => boundOn !== null);
  const unbound = unboundByHand(term, bound);
  if (unbound.length > 0) return unbound;
  return foundIn(term, unknownTo(term, bound), held, rules);
}

function foundIn(
  term: KnownTerm,
  unknown: readonly HeldTransaction[],
  held: HeldTerm,
  rules: ByHandRules,
): readonly ByHandFinding[] {
  const findings: ByHandFinding[] = [];
  let [known, blockedBy]: [ChargedTerm, string | null] = [term, null];
  for (const transaction of unknown) {
    const amounts = held.amountsOf(transaction.quoteGuid);
    const totalCents = sumCents(amounts.map(({ amountCents }) => amountCents));
    const event: ByHandEvent | NotUnderstood =
      blockedBy === null
        ? eventOf(known, transaction, amounts, rules)
        : { why: `it comes after ${blockedBy}, which has to be understood first` };
    if (isUnderstood(event)) {
      known = withEvent(known, event);
      findings.push({ ...factsOf(transaction), totalCents, event, why: null });
      continue;
    }
    findings.push({ ...notSo(transaction, event.why), totalCents });
    if (transaction.kind !== 'other') blockedBy ??= transaction.quoteGuid;
  }
  return findings;
}

function factsOf({ quoteGuid, kind, effectiveDate }: HeldTransaction) {
  return { quoteGuid, kind, effectiveDate };
}

function notSo(transaction: HeldTransaction, why: string): ByHandFinding {
  return { ...factsOf(transaction), totalCents: 0, event: null, why };
}

interface KnownBooking {
  readonly kind: HeldTransaction['kind'];
  readonly effectiveDate: CivilDate;
  readonly booked: readonly BookedRow[];
  readonly quoteGuid?: string;
}

function bookingsOf({ layers, returns }: KnownTerm): readonly KnownBooking[] {
  const changes = layers.flatMap((layer) =>
    layer.kind === 'bind' ? [] : [{ ...layer, kind: layer.kind }],
  );
  return [...changes, ...returns.map((one) => ({ ...one, kind: 'cancellation' as const }))];
}

function unboundByHand(
  term: KnownTerm,
  bound: readonly HeldTransaction[],
): readonly ByHandFinding[] {
  return bookingsOf(term).flatMap(({ quoteGuid, kind, effectiveDate, booked }) => {
    if (quoteGuid === undefined || bound.some((one) => one.quoteGuid === quoteGuid)) return [];
    const totalCents = sumCents(booked.map(({ amountCents }) => amountCents));
    const why = 'the term knows it, and the policy system does not hold it as bound any more';
    return [{ quoteGuid, kind, effectiveDate, totalCents, event: null, why }];
  });
}

function unknownTo(term: KnownTerm, bound: readonly HeldTransaction[]): readonly HeldTransaction[] {
  return unknownAmong(bookingsOf(term), bound);
}

/**
 * The transactions that are none of the bookings. Of what earlier versions told the term no id is known: its kind and day say which
 * it is.
 */
export function unknownAmong<
  One extends Pick<HeldTransaction, 'quoteGuid' | 'kind' | 'effectiveDate'>,
>(
  bookings: readonly {
    readonly kind: HeldTransaction['kind'];
    readonly effectiveDate: CivilDate;
    readonly quoteGuid?: string;
  }[],
  bound: readonly One[],
): readonly One[] {
  const nameless = bookings.filter(({ quoteGuid }) => quoteGuid === undefined);
  return bound.filter((one) => {
    if (bookings.some(({ quoteGuid }) => quoteGuid === one.quoteGuid)) return false;
    const at = nameless.findIndex(
      ({ kind, effectiveDate }) => kind === one.kind && effectiveDate === one.effectiveDate,
    );
    if (at < 0) return true;
    nameless.splice(at, 1);
    return false;
  });
}

function eventOf(
  term: ChargedTerm,
  transaction: HeldTransaction,
  amounts: readonly HeldAmount[],
  rules: ByHandRules,
): ByHandEvent | NotUnderstood {
  const known = named(amounts, rules.names);
  if (!isUnderstood(known)) return known;
  switch (transaction.kind) {
    case 'endorsement':
      return endorsed(term, transaction, known, rules);
    case 'cancellation':
      return cancelled(term, transaction, known, rules);
    case 'reinstatement':
      return reinstated(term, transaction, known, rules);
    case 'original':
    case 'other':
      return {
        why: 'it is of a kind that Bindery does not make, such as an audit or a correction',
      };
  }
}

function senderOf({ quoteGuid, effectiveDate }: HeldTransaction, kind: ByHandEvent['kind']) {
  const transaction = byHandName(quoteGuid);
  return { id: `${transaction}/${kind}`, transaction, quoteGuid, effectiveDate };
}

function endorsed(
  term: ChargedTerm,
  transaction: HeldTransaction,
  amounts: readonly NamedAmount[],
  { names, refund }: ByHandRules,
): ByHandEvent | NotUnderstood {
  const charges = ownRows(amounts, standingRows(term), names.rules);
  if (!isUnderstood(charges)) return charges;
  const figures = { fullTerm: null, asGiven: charges };
  const booked = endorsementCharges(term, transaction.effectiveDate, figures, refund);
  if (isRefusal(booked)) return { why: booked.text };
  const { fullTerm } = booked;
  return { kind: 'endorsed', ...senderOf(transaction, 'endorsed'), charges, fullTerm };
}

function cancelled(
  term: ChargedTerm,
  transaction: HeldTransaction,
  amounts: readonly NamedAmount[],
  { names, refund, lateMoneyDays }: ByHandRules,
): ByHandEvent | NotUnderstood {
  const { effectiveDate } = transaction;
  const byDays = cancellationCharges(term, effectiveDate, PRO_RATA, refund);
  if (isRefusal(byDays)) return { why: byDays.text };
  const charges = givenBack(amounts, standingRows(term), names.rules);
  if (!isUnderstood(charges)) return charges;
  return {
    kind: 'cancelled',
    ...senderOf(transaction, 'cancelled'),
    charges,
    terms: termsOf(term, effectiveDate, amounts, refund),
    // Money undoes what Bindery announced; what a person did here, a person undoes.
    rescind: null,
    lateMoneyDue: addDays(effectiveDate, lateMoneyDays),
  };
}

const PRO_RATA: CancellationTerms = { method: 'proRata', minimum: null };

/** The way that comes to the same amount; by days where none does. */
function termsOf(
  term: ChargedTerm,
  on: CivilDate,
  amounts: readonly NamedAmount[],
  refund: RefundRules,
): CancellationTerms {
  if (on === term.effectiveDate) return { method: 'flat', minimum: null };
  const totalCents = sumCents(amounts.map(({ amountCents }) => amountCents));
  for (const method of ['proRata', 'shortRate90', 'shortRateTable'] as const) {
    const worked = cancellationCharges(term, on, { method, minimum: null }, refund);
    if (!isRefusal(worked) && worked.totalCents === totalCents) return { method, minimum: null };
  }
  return PRO_RATA;
}

function reinstated(
  term: ChargedTerm,
  transaction: HeldTransaction,
  amounts: readonly NamedAmount[],
  { names, paymentDeadline }: ByHandRules,
): ByHandEvent | NotUnderstood {
  const { cancelledOn } = term;
  if (cancelledOn === null) return { why: 'it reinstates a term that is not cancelled' };
  const isWithGap = transaction.effectiveDate > cancelledOn;
  const rowsOf = isWithGap ? ownRows : chargedAgain;
  const charges = rowsOf(amounts, standingRows(term), names.rules);
  if (!isUnderstood(charges)) return charges;
  return { kind: 'reinstated', ...senderOf(transaction, 'reinstated'), charges, paymentDeadline };
}

/** The term as it stands after it was told. */
function withEvent(term: ChargedTerm, event: ByHandEvent): ChargedTerm {
  const { transaction, effectiveDate, charges: booked } = event;
  switch (event.kind) {
    case 'endorsed': {
      const { fullTerm } = event;
      const layer = { kind: 'endorsement', transaction, effectiveDate, booked, fullTerm } as const;
      return { ...term, layers: [...term.layers, layer] };
    }
    case 'cancelled': {
      const { terms } = event;
      const returns = [...term.returns, { effectiveDate, booked, terms }];
      return { ...term, returns, cancelledOn: effectiveDate };
    }
    case 'reinstated': {
      const { layers, cancelledOn } = term;
      const fullTerm = layers.at(-1)?.fullTerm ?? [];
      const base = { kind: 'reinstatement', transaction, effectiveDate, booked, fullTerm } as const;
      const layer = { ...base, ...(cancelledOn !== null && { cancelledOn }) };
      return { ...term, layers: [...layers, layer], cancelledOn: null };
    }
  }
}
