import { applyTermEvent } from '../domain/policy-term/machine.js';
import type { TermAnswer, TermEvent } from '../domain/policy-term/events.js';
import type { PolicyTerm } from '../domain/policy-term/state.js';
import type { Refusal } from '../domain/machine/refusals.js';
import { readCarried, UnknownCarriedVersion } from '../workflows/policy-term/carried.js';
import type { SealedTerm } from '../workflows/policy-term/messages.js';

/** What a term said to a message. */
export type TermWord =
  | { readonly kind: 'answered'; readonly answer: TermAnswer }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** What became of a message to a term. `unknown`: nobody knows the term, and it was not opened. */
export type TermOutcome = TermWord | { readonly kind: 'unknown' };

/**
 * What an ended term says without being opened again: its first answer to a repeat, or a refusal; null when it is news, or
 * when only a newer worker can say, whose code left it.
 */
export function outcomeOfEarlier(left: SealedTerm, event: TermEvent): TermWord | null {
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
