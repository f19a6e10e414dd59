import {
  isFromTheStart,
  type CancellationReason,
  type CancellationSource,
} from '../notice/cancellation-reason.js';
import type { CancellationTerms } from './refund-terms.js';
import type { MinimumEarned } from './minimum-earned.js';
import type { CancellationMethod } from './short-rate.js';

/** Who cancels a term, and why. */
export interface CancellationCause {
  readonly source: CancellationSource;
  readonly reason: CancellationReason;
}

/** What a product says of cancellations. */
export interface CancellationRules {
  /** When the insured cancels. */
  readonly methodForInsured: Exclude<CancellationMethod, 'flat'>;
  readonly minimum: MinimumEarned | null;
  /** Whether the minimum holds when the insurer cancels, too. */
  readonly hasMinimumForInsurer: boolean;
}

/** A person gives back more than the rules do: what the days leave, or that without a minimum. Never less. */
export interface Leniency {
  readonly isProRata: boolean;
  readonly isWithoutMinimum: boolean;
  readonly by: string;
  readonly reason: string;
}

/**
 * How a cancellation is computed, by who asks for it and why.
 *
 * @param first    how the cancellation in force was computed: an earlier one takes its way; null where none is
 * @param leniency null unless a person decides in the insured's favour
 */
export function cancellationTerms(
  cause: CancellationCause,
  rules: CancellationRules,
  first: CancellationTerms | null,
  leniency: Leniency | null,
): CancellationTerms {
  const { method, minimum } = first ?? termsByCause(cause, rules);
  return {
    method: leniency?.isProRata && method !== 'flat' ? 'proRata' : method,
    minimum: leniency?.isWithoutMinimum ? null : minimum,
  };
}

function termsByCause(
  { source, reason }: CancellationCause,
  { methodForInsured, minimum, hasMinimumForInsurer }: CancellationRules,
): CancellationTerms {
  if (isFromTheStart(reason)) return { method: 'flat', minimum: null };
  if (reason === 'rewrittenMidTerm') return { method: 'proRata', minimum: null };
  if (source === 'insured') return { method: methodForInsured, minimum };
  return { method: 'proRata', minimum: hasMinimumForInsurer ? minimum : null };
}
