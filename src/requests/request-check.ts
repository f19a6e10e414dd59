import type { ChargeCode } from '../domain/product/installation.js';
import type { Product } from '../domain/product/product.js';
import type { RatingFiles } from '../domain/rating/rated-product.js';
import type { FieldError } from './field-errors.js';

/** What a request of any kind is checked against. */
export interface RequestRules {
  readonly products: ReadonlyMap<string, Product>;
  readonly charges: readonly ChargeCode[];
  readonly rating: RatingFiles;
  /** The instant that is now; the civil date is that of the product's time zone. */
  readonly today: () => Date;
}

/** Why a request cannot be accepted: every fault at once. */
export interface Faulty {
  readonly errors: readonly FieldError[];
}

/** A request as a person wants it, checked as a whole. */
export interface CorrectedRequest<Request> {
  readonly request: Request;
  /** Paths that differ, such as `insured.location.zip`; empty when nothing changes. */
  readonly fields: readonly string[];
}
