import {
  isUnderstood,
  named,
  ownRows,
  type ChargeNames,
  type HeldAmount,
  type NotUnderstood,
} from '../mid-term/attributed.js';
import { sumCents } from '../money/cents.js';
import { ADDED_FEES, type Charge } from '../money/charges.js';
import { addedFeeRow } from '../premium/charge-row.js';
import { standingRows, type ChargedTerm, type StandingRow } from '../premium/charged-term.js';

/**
 * What a workbook was rated at on a change, as charges of the term: as those of the bind, with the fees that the policy system added
 * in one row, and a premium of no line where the product has but one.
 */
export function ratedCharges(
  held: readonly HeldAmount[],
  names: ChargeNames,
  term: ChargedTerm,
): readonly Charge[] | NotUnderstood {
  const amounts = named(
    held.filter(({ isFee }) => !isFee),
    names,
  );
  if (!isUnderstood(amounts)) return amounts;
  const standing = standingRows(term);
  const rows = ownRows(amounts, standing, names.rules);
  if (!isUnderstood(rows)) return rows;
  const hasOneLine = names.lines.length === 1;
  const premium = rows.map((row) =>
    hasOneLine && standing.some((one) => isRated(one, row)) ? { ...row, line: null } : row,
  );
  return [...premium, ...feesOf(held, names)];
}

function feesOf(held: readonly HeldAmount[], { rules }: ChargeNames): readonly Charge[] {
  const fees = held.filter(({ isFee }) => isFee);
  const amountCents = sumCents(fees.map((fee) => fee.amountCents));
  if (amountCents === 0) return [];
  return [addedFeeRow({ charge: ADDED_FEES, line: null, state: null, amountCents }, rules)];
}

function isRated({ charge }: StandingRow, { kind, name, state }: Charge): boolean {
  return (
    charge.line === null && charge.kind === kind && charge.name === name && charge.state === state
  );
}
