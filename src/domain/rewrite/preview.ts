import { addMonths, type CivilDate } from '../calendar/civil-date.js';
import { isRefusal, type Refusal } from '../machine/refusals.js';
import { quotedChange } from '../mid-term/quote-digest.js';
import type { Charge } from '../money/charges.js';
import { cancellationCharges, type CancellationCharges } from '../premium/cancellation.js';
import { cancellationTerms } from '../premium/cancellation-terms.js';
import type { ChargedTerm } from '../premium/charged-term.js';
import {
  rewriteCharges,
  type RewriteCharges,
  type RewriteDays,
  type RewriteKind,
} from '../premium/rewrite.js';
import { notReplaceable, type TermFacts } from '../policy-term/term-facts.js';
import type { Product } from '../product/product.js';
import type { QuotedChange } from '../transaction/change-record.js';
import { rewriteDays } from './dates.js';

/** A rewrite as it is asked for. */
export interface RewriteRequest {
  readonly kind: RewriteKind;
  /** From when the old term is cancelled; of one that is cancelled already, its own day. Ignored for `fullTerm`. */
  readonly cancelledOn: CivilDate;
  /** First day of the new term; null: without a gap. */
  readonly start: CivilDate | null;
  /** What the new term would be charged, were it as long as the old one; of `newTerm` its own charges. */
  readonly fullTerm: readonly Charge[];
}

/** What a rewrite would come to: the old term's return and the new one's charges. */
export interface RewritePreview {
  readonly days: RewriteDays | null;
  /** What the cancellation of the old term gives back; null where it is cancelled already, or where it is refused. */
  readonly returned: CancellationCharges | null;
  readonly charges: RewriteCharges | null;
  readonly refusals: readonly Refusal[];
}

/** What a rewrite would give back and charge; nothing is changed by asking. */
export function previewRewrite(
  facts: Pick<TermFacts, 'status' | 'cancelledOn' | 'replacedBy'>,
  charged: ChargedTerm,
  asked: RewriteRequest,
  { midTerm, termMonths }: Pick<Product, 'midTerm' | 'termMonths'>,
): RewritePreview {
  const refused = notReplaceable(facts);
  if (refused) return { days: null, returned: null, charges: null, refusals: [refused] };
  const { kind, start, fullTerm } = asked;
  const wanted = kind === 'fullTerm' ? charged.effectiveDate : asked.cancelledOn;
  const cancelledOn = facts.cancelledOn ?? wanted;
  const days = rewriteDays({
    kind,
    replaced: charged,
    cancelledOn,
    start,
    newExpiration: addMonths(start ?? cancelledOn, termMonths),
  });
  if (isRefusal(days)) return { days: null, returned: null, charges: null, refusals: [days] };
  const charges = rewriteCharges(kind, charged, days, fullTerm);
  if (facts.cancelledOn !== null) return { days, returned: null, charges, refusals: [] };
  const reason = kind === 'fullTerm' ? 'rewrittenFlat' : 'rewrittenMidTerm';
  const terms = cancellationTerms({ source: 'insurer', reason }, midTerm.cancellation, null, null);
  const returned = cancellationCharges(charged, cancelledOn, terms, midTerm.refund);
  return isRefusal(returned)
    ? { days, returned: null, charges, refusals: [returned] }
    : { days, returned, charges, refusals: [] };
}

/** What a rewrite comes to in one: the return of the term that ends, then the charges of the new one. Null where it is refused. */
export function quotedRewrite({
  days,
  returned,
  charges,
}: Pick<RewritePreview, 'days' | 'charges'> & {
  readonly returned: Pick<QuotedChange, 'rows'> | null;
}): QuotedChange | null {
  if (days === null || charges === null) return null;
  return quotedChange(days.effectiveDate, [...(returned?.rows ?? []), ...charges.rows]);
}
