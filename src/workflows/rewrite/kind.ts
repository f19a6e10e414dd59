import { REWRITE_PLAN } from '../../domain/rewrite/plan.js';
import type { RewriteAsked } from '../../domain/rewrite/request.js';
import { changeKind } from '../mid-term/kind.js';
import { lookForNewTerm } from '../mid-term/new-term.js';
import type { KindInWorkflow } from '../transaction/kind.js';

const CHANGE = changeKind<RewriteAsked>('rewrite');

/** A rewrite, as the workflows of all kinds need to know it. Once its new term is bound it stands. */
export const REWRITE: KindInWorkflow<RewriteAsked> = {
  ...CHANGE,
  plan: REWRITE_PLAN,
  lookForBind: async (facts, writes) => {
    const old = await CHANGE.lookForBind(facts, writes);
    return old.kind === 'notBound' ? lookForNewTerm(facts.request.submission.reference) : old;
  },
};
