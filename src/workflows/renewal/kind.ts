import { proxyActivities } from '@temporalio/workflow';
import type { NewTermActivities } from '../../activities/mid-term/new-term-activities.js';
import { RENEWAL_PLAN } from '../../domain/renewal/plan.js';
import type { RenewalAsked } from '../../domain/renewal/request.js';
import type { ExternalReference } from '../../domain/transaction/external-reference.js';
import { changeKind } from '../mid-term/kind.js';
import { termOptions } from '../transaction/activity-options.js';
import type { KindInWorkflow } from '../transaction/kind.js';
import { stopOf } from '../transaction/stops.js';

/** A person waits for the answer. */
const LOOK_PATIENCE_MS = 4_000;

/** A renewal, as the workflows of all kinds need to know it: bound as soon as the new business is that makes its term. */
export function renewalKind(making: () => ExternalReference | null): KindInWorkflow<RenewalAsked> {
  return {
    ...changeKind<RenewalAsked>('renewal'),
    plan: RENEWAL_PLAN,
    lookForBind: async () => {
      const reference = making();
      if (reference === null) return { kind: 'notBound' };
      const { readNewTerm } = proxyActivities<NewTermActivities>(termOptions(LOOK_PATIENCE_MS));
      try {
        const { policyNumber } = await readNewTerm({ reference });
        return policyNumber === null
          ? { kind: 'notBound' }
          : { kind: 'bound', policyNumber, quoteGuid: '' };
      } catch (error) {
        const stop = stopOf(error);
        if (stop === null) throw error;
        return { kind: 'unknown', reason: stop.reason };
      }
    },
  };
}
