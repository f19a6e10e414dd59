import { applyTermEvent } from '../../domain/policy-term/machine.js';
import type { TermAnswer, TermEvent } from '../../domain/policy-term/events.js';
import type { PolicyTerm } from '../../domain/policy-term/state.js';
import type { Refusal } from '../../domain/machine/refusals.js';
import { readCarried, UnknownCarriedVersion } from '../../workflows/policy-term/carried.js';
import type { SealedTerm } from '../../workflows/policy-term/messages.js';

/** What became of a message to a term. */
export type TermOutcome = Became & {
  /** Bound policies whose number the term's resembles; looked for where nobody has bound it. */
  readonly resembles?: readonly string[];
};

type Became =
  | { readonly kind: 'answered'; readonly answer: TermAnswer }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'unknown' };

/**
 * What an ended term says without being opened again: its first answer to a repeat, or a refusal; null when it is news, or
 * when only a worker can say, because what the term left was left by newer code.
 */
export function outcomeOfEarlier(left: SealedTerm, event: TermEvent): TermOutcome | null {
  const term = termOf(left);
  if (term === null) return null;
  const result = applyTermEvent(term, event);
  if (result.outcome === 'refused') return { kind: 'refused', refusal: result.refusal };
  return result.term === term ? { kind: 'answered', answer: result.answer } : null;
}

function termOf(left: SealedTerm): PolicyTerm | null {
  try {
    return readCarried(left)?.term ?? null;
  } catch (error) {
    if (error instanceof UnknownCarriedVersion) return null;
    throw error;
  }
}
