import type { Cents } from '../../domain/money/cents.js';
import type { PremiumCharge } from '../../domain/premium/premium-charge.js';
import type { RatingWorkbook } from '../../domain/premium/rating-workbook.js';

/** What a quote costs: its options, one for each line, and the charges on them. */
export interface Premiums {
  /**
   * The options of a quote, one per line, made on first call. Repeatable: it never makes duplicates.
   *
   * @param wanted keys of the lines that must have one: details that were set up after the quote are added for them
   */
  ensureOptions(
    quoteGuid: string,
    product: string,
    wanted?: readonly string[],
  ): Promise<readonly QuoteOption[]>;

  /** Premiums booked on a quote. Tells whether `addPremium` or `importRatingWorkbook` happened. */
  listPremiums(quoteGuid: string): Promise<readonly BookedPremium[]>;

  /** Books one charge on an option. Not repeatable; see `listPremiums`. */
  addPremium(quoteOptionGuid: string, charge: PremiumCharge): Promise<void>;

  /** The number under which this installation books a charge for a state, to compare with `listPremiums`. */
  chargeCodeOf(charge: PremiumCharge): number;

  /** Has the policy system rate a workbook. @returns the premium and fees of each option */
  importRatingWorkbook(
    quoteGuid: string,
    product: string,
    workbook: RatingWorkbook,
  ): Promise<readonly RatedOption[]>;
}

export interface QuoteOption {
  readonly quoteOptionGuid: string;
  /** Key of the product's line, or null when the product has no such line. */
  readonly line: string | null;
}

export interface BookedPremium {
  /** The policy system's own id of the line; null where the installation does not say it. */
  readonly lineGuid: string | null;
  readonly quoteOptionGuid: string;
  readonly chargeCode: number;
  readonly amountCents: Cents;
  /** True for fees that the policy system added by itself. */
  readonly isFee: boolean;
}

export interface RatedOption {
  readonly quoteOptionGuid: string;
  readonly premiumCents: Cents;
  readonly feeCents: Cents;
}
