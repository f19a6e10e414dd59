import type { ByHandFinding } from '../../domain/mid-term/by-hand.js';
import { applyTermEvent } from '../../domain/policy-term/machine.js';
import type { TermEvent } from '../../domain/policy-term/events.js';
import type { PolicyTerm } from '../../domain/policy-term/state.js';
import type { TermName } from '../../domain/workflow-ids.js';
import { newCarried } from '../policy-term/carried.js';
import type { TermRecord } from '../policy-term/messages.js';
import { termRecord } from '../policy-term/record.js';
import type { Opening } from './opening.js';

/** A term as it would stand if it were opened so, for whoever only looks: nothing is kept of it. */
export function recordAsRead(
  { policyNumber, termNumber }: TermName,
  { bound: { event, asks, ...bound }, isConfirmed }: Opening,
  { changes, isOver }: { readonly changes: readonly ByHandFinding[]; readonly isOver: boolean },
): TermRecord {
  const begun = newCarried(policyNumber, termNumber);
  const under = 'sync with the policy system';
  const { effectiveDate } = bound;
  const claim = { id: under, transaction: under, purpose: 'sync', effectiveDate } as const;
  const told: readonly TermEvent[] = [
    event,
    ...(isConfirmed ? [{ kind: 'confirmTerm', id: under } as const] : []),
    { kind: 'takeTurn', ...claim },
    ...changes.flatMap((change) => change.event ?? []),
    { kind: 'giveBackTurn', id: under, transaction: under },
    ...(isOver ? [{ kind: 'endOfTerm', id: under } as const] : []),
  ];
  const term = told.reduce(applied, begun.term);
  const now = begun.openedAt;
  const tasks = (asks ?? []).map(
    (ask) => ({ ...ask, code: 'takenOver', since: now, due: null }) as const,
  );
  const input = { policyNumber, termNumber, unboundPatienceMs: 0, outagePatienceMs: 0 };
  return termRecord(input, { ...begun, term, bound, tasks });
}

/** What is refused changes nothing, as in the term itself. */
function applied(term: PolicyTerm, event: TermEvent): PolicyTerm {
  const result = applyTermEvent(term, event);
  return result.outcome === 'accepted' ? result.term : term;
}
