import { renewalId } from '../workflow-ids.js';
import { noted, refused, refusedAsDone, type TermStep } from './answers.js';
import type { TermEffect, TermEventOf, TermRefused } from './events.js';
import type { ChangeOfTerm, RenewalDirection } from './renewal-events.js';
import { nextTermRequestId, renewalRequestId } from './starts.js';
import type { PolicyTerm } from './state.js';

/** A person says how the term goes on after its end. The newest word wins, and a renewal under way is told. */
export function onDirection(
  term: PolicyTerm,
  { id, direction, by, reason, at }: TermEventOf<'direction'>,
): TermStep {
  const isLifted = forbids(term.direction?.direction) && !forbids(direction);
  const directed: PolicyTerm = {
    ...term,
    direction: direction && { direction, by, reason, at },
    // What ended by a direction may be begun again without it.
    renewalEnded: isLifted ? null : term.renewalEnded,
  };
  const text = direction === null ? 'No direction holds.' : `The direction ${direction} holds.`;
  const renewal = renewalId(term.ledger);
  return noted(
    directed,
    text,
    term.isRenewalStarted
      ? [{ kind: 'tellRenewalDirection', renewal, id, direction, by, reason }]
      : [],
  );
}

/** Whether a renewal is not to be begun. One to be referred is: it asks a person itself. */
function forbids(direction: RenewalDirection | null | undefined): boolean {
  return direction === 'nonRenew' || direction === 'notTaken';
}

/** The time has come to renew. A direction to refer does not forbid it: the renewal itself asks a person then. Row t32. */
export function onRenewalDue(term: PolicyTerm): TermStep | TermRefused {
  const { direction, isRenewalStarted, nextTerm } = term;
  if (direction && forbids(direction.direction))
    return refused(
      'directionHolds',
      {
        field: 'direction',
        found: direction.direction,
        allowed: 'no direction, refer',
      },
      direction.direction === 'nonRenew' ? [notRenewedTask(term)] : [],
    );
  if (isRenewalStarted || nextTerm)
    return refusedAsDone('renewal', 'a renewal was started', 'one renewal of each term');
  const started: PolicyTerm = {
    ...term,
    isRenewalStarted: true,
    startedRenewals: term.startedRenewals + 1,
    renewalEnded: null,
  };
  const requestId = renewalRequestId(started);
  return noted(started, 'The renewal was started.', [{ kind: 'startRenewal', requestId }]);
}

/** The insurer has to say in time that it does not renew, and nothing here does so by itself. */
function notRenewedTask({ ledger }: PolicyTerm): TermEffect {
  return {
    kind: 'task',
    key: 'directionHolds',
    code: 'directionHolds',
    text: `Term ${ledger.policyNumber}-${ledger.termNumber} is not to be renewed, and its renewal would start now: give notice of that in time, by starting the renewal, or lift the direction.`,
  };
}

/** A renewal is under way: by the term's own timer, or because a person began it. */
export function onRenewalStarted(term: PolicyTerm): TermStep {
  const started = { ...term, isRenewalStarted: true, renewalEnded: null };
  return noted(started, 'The renewal is under way.', [{ kind: 'closeTask', key: 'startRenewal' }]);
}

/** The next term is bound: it has the next number of this policy, or of another where the policy system gave one. */
export function onRenewed(
  term: PolicyTerm,
  { nextTerm }: TermEventOf<'renewed'>,
): TermStep | TermRefused {
  const { policyNumber, termNumber } = nextTerm;
  const named = `${policyNumber}-${termNumber}`;
  const known = term.nextTerm;
  if (known?.policyNumber === policyNumber && known.termNumber === termNumber)
    return noted(term, `The next term is ${named}.`);
  if (known)
    return refusedAsDone(
      'nextTerm',
      `renewed by ${known.policyNumber}-${known.termNumber}`,
      'one next term',
    );
  const number = term.ledger.termNumber + 1;
  if (termNumber !== number)
    return refused('notAllowedInState', {
      field: 'nextTerm',
      found: named,
      allowed: `term ${number} of its policy`,
    });
  return noted({ ...term, nextTerm, renewalEnded: null }, `The next term is ${named}.`, [
    { kind: 'closeTask', key: 'startRenewal' },
    ...(policyNumber === term.ledger.policyNumber
      ? []
      : [{ kind: 'moveMoney', to: nextTerm } as const]),
    // It was cancelled while the next one was being bound.
    ...(term.cancellation ? withoutNextTerm({ ...term, nextTerm }) : []),
  ]);
}

/** Row r46: the term is cancelled, and its next one with it. */
export function withoutNextTerm(term: PolicyTerm): readonly TermEffect[] {
  const { nextTerm } = term;
  if (nextTerm === null) return [];
  const requestId = nextTermRequestId(term);
  return [
    { kind: 'closeTask', key: NEXT_TERM },
    { kind: 'cancelNextTerm', nextTerm, requestId },
  ];
}

/** The term came back. Its next one was cancelled with it, and does not come back by itself: a person asks who wants it. */
export function withNextTerm({ nextTerm }: PolicyTerm): readonly TermEffect[] {
  if (nextTerm === null) return [];
  const { policyNumber, termNumber } = nextTerm;
  const text = `The term is in force again. Its next one, ${policyNumber}-${termNumber}, was cancelled with it: reinstate that, or find out that the insured does not want it.`;
  return [{ kind: 'task', key: NEXT_TERM, code: 'openMoney', text }];
}

const NEXT_TERM = 'nextTerm';

/** The renewal came to nothing. Another may be begun; by itself only where the term was cancelled and comes back. */
export function onRenewalEnded(
  term: PolicyTerm,
  { result }: TermEventOf<'renewalEnded'>,
): TermStep {
  if (term.nextTerm) return noted(term, 'The term was renewed.');
  const renewalEnded = result === 'termCancelled' ? null : result;
  return noted({ ...term, isRenewalStarted: false, renewalEnded }, 'The term has no renewal.');
}

/** What a renewal under way is told of a change of its term; it may have to quote again. */
export function changeTold(
  term: PolicyTerm,
  change: ChangeOfTerm,
  transaction: string,
): readonly TermEffect[] {
  const { nextTerm } = term;
  // A17: the next term was bound without the change, and is to have it too.
  if (nextTerm !== null)
    return change === 'endorsed' ? [{ kind: 'carryToNextTerm', nextTerm, transaction }] : [];
  if (!term.isRenewalStarted) return [];
  return [{ kind: 'tellRenewalChanged', renewal: renewalId(term.ledger), change, transaction }];
}
