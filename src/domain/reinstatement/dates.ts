import { civilDays, type CivilDate } from '../calendar/civil-date.js';
import { refusalOf, type Refusal } from '../machine/refusals.js';
import type { ReinstatementDays } from '../premium/reinstatement.js';
import type { TermFacts } from '../policy-term/term-facts.js';

/**
 * Whether a term can come back on a day, and how long it stays uncovered.
 *
 * @param on null is the day of the cancellation: as if it had never been
 * @returns a refusal `notCancelled`, `termReplaced`, `beforeCancellationDate`, `atOrAfterExpiration` or `gapNotAllowed`
 */
export function reinstatementDays(
  { days, cancelledOn, replacedBy }: Pick<TermFacts, 'days' | 'cancelledOn' | 'replacedBy'>,
  on: CivilDate | null,
  isGapAllowed: boolean,
): ReinstatementDays | Refusal {
  if (cancelledOn === null)
    return refusalOf('notCancelled', {
      field: 'status',
      found: 'a term in force',
      allowed: 'a cancelled term',
    });
  if (replacedBy !== null)
    return refusalOf('termReplaced', {
      field: 'status',
      found: `replaced by ${replacedBy}`,
      allowed: 'a cancelled term without a rewrite',
    });
  const effectiveDate = on ?? cancelledOn;
  const facts = {
    field: 'effectiveDate',
    found: effectiveDate,
    allowed: isGapAllowed ? `${cancelledOn} or later, before ${days.expirationDate}` : cancelledOn,
  };
  if (effectiveDate < cancelledOn) return refusalOf('beforeCancellationDate', facts);
  if (effectiveDate >= days.expirationDate) return refusalOf('atOrAfterExpiration', facts);
  const gapDays = civilDays(cancelledOn, effectiveDate);
  if (gapDays > 0 && !isGapAllowed) return refusalOf('gapNotAllowed', facts);
  return { effectiveDate, gapDays };
}
