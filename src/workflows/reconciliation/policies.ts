import type { TermInForce } from '../../activities/reconciliation/policy-books.js';
import {
  differenceOfLost,
  type LostPolicy,
  type SeenToLost,
} from '../../domain/reconciliation/lost.js';
import type {
  DifferenceOutcome,
  ListedTerms,
  ReportedDifference,
} from '../../domain/reconciliation/report.js';

/** A policy of ours that nobody here knew, looked for once more: it may have been bound in that moment. */
export interface PolicyAgain {
  readonly policy: TermInForce;
  /** Milliseconds since 1970. */
  readonly dueMs: number;
}

/** What came of looking for policies again. */
export interface LookedFor {
  readonly policies: readonly TermInForce[];
  /** Whether each is known here by now. */
  readonly known: readonly boolean[];
  /** What became of those that are not, in their order; nothing where an earlier version only reported them. */
  readonly seenTo: readonly SeenToLost[];
}

/** With one more page. @param known whether each is known here */
export function withListed(
  before: ListedTerms | null,
  known: readonly boolean[],
  ours: number,
): ListedTerms {
  const { listed = 0, knownHere = 0, others = 0 } = before ?? {};
  const more = known.filter(Boolean).length;
  return {
    listed: listed + known.length,
    knownHere: knownHere + more,
    others: others + known.length - more - ours,
  };
}

/** What the report says of policies that were lost; nothing of those that are known after all. */
export function reportedOfLost({ policies, known, seenTo }: LookedFor): ReportedDifference[] {
  const lost = policies.filter((_, at) => known[at] !== true);
  return lost.flatMap((policy, at) => {
    const { outcome, ...seen } = seenTo[at] ?? NOT_SEEN_TO;
    return outcome === 'known' ? [] : [reported(policy, { ...seen, outcome })];
  });
}

const NOT_SEEN_TO: SeenToLost = { outcome: 'untold', termNumber: null, tried: null };

function reported(
  policy: LostPolicy,
  seen: Omit<SeenToLost, 'outcome'> & { readonly outcome: DifferenceOutcome },
): ReportedDifference {
  const { policyNumber } = policy;
  return { ...differenceOfLost(policy), policyNumber, ...seen };
}
