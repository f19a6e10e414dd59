import type { CivilDate } from '../../src/domain/calendar/civil-date.js';
import { parseCents, sumCents, type Cents } from '../../src/domain/money/cents.js';
import type { Charge } from '../../src/domain/money/charges.js';
import type { Installation } from '../../src/domain/product/installation.js';
import type { Product } from '../../src/domain/product/product.js';
import type { PeriodBooking } from '../../src/ports/billing/changes.js';
import type { NewPeriod } from '../../src/ports/billing/periods.js';
import type { PolicySystem } from '../../src/ports/policy-system.js';
import type { BookedPremium } from '../../src/ports/policy-system/premiums.js';
import type { ChainedTransaction } from '../../src/ports/policy-system/mid-term.js';
import type { TermRecord } from '../../src/workflows/policy-term/messages.js';
import type { BillingPeriod } from './billing-sandbox-admin.js';
import type { InMemoryBilling } from './in-memory-billing.js';

/** What one transaction has booked: amounts by line, charge and state; those that come to nothing are left out. */
export interface Entry {
  readonly kind: 'original' | 'endorsement' | 'cancellation' | 'reinstatement';
  readonly effectiveDate: CivilDate;
  readonly amounts: Readonly<Record<string, Cents>>;
}

/** A term as one of the three systems holds it, in words that all three share. */
export interface BookOfTerm {
  readonly effectiveDate: CivilDate | null;
  readonly expirationDate: CivilDate | null;
  readonly cancelledOn: CivilDate | null;
  /** Everything that is bound, kind by kind, each in the order of the bookings. */
  readonly entries: readonly Entry[];
}

/** By which the policy system's numbers are read. */
interface Books {
  readonly installation: Pick<Installation, 'charges'>;
  readonly product: Pick<Product, 'lines'>;
}

const KINDS: readonly Entry['kind'][] = [
  'original',
  'endorsement',
  'cancellation',
  'reinstatement',
];

function byKind(entries: readonly Entry[]): readonly Entry[] {
  return KINDS.flatMap((kind) => entries.filter((entry) => entry.kind === kind));
}

/** The amounts of all entries together; what comes to nothing is left out. */
export function netOf(entries: readonly Entry[]): Readonly<Record<string, Cents>> {
  return addedUp(entries.flatMap(({ amounts }) => Object.entries(amounts)));
}

/** What all entries come to. */
export function totalOfBook({ entries }: BookOfTerm): Cents {
  return sumCents(Object.values(netOf(entries)));
}

/** What the term of a policy holds. */
export function bookOfTerm({
  effectiveDate,
  expirationDate,
  cancelledOn,
  layers,
  returns,
}: TermRecord): BookOfTerm {
  const charged = layers.map(({ kind, booked, ...layer }): Entry => {
    const { effectiveDate: from } = layer;
    return {
      kind: kind === 'bind' ? 'original' : kind,
      effectiveDate: from,
      amounts: amountsOf(booked),
    };
  });
  const returned = returns.map(({ booked, ...one }): Entry => {
    const { effectiveDate: from } = one;
    return { kind: 'cancellation', effectiveDate: from, amounts: amountsOf(booked) };
  });
  return { effectiveDate, expirationDate, cancelledOn, entries: byKind([...charged, ...returned]) };
}

/**
 * What the policy system holds of a policy, as its lookups tell; transactions that are not bound fail.
 *
 * @param on a day of the term that is meant, where a policy number has several
 */
export async function bookOfPolicySystem(
  policySystem: Pick<PolicySystem, 'readChain' | 'listPremiums'>,
  policyNumber: string,
  books: Books,
  on?: CivilDate,
): Promise<BookOfTerm> {
  const chain = await policySystem.readChain(policyNumber, on === undefined ? undefined : { on });
  if (chain === null) throw new Error(`the policy system does not know ${policyNumber}`);
  const entries: Entry[] = [];
  for (const transaction of chain.transactions) {
    const premiums = await policySystem.listPremiums(transaction.quoteGuid);
    entries.push(entryOf(transaction, premiums, books));
  }
  const newest = entries.at(-1);
  const { effectiveDate, expirationDate } = chain;
  const cancelledOn = newest?.kind === 'cancellation' ? newest.effectiveDate : null;
  return { effectiveDate, expirationDate, cancelledOn, entries: byKind(entries) };
}

/** What billing has booked of a term of a policy. Of an endorsement that costs nothing it is not told. */
export async function bookOfBilling(
  billing: InMemoryBilling,
  policyNumber: string,
  termNumber = 1,
): Promise<BookOfTerm> {
  const period = await billing.getPeriodInfo({ policyNumber, termNumber });
  if (period === null) throw new Error(`billing does not know ${policyNumber}`);
  const entries = billing.bookings.flatMap(({ method, content }): Entry[] => {
    const kind = BOOKED_BY[method];
    const booking = content as Partial<PeriodBooking & NewPeriod>;
    if (kind === undefined || booking.policyNumber !== policyNumber) return [];
    if (booking.termNumber !== termNumber) return [];
    const from = booking.effectiveDate ?? period.term.effectiveDate;
    return [{ kind, effectiveDate: from, amounts: amountsOf(booking.charges ?? []) }];
  });
  const { effectiveDate, expirationDate } = period.term;
  const { cancelledOn } = period;
  return { effectiveDate, expirationDate, cancelledOn, entries: byKind(entries) };
}

/** What a billing sandbox has booked of a term. */
export function bookOfPeriod({ term, cancelledOn, charges }: BillingPeriod): BookOfTerm {
  const bookings = [...new Set(charges.map(({ transactionId }) => transactionId))];
  const entries = bookings.map((id): Entry => {
    const rows = charges.filter(({ transactionId }) => transactionId === id);
    const { operation = '', effectiveDate = '' } = rows[0] ?? {};
    const kind = BOOKED_BY[operation];
    if (kind === undefined) throw new Error(`${operation} is no booking of ours`);
    const amounts = rows.map(({ line, name, state, amount }): [string, Cents] => {
      return [placeOf(line, name, state), parseCents(amount) ?? Number.NaN];
    });
    return { kind, effectiveDate, amounts: addedUp(amounts) };
  });
  return { ...term, cancelledOn, entries: byKind(entries) };
}

const BOOKED_BY: Readonly<Record<string, Entry['kind'] | undefined>> = {
  createPolicyPeriod: 'original',
  renewPolicyPeriod: 'original',
  rewritePolicyPeriod: 'original',
  issuePolicyChange: 'endorsement',
  cancelPolicyPeriod: 'cancellation',
  issueReinstatement: 'reinstatement',
};

function entryOf(
  { kind, effectiveDate, boundOn, quoteGuid }: ChainedTransaction,
  premiums: readonly BookedPremium[],
  { installation, product }: Books,
): Entry {
  if (kind === 'other') throw new Error(`${quoteGuid} is no transaction of ours`);
  if (boundOn === null) throw new Error(`the ${kind} ${quoteGuid} is not bound`);
  const amounts = premiums.map(({ lineGuid, chargeCode, amountCents }): [string, Cents] => {
    const line = product.lines.find(
      (one) => one.lineGuid.toLowerCase() === lineGuid?.toLowerCase(),
    );
    const charge = installation.charges.find(({ code }) => code === chargeCode);
    return [placeOf(line?.key ?? null, charge?.charge ?? '?', charge?.state ?? null), amountCents];
  });
  return { kind, effectiveDate, amounts: addedUp(amounts) };
}

function amountsOf(charges: readonly Charge[]): Readonly<Record<string, Cents>> {
  return addedUp(
    charges.map(({ line, name, state, amountCents }): [string, Cents] => [
      placeOf(line, name, state),
      amountCents,
    ]),
  );
}

function placeOf(line: string | null, charge: string, state: string | null): string {
  return [line, charge, state].map((part) => part ?? '-').join(' ');
}

function addedUp(amounts: readonly (readonly [string, Cents])[]): Readonly<Record<string, Cents>> {
  const totals = new Map<string, Cents>();
  for (const [place, cents] of amounts) totals.set(place, (totals.get(place) ?? 0) + cents);
  return Object.fromEntries(
    [...totals].filter(([, cents]) => cents !== 0).sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}
