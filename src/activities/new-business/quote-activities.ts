import { sumCents } from '../../domain/money/cents.js';
import { premiumFindings } from '../../domain/quote/acceptance.js';
import type { Submission } from '../../domain/new-business/submission.js';
import {
  flagsOf,
  type RaisedFlag,
  type Underwritten,
} from '../../domain/quote/underwriting-rules.js';
import type { PremiumCharge } from '../../domain/premium/premium-charge.js';
import { premiumByPlan, whyNotRated } from '../../domain/rating/premium-by-plan.js';
import type { RatedLine } from '../../domain/rating/rated-lines.js';
import { planOf } from '../../domain/rating/rated-product.js';
import type { Finding } from '../../domain/transaction/finding.js';
import { submissionFindings } from '../../requests/new-business/check-submission.js';
import type { RequestRules } from '../../requests/request-check.js';
import { translated } from '../translated.js';

/** A priced quote, as the rules of underwriting look at it. */
export interface QuoteToUnderwrite extends Underwritten {
  readonly submission: Submission;
}

/** What the rules have said. */
export interface UnderwritingAnswer {
  /** Null where they cannot run; then the findings say why. */
  readonly flags: readonly RaisedFlag[] | null;
  readonly findings: readonly Finding[];
}

/** What a rate plan comes to. */
export type PlannedPremium =
  | {
      readonly kind: 'rated';
      readonly premium: readonly PremiumCharge[];
      readonly lines: readonly RatedLine[];
    }
  | { readonly kind: 'notRated'; readonly finding: Finding };

export type QuoteActivities = ReturnType<typeof createQuoteActivities>;

/** What the product says of a quote, as its file is now: workflow code has no files. */
export function createQuoteActivities(rules: RequestRules) {
  return translated({
    /** Everything that stands against a draft. */
    checkQuote({ submission }: { readonly submission: Submission }): Promise<readonly Finding[]> {
      return Promise.resolve(submissionFindings(submission, rules));
    },
    /** The premium of a submission by the rate plan of its product, with taxes and fees of the state. */
    rateByPlan({ submission }: { readonly submission: Submission }): Promise<PlannedPremium> {
      return Promise.resolve(plannedPremium(submission, rules));
    },
    underwriteQuote(quote: QuoteToUnderwrite): Promise<UnderwritingAnswer> {
      const product = rules.products.get(quote.submission.product);
      if (product === undefined) return Promise.resolve({ flags: null, findings: [NOT_SOLD] });
      // Its file had rules when the quote was begun, and has none any more.
      const flags = product.underwriting === null ? [] : flagsOf(product.underwriting, quote);
      return Promise.resolve({ flags, findings: [] });
    },
  });
}

function plannedPremium(
  submission: Submission,
  { products, rating }: RequestRules,
): PlannedPremium {
  const product = products.get(submission.product);
  const plan = product && planOf(product, rating);
  if (!product || !plan) return { kind: 'notRated', finding: NOT_SOLD };
  const { risk = {}, addOns = [], state, effectiveDate: inception } = submission;
  const asked = { risk, addOns, state, inception };
  const rated = premiumByPlan(plan, asked, { product, taxRows: rating.taxRows });
  if (rated.kind === 'rated') {
    const cents = sumCents(rated.charges.map(({ amountCents }) => amountCents));
    const [unsold] = cents > 0 ? premiumFindings(product.quote, cents, 'risk') : [NOTHING];
    if (unsold) return { kind: 'notRated', finding: unsold };
    return { kind: 'rated', premium: rated.charges, lines: rated.lines };
  }
  const [finding = NOT_SOLD] = whyNotRated(rated);
  return { kind: 'notRated', finding };
}

const NOTHING: Finding = {
  field: 'risk',
  code: 'outOfRange',
  reason: 'comes to a premium of nothing',
  remedy: 'Compare the numbers of the risk with what the plan is for.',
};

const NOT_SOLD: Finding = {
  field: 'product',
  code: 'unknown',
  reason: 'is not a product of this installation any more',
  remedy: 'Have its file put back, and have the quote underwritten again.',
};
