import { isRefusal, type Refusal } from '../machine/refusals.js';
import type { CivilDate } from '../calendar/civil-date.js';
import type { ChargedTerm } from '../premium/charged-term.js';
import {
  endorsementCharges,
  type EndorsedFigures,
  type EndorsementCharges,
} from '../premium/endorsement.js';
import type { ProductMidTerm } from '../product/mid-term.js';
import { notInForce, type TermFacts } from '../policy-term/term-facts.js';
import { laterChanges, outOfSequence } from './sequence.js';

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
  { refund, endorsement }: Pick<ProductMidTerm, 'refund' | 'endorsement'>,
): EndorsementPreview {
  const inTheWay = endorsement.mayComeBefore ? [] : laterChanges(charged, on);
  const early = outOfSequence(on, inTheWay);
  const charges = endorsementCharges(charged, on, figures, refund);
  if (isRefusal(charges)) {
    const others = early !== null && early.code !== charges.code ? [early] : [];
    return { charges: null, refusals: [charges, ...others] };
  }
  // Of a cancelled term the amounts are refused already.
  const refusals = [notInForce(facts), early].filter((refusal) => refusal !== null);
  return { charges, refusals };
}
