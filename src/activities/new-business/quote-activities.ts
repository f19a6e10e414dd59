import type { Cents } from '../../domain/money/cents.js';
import type { Submission } from '../../domain/new-business/submission.js';
import type { Finding, RaisedFlag } from '../../domain/quote/quote-record.js';
import type { RequestRules } from '../../requests/request-check.js';
import { translated } from '../translated.js';

/** A quote as the rules of underwriting see it. */
export interface QuoteToUnderwrite {
  readonly submission: Submission;
  readonly totalCents: Cents;
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
    checkQuote({ submission }: { readonly submission: Submission }): Promise<readonly Finding[]> {
      return Promise.resolve([]);
    },
    underwriteQuote({ submission }: QuoteToUnderwrite): Promise<UnderwritingAnswer> {
      return Promise.resolve({ flags: [], findings: [] });
    },
  });
}
