import { addDays, type CivilDate } from '../domain/calendar/civil-date.js';
import type { TermDays } from '../domain/calendar/term-days.js';
import type { TermFacts } from '../domain/policy-term/term-facts.js';
import type { ChargedTerm } from '../domain/premium/charged-term.js';
import type { Product } from '../domain/product/product.js';
import { policyTermId, type TermName } from '../domain/workflow-ids.js';
import type { TermRecord } from '../workflows/policy-term/messages.js';
import type { Temporal } from './deadlines.js';
import { findTerm, readTerm } from './terms.js';

/** A bound term with the product by whose rules it is changed. */
export interface ChangeableTerm {
  readonly record: TermRecord;
  readonly product: Product;
  /** Whose law holds for it. */
  readonly state: string;
  readonly facts: TermFacts;
  readonly charged: ChargedTerm;
  readonly isRenewal: boolean;
  /** Of the first term of the policy that is known: its terms come back to that day of the month after short ones. */
  readonly firstStart: CivilDate;
  /** Whether money, or billing, has confirmed that the insured takes it; a term that none bills is taken by its bind. */
  readonly isTaken: boolean;
}

/** Why a term cannot be changed: nobody knows it, it is not bound, or its product has no file any more. */
export type NotChangeable =
  | { readonly kind: 'unknownTerm' }
  | { readonly kind: 'notBound' }
  | { readonly kind: 'unknownProduct'; readonly productKey: string };

/**
 * Reads a term that somebody wants to change.
 *
 * @throws the errors of `readTerm`
 */
export async function changeableTerm(
  temporal: Temporal,
  products: ReadonlyMap<string, Product>,
  { policyNumber, termNumber }: TermName,
): Promise<ChangeableTerm | NotChangeable> {
  const found = await findTerm(temporal, policyTermId(policyNumber, termNumber));
  if (!found) return { kind: 'unknownTerm' };
  const record = await readTerm(temporal, found);
  return changeableAs(products, record, (await firstTermOf(temporal, record)).effectiveDate);
}

/** Only where a short month may have moved the day on which the term ends is it looked where the policy began. */
async function firstTermOf(temporal: Temporal, record: TermRecord): Promise<TermRecord> {
  let first = record;
  if (!mayBeMoved(record.expirationDate)) return first;
  while (first.priorTerm !== null && first.termNumber > 1) {
    const { policyNumber, termNumber } = first.priorTerm;
    const found = await findTerm(temporal, policyTermId(policyNumber, termNumber));
    if (!found) return first;
    first = await readTerm(temporal, found);
  }
  return first;
}

/** The last day of a month that does not have all days. */
function mayBeMoved(day: CivilDate | null): boolean {
  return day !== null && !day.endsWith('-31') && addDays(day, 1).endsWith('-01');
}

/** The same of a term that was read already. @param firstStart its own first day unless said */
export function changeableAs(
  products: ReadonlyMap<string, Product>,
  record: TermRecord,
  firstStart: CivilDate | null = null,
): ChangeableTerm | NotChangeable {
  const { productKey, state, effectiveDate, expirationDate } = record;
  if (productKey === null || state === null || effectiveDate === null || expirationDate === null) {
    return { kind: 'notBound' };
  }
  const product = products.get(productKey);
  if (!product) return { kind: 'unknownProduct', productKey };
  const days = { effectiveDate, expirationDate };
  return {
    record,
    product,
    state,
    facts: factsOf(record, days),
    charged: chargedOf(record, days),
    isRenewal: record.termNumber > 1,
    firstStart: firstStart ?? effectiveDate,
    isTaken: record.isBilled === true && record.isConfirmed,
  };
}

function factsOf(record: TermRecord, days: TermDays): TermFacts {
  const { status, cancelledOn, replacedBy, nextTerm, pendingCancellation } = record;
  return {
    days,
    status,
    cancelledOn,
    replacedBy,
    nextTerm,
    pendingCancellation: pendingCancellation?.transaction ?? null,
    lastChange: record.lastChange ?? '',
    latestChangeFrom: record.latestChangeFrom ?? days.effectiveDate,
  };
}

function chargedOf({ layers, returns, cancelledOn }: TermRecord, days: TermDays): ChargedTerm {
  return { ...days, layers, returns, cancelledOn };
}
