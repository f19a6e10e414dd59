import type { CivilDate } from '../calendar/civil-date.js';
import { refusalOf, type Refusal } from '../machine/refusals.js';
import { sumCents } from '../money/cents.js';
import type { Charge, Refundable } from '../money/charges.js';
import { part, percentRatio } from '../money/ratio.js';

/** One tax or fee in percent of what is taxable. */
export interface TaxRate {
  readonly kind: 'tax' | 'fee';
  /** Shown on invoices, such as `stampingFee`. */
  readonly name: string;
  /** Text such as `4.85%`, so that it is exact. */
  readonly rate: string;
  readonly refundable: Refundable;
}

/** What a state takes from policies that begin in a time. No rate at all is a row, too: nothing is taken then. */
export interface TaxRow {
  readonly state: string;
  readonly from: CivilDate;
  /** The first day on which it holds no more; null while no end is known. */
  readonly to: CivilDate | null;
  readonly rates: readonly TaxRate[];
}

/**
 * The taxes and fees of a transaction by its states: each rate of the sum of what is taxable there, rounded once.
 *
 * @param charges   what the transaction charges; those without a state of their own count in `homeState`
 * @param rows      of which each state has at most one for a day
 * @param inception first day of the term, whose rates hold for all that comes later; of a term of several years, the
 *                  anniversary before
 * @returns a refusal where a state that something is charged in has no row for the day
 */
export function taxesOn(
  charges: readonly Charge[],
  rows: readonly TaxRow[],
  homeState: string,
  inception: CivilDate,
): readonly Charge[] | Refusal {
  const taxes: Charge[] = [];
  const stateOf = ({ state }: Charge): string => state ?? homeState;
  for (const state of new Set(charges.filter(({ isTaxable }) => isTaxable).map(stateOf))) {
    const row = taxRowOf(rows, state, inception);
    if (!row) return noTaxRow(rows, state, inception);
    const taxable = charges.filter((charge) => charge.isTaxable && stateOf(charge) === state);
    taxes.push(...row.rates.map((rate) => taxOf(rate, taxable, state)));
  }
  return taxes;
}

/** What a state takes of policies that begin on a day; undefined where nobody knows. */
export function taxRowOf(
  rows: readonly TaxRow[],
  state: string,
  on: CivilDate,
): TaxRow | undefined {
  return rows.find(
    (row) => row.state === state && row.from <= on && (row.to === null || on < row.to),
  );
}

function taxOf(
  { kind, name, rate, refundable }: TaxRate,
  taxable: readonly Charge[],
  state: string,
): Charge {
  const of = percentRatio(rate);
  if (of === null) throw new RangeError(`${name} in ${state} is no percentage: ${rate}`);
  const amountCents = part(sumCents(taxable.map((charge) => charge.amountCents)), of);
  return { kind, name, line: null, state, amountCents, refundable, isTaxable: false };
}

function noTaxRow(rows: readonly TaxRow[], state: string, inception: CivilDate): Refusal {
  const there = rows.filter((row) => row.state === state);
  const times = there.map(({ from, to }) => `${from} to ${to ?? 'today'}`);
  return refusalOf('noTaxRow', {
    field: 'inception',
    found: `${state}, ${inception}`,
    allowed: times.length > 0 ? `${state} ${times.join(', ')}` : `a row for ${state}`,
  });
}
