import type { CivilDate } from '../calendar/civil-date.js';
import { isRefusal, type Refusal } from '../machine/refusals.js';
import type { TermFacts } from '../policy-term/term-facts.js';
import type { ChargedTerm } from '../premium/charged-term.js';
import {
  reinstatementCharges,
  type ReinstatementCharges,
  type ReinstatementRules,
} from '../premium/reinstatement.js';
import { reinstatementDays } from './dates.js';

/** What a reinstatement would come to. */
export interface ReinstatementPreview {
  /** Null where it is refused. */
  readonly charges: ReinstatementCharges | null;
  /** What stands against it; empty: it could be begun. */
  readonly refusals: readonly Refusal[];
}

/**
 * What the return of a cancelled term would charge; nothing is changed by asking.
 *
 * @param on first day of cover again; null is the day of the cancellation, as if it had never been
 */
export function previewReinstatement(
  facts: Pick<TermFacts, 'days' | 'cancelledOn' | 'replacedBy'>,
  charged: ChargedTerm,
  on: CivilDate | null,
  rules: ReinstatementRules & { readonly isGapAllowed: boolean },
): ReinstatementPreview {
  const days = reinstatementDays(facts, on, rules.isGapAllowed);
  if (isRefusal(days)) return { charges: null, refusals: [days] };
  const { cancelledOn } = charged;
  if (cancelledOn === null) throw new Error('a term that is not cancelled has no reinstatement');
  const charges = reinstatementCharges({ ...charged, cancelledOn }, days, rules);
  return isRefusal(charges) ? { charges: null, refusals: [charges] } : { charges, refusals: [] };
}
