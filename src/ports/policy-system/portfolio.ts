import type { CivilDate } from '../../domain/calendar/civil-date.js';
import type { QuoteFacts } from './quotes.js';

/** All policies that the policy system has in force, whoever made them. */
export interface Portfolio {
  /**
   * The originals of bound terms that end after a day, one for each control number, in the order of these.
   *
   * @throws LookupNotAvailable
   */
  listTermsInForce(page: PortfolioPage): Promise<readonly QuoteFacts[]>;
}

export interface PortfolioPage {
  readonly on: CivilDate;
  /** Those after this control number; 0 for the first page. */
  readonly after: number;
  /** So many at most; fewer are the last ones. */
  readonly most: number;
}
