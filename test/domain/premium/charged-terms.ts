import { isRefusal, type Refusal } from '../../../src/domain/machine/refusals.js';
import type { CancellationCharges, RefundRules } from '../../../src/domain/premium/cancellation.js';
import type { ChargedLayer, ChargedTerm } from '../../../src/domain/premium/charged-term.js';
import type { EndorsementCharges } from '../../../src/domain/premium/endorsement.js';
import type { PremiumRules } from '../../../src/domain/premium/earned.js';
import {
  reinstatementCharges,
  type ReinstatementCharges,
  type ReinstatementRules,
} from '../../../src/domain/premium/reinstatement.js';
import { reinstatementDays } from '../../../src/domain/reinstatement/dates.js';
import { aTermFacts } from '../policy-term/term-facts.js';
import { CUSTOMARY_SHORT_RATE } from '../../../src/domain/premium/short-rate-table.js';
import { rowsToBook, type WorkedRow } from '../../../src/domain/premium/worked-row.js';
import { BASE_CHARGES } from '../../support/charges.js';

/** By the days of the term, in cents. */
export const RULES: RefundRules = {
  dayCount: 'actual',
  factorPlaces: null,
  unit: 'cent',
  shortRateTable: CUSTOMARY_SHORT_RATE,
};

/** The year 2025-02-01 to 2026-02-01, of 365 days, with premium of 5000.00 and 244.50 of taxes and fees. */
export function aChargedTerm(parts: Partial<ChargedTerm> = {}): ChargedTerm {
  const { effectiveDate = '2025-02-01' } = parts;
  return {
    effectiveDate,
    expirationDate: '2026-02-01',
    layers: [aLayer({ effectiveDate })],
    returns: [],
    cancelledOn: null,
    ...parts,
  };
}

/** The bind of all of it. */
export function aLayer(parts: Partial<ChargedLayer> = {}): ChargedLayer {
  const { booked = BASE_CHARGES } = parts;
  return {
    kind: 'bind',
    transaction: 'bind',
    effectiveDate: '2025-02-01',
    booked,
    fullTerm: booked,
    ...parts,
  };
}

/** What came out, or a failure of the test where it was refused. */
export function granted<T extends object>(result: T): Exclude<T, Refusal> {
  if (isRefusal(result)) throw new Error(`refused: ${result.code}`);
  return result as Exclude<T, Refusal>;
}

export const amountsOf = (rows: readonly WorkedRow[]): readonly number[] =>
  rows.map(({ charge }) => charge.amountCents);

/** The term with a cancellation booked. */
export function cancelled(term: ChargedTerm, charges: CancellationCharges): ChargedTerm {
  const { effectiveDate, rows } = charges;
  const returns = [...term.returns, { effectiveDate, booked: rowsToBook(rows) }];
  return { ...term, returns, cancelledOn: effectiveDate };
}

/** What a reinstatement charges, or why the days or the amounts refuse it. */
export function reinstatementOf(
  term: ChargedTerm,
  on: string,
  rules: PremiumRules & Partial<ReinstatementRules> = RULES,
  isGapAllowed = true,
): ReinstatementCharges | Refusal {
  const { cancelledOn } = term;
  const days = reinstatementDays(aTermFacts({ days: term, cancelledOn }), on, isGapAllowed);
  if (isRefusal(days)) return days;
  if (cancelledOn === null) throw new Error('nothing refused a term in force');
  return reinstatementCharges({ ...term, cancelledOn }, days, { fee: null, ...rules });
}

/** The term with an endorsement booked. */
export function endorsed(term: ChargedTerm, charges: EndorsementCharges): ChargedTerm {
  const { effectiveDate, rows, fullTerm } = charges;
  return withLayer(term, {
    kind: 'endorsement',
    effectiveDate,
    booked: rowsToBook(rows),
    fullTerm,
  });
}

/** The term with a reinstatement booked. */
export function reinstated(term: ChargedTerm, charges: ReinstatementCharges): ChargedTerm {
  const { effectiveDate, rows, cancelledOn } = charges;
  const booked = rowsToBook(rows);
  const layer = {
    kind: 'reinstatement',
    effectiveDate,
    booked,
    fullTerm: [],
    cancelledOn,
  } as const;
  return { ...withLayer(term, layer), cancelledOn: null };
}

function withLayer(term: ChargedTerm, layer: Omit<ChargedLayer, 'transaction'>): ChargedTerm {
  const transaction = `${layer.kind} ${term.layers.length}`;
  return { ...term, layers: [...term.layers, { ...layer, transaction }] };
}

/** All that was ever booked, by the row that it is of. */
export function keptByRow(term: ChargedTerm): ReadonlyMap<string, number> {
  const kept = new Map<string, number>();
  const add = (key: string, cents: number): void =>
    void kept.set(key, (kept.get(key) ?? 0) + cents);
  for (const { transaction, booked } of term.layers)
    booked.forEach(({ of, amountCents }, row) => {
      add(of ? `${of.layer} ${of.row}` : `${transaction} ${row}`, amountCents);
    });
  for (const { booked } of term.returns)
    for (const { of, amountCents } of booked)
      add(of ? `${of.layer} ${of.row}` : 'none', amountCents);
  return kept;
}
