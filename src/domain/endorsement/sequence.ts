import type { CivilDate } from '../calendar/civil-date.js';
import { refusalOf, type Refusal } from '../machine/refusals.js';
import type { ChargedTerm } from '../premium/charged-term.js';

/** A change that is booked, and holds from a later day than another that shall be made. */
export interface LaterChange {
  readonly transaction: string;
  readonly effectiveDate: CivilDate;
}

/** What is booked on a term from a later day. Of equal days the one that was made first stays first. */
export function laterChanges(
  { layers }: Pick<ChargedTerm, 'layers'>,
  on: CivilDate,
): readonly LaterChange[] {
  return layers
    .filter(({ kind, effectiveDate }) => kind !== 'bind' && effectiveDate > on)
    .map(({ transaction, effectiveDate }) => ({ transaction, effectiveDate }));
}

/** Refuses a change before others that are booked, and names them; null where none stands in the way. */
export function outOfSequence(
  effectiveDate: CivilDate,
  inTheWay: readonly LaterChange[],
): Refusal | null {
  const latest = inTheWay
    .map((later) => later.effectiveDate)
    .sort()
    .at(-1);
  if (latest === undefined) return null;
  const names = inTheWay.map((later) => `${later.transaction} from ${later.effectiveDate}`);
  return refusalOf('outOfSequence', {
    field: 'effectiveDate',
    found: `${effectiveDate}, before ${names.join(', ')}`,
    allowed: `${latest} or later`,
  });
}
