import type { Cents } from '../money/cents.js';

/** One charge of a pass-through premium. At most one per line, charge and state. */
export interface PremiumCharge {
  /** A line of the product; its first line unless said. */
  readonly line: string;
  /** A charge of the installation's list, for example `premium` or `inspection-fee`. */
  readonly charge: string;
  /** State of exposure. */
  readonly state: string;
  /** For the whole term, zero or more; billed as given. */
  readonly amountCents: Cents;
}
