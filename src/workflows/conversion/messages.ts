import type { Producer } from '../../domain/producer/producer.js';

/** Input of the workflow that looks for what a conversion names. */
export interface ConversionCheckInput {
  readonly accountNumber: string;
  /** Whether a billing system bills the product, so that it may know the account. */
  readonly isBilled: boolean;
  /** Key of a product file. */
  readonly product: string;
  readonly producer: Producer;
  readonly underwriterGuid?: string;
  /** In the other system; null where it has none. */
  readonly policyNumber: string | null;
}

/** Something that is not there, or cannot be used. */
export interface ConversionFault {
  /** As it was posted: `accountNumber`, `producer`, `producer.search`, `underwriterGuid`. */
  readonly field: string;
  readonly reason: string;
  readonly remedy: string;
}

export type ConversionCheckOutcome =
  | {
      readonly kind: 'known';
      /** Who is insured, where the account is that of an insured on file; null where billing alone knows it. */
      readonly insuredGuid: string | null;
      /** Whether a policy here has the number; null where the policy system cannot be asked. */
      readonly isNumberTaken: boolean | null;
    }
  /** All that is wrong. */
  | { readonly kind: 'refused'; readonly faults: readonly ConversionFault[] }
  /** A system did not answer. */
  | { readonly kind: 'notRead'; readonly reason: string };
