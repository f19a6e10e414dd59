import {
  isUnderstood,
  named,
  ownRows,
  type ChargeNames,
  type HeldAmount,
  type NotUnderstood,
} from '../mid-term/attributed.js';
import type { Charge } from '../money/charges.js';
import { standingRows, type ChargedTerm, type StandingRow } from '../premium/charged-term.js';

/**
 * What a workbook was rated at on a change, as charges of the term. A premium that the policy system has rated belongs to no line
 * where the product has but one, as that of the bind does.
 */
export function ratedCharges(
  held: readonly HeldAmount[],
  names: ChargeNames,
  term: ChargedTerm,
): readonly Charge[] | NotUnderstood {
  const amounts = named(held, names);
  if (!isUnderstood(amounts)) return amounts;
  const standing = standingRows(term);
  const rows = ownRows(amounts, standing, names.rules);
  if (!isUnderstood(rows) || names.lines.length > 1) return rows;
  return rows.map((row) =>
    standing.some((one) => isRated(one, row)) ? { ...row, line: null } : row,
  );
}

function isRated({ charge }: StandingRow, { kind, name, state }: Charge): boolean {
  return (
    charge.line === null && charge.kind === kind && charge.name === name && charge.state === state
  );
}
