import { RENEWAL_PLAN } from '../../domain/renewal/plan.js';
import type { RenewalAsked } from '../../domain/renewal/request.js';
import type { ExternalReference } from '../../domain/transaction/external-reference.js';
import { changeKind } from '../mid-term/kind.js';
import { lookForNewTerm } from '../mid-term/new-term.js';
import type { KindInWorkflow } from '../transaction/kind.js';

/** A renewal, as the workflows of all kinds need to know it: bound as soon as the new business is that makes its term. */
export function renewalKind(making: () => ExternalReference | null): KindInWorkflow<RenewalAsked> {
  return {
    ...changeKind<RenewalAsked>('renewal'),
    plan: RENEWAL_PLAN,
    lookForBind: async () => {
      const reference = making();
      return reference === null ? { kind: 'notBound' } : lookForNewTerm(reference);
    },
  };
}
