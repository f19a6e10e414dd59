import type { Submission } from '../../domain/new-business/submission.js';
import {
  flagsOf,
  type RaisedFlag,
  type Underwritten,
} from '../../domain/quote/underwriting-rules.js';
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

export type QuoteActivities = ReturnType<typeof createQuoteActivities>;

/** What the product says of a quote, as its file is now: workflow code has no files. */
export function createQuoteActivities(rules: RequestRules) {
  return translated({
    /** Everything that stands against a draft. */
    checkQuote({ submission }: { readonly submission: Submission }): Promise<readonly Finding[]> {
      return Promise.resolve(submissionFindings(submission, rules));
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

const NOT_SOLD: Finding = {
  field: 'product',
  code: 'unknown',
  reason: 'is not a product of this installation any more',
  remedy: 'Have its file put back, and have the quote underwritten again.',
};
