import type { TermInForce } from '../../activities/reconciliation/policy-books.js';
import { words } from '../../domain/reconciliation/difference.js';
import type { ListedTerms, ReportedDifference } from '../../domain/reconciliation/report.js';

/** A policy of ours that nobody here knew, looked for once more: it may have been bound in that moment. */
export interface PolicyAgain {
  readonly policy: TermInForce;
  /** Milliseconds since 1970. */
  readonly dueMs: number;
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

/** A policy that carries our mark and that nobody here knows: work that was lost. */
export function lost({
  policyNumber,
  effectiveDate,
  quoteGuid,
  reference,
}: TermInForce): ReportedDifference {
  const named = reference === null ? '' : `, reference ${reference.system}:${reference.id}`;
  const sides = [words('term', `bound from ${effectiveDate} (${quoteGuid}${named})`, 'unknown')];
  return {
    code: 'unknownHere',
    policyNumber,
    termNumber: null,
    sides,
    repair: null,
    outcome: 'untold',
    tried: null,
  };
}
