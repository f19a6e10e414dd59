import { proxyActivities } from '@temporalio/workflow';
import type { NewTermActivities } from '../../activities/mid-term/new-term-activities.js';
import { REWRITE_PLAN } from '../../domain/rewrite/plan.js';
import type { RewriteAsked } from '../../domain/rewrite/request.js';
import { changeKind } from '../mid-term/kind.js';
import { termOptions } from '../transaction/activity-options.js';
import type { KindInWorkflow } from '../transaction/kind.js';
import { stopOf } from '../transaction/stops.js';

/** A person waits for the answer. */
const LOOK_PATIENCE_MS = 4_000;

const CHANGE = changeKind<RewriteAsked>('rewrite');

/** A rewrite, as the workflows of all kinds need to know it. Once its new term is bound it stands. */
export const REWRITE: KindInWorkflow<RewriteAsked> = {
  ...CHANGE,
  plan: REWRITE_PLAN,
  lookForBind: async (facts, writes) => {
    const old = await CHANGE.lookForBind(facts, writes);
    if (old.kind !== 'notBound') return old;
    const { readNewTerm } = proxyActivities<NewTermActivities>(termOptions(LOOK_PATIENCE_MS));
    try {
      const { reference } = facts.request.submission;
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
