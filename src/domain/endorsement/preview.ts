import { isRefusal, type Refusal } from '../machine/refusals.js';
import type { CivilDate } from '../calendar/civil-date.js';
import type { ChargedTerm } from '../premium/charged-term.js';
import {
  endorsementCharges,
  type EndorsedFigures,
  type EndorsementCharges,
} from '../premium/endorsement.js';
import type { PremiumRules } from '../premium/earned.js';
import { notInForce, type TermFacts } from '../policy-term/term-facts.js';

/** What an endorsement would come to. */
export interface EndorsementPreview {
  /** Null where they are refused. */
  readonly charges: EndorsementCharges | null;
  /** Everything that stands against it; empty: it could be begun. */
  readonly refusals: readonly Refusal[];
}

/** What a change of the policy from a day on would charge or give back; nothing is changed by asking. */
export function previewEndorsement(
  facts: Pick<TermFacts, 'status' | 'cancelledOn'>,
  charged: ChargedTerm,
  on: CivilDate,
  figures: EndorsedFigures,
  rules: PremiumRules,
): EndorsementPreview {
  const charges = endorsementCharges(charged, on, figures, rules);
  if (isRefusal(charges)) return { charges: null, refusals: [charges] };
  const refusal = facts.cancelledOn === null ? notInForce(facts) : null;
  return { charges, refusals: refusal ? [refusal] : [] };
}
