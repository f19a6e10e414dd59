import { sentence } from '../../domain/sentence.js';
import type { ReadBackOutcome } from '../../workflows/read-back/messages.js';

/** Why a term that nobody here has bound was not opened from what the policy system holds; null where that does not know it either. */
export function whyNotOpened(
  outcome: Exclude<ReadBackOutcome, { readonly kind: 'opened' }>,
): string | null {
  switch (outcome.kind) {
    case 'unknown':
      return null;
    case 'noLookUp':
      return `It is not known here, and this installation has no procedure ${outcome.lookUp} to look it up.`;
    case 'notReadable': {
      const { field, found, remedy } = outcome.why;
      return sentence(`Its ${field} in the policy system is ${found}: ${remedy}`);
    }
    case 'isTerm':
      return `The policy system has it as term ${outcome.termNumber}.`;
    case 'over':
      return `Its term ended on ${outcome.expirationDate}.`;
    case 'beingBound':
      return `${outcome.transaction} is binding it.`;
    case 'notRead':
      return outcome.reason;
    case 'read':
      throw new Error('a term that is to be opened is not only read');
  }
}
