import type { TaxRow } from '../premium/taxes.js';
import type { Product } from '../product/product.js';
import type { RatePlan } from './rate-plan.js';

/** What products are rated by, read from files and checked when a process starts. */
export interface RatingFiles {
  /** By key. */
  readonly plans: ReadonlyMap<string, RatePlan>;
  readonly taxRows: readonly TaxRow[];
}

/** The rate plan of a product; null where something else says what it costs. */
export function planOf({ rating }: Pick<Product, 'rating'>, files: RatingFiles): RatePlan | null {
  return rating.method === 'ratePlan' ? (files.plans.get(rating.plan) ?? null) : null;
}
