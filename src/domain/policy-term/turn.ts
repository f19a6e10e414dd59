import type { TermEffect, TermEventOf, TermRefused } from './events.js';
import { type PolicyTerm, type Turn, type TurnClaim } from './state.js';
import { isByHand } from '../workflow-ids.js';
import { noted, refused, type TermStep } from './answers.js';
import { openMoney } from './open-money.js';

/** In the queue the end of the term goes by this name; no workflow id can be it, for it has no colon. */
const END_OF_TERM: TurnClaim = {
  transaction: 'end of term',
  purpose: 'endOfTerm',
  effectiveDate: null,
};

/** Gives the turn if it is free, else queues the transaction behind all that asked before. Rows t17, t18. */
export function onTakeTurn(
  term: PolicyTerm,
  { transaction, purpose, effectiveDate }: TermEventOf<'takeTurn'>,
): TermStep | TermRefused {
  const claim = { transaction, purpose, effectiveDate };
  const { holder, queue } = term.turn;
  if (!mayChange(term, claim))
    return refused('termCancelled', {
      field: 'purpose',
      found: `${purpose} from ${effectiveDate}`,
      allowed: `reinstatement, rewrite, cancellation before ${term.cancellation?.effectiveDate ?? ''}`,
    });
  if ([holder, ...queue].some((other) => other?.transaction === transaction))
    return refused('notAllowedInState', {
      field: 'transaction',
      found: `${transaction}, which has the turn or waits for it already`,
      allowed: 'giveBackTurn first',
    });
  const turn = holder ? { holder, queue: [...queue, claim] } : { holder: claim, queue };
  return turnAnswered({ ...term, turn }, transaction);
}

/** What may change the term as it stands: a cancelled one only comes back, is rewritten, or is cancelled earlier. */
function mayChange(term: PolicyTerm, claim: TurnClaim): boolean {
  if (!term.cancellation || claim.purpose === 'endOfTerm') return true;
  const { purpose } = claim;
  if (purpose === 'reinstatement' || purpose === 'rewrite' || purpose === 'sync') return true;
  const { effectiveDate } = term.cancellation;
  return (
    claim.purpose === 'cancellation' &&
    claim.effectiveDate !== null &&
    claim.effectiveDate < effectiveDate
  );
}

function turnAnswered(
  term: PolicyTerm,
  transaction: string,
  effects: readonly TermEffect[] = [],
): TermStep {
  const { holder, queue } = term.turn;
  const position = queue.findIndex((claim) => claim.transaction === transaction);
  const ahead = queue.slice(0, Math.max(0, position)).map((claim) => claim.transaction);
  const answer = {
    kind: 'turn',
    status: term.status,
    isGranted: holder?.transaction === transaction,
    holder: holder?.transaction ?? null,
    ahead,
  } as const;
  return { outcome: 'accepted', term, effects, answer };
}

/**
 * Passes the turn on. A transaction that only waited leaves the queue in the same way: it ended before its turn came,
 * and a turn given to it would never come back. Row t19.
 */
export function onGiveBackTurn(
  term: PolicyTerm,
  { transaction }: TermEventOf<'giveBackTurn'>,
): TermStep | TermRefused {
  const { holder, queue } = term.turn;
  if (holder?.transaction === transaction) return passedOn(term, queue, transaction);
  const others = queue.filter((claim) => claim.transaction !== transaction);
  return others.length < queue.length
    ? turnAnswered({ ...term, turn: { holder, queue: others } }, transaction)
    : notTurnHolder(term, transaction);
}

function passedOn(
  term: PolicyTerm,
  queue: readonly TurnClaim[],
  transaction: string,
): TermStep | TermRefused {
  const [next = null, ...others] = queue;
  if (next?.purpose === 'endOfTerm')
    return ended({ ...term, turn: { holder: null, queue: others } });
  const turn: Turn = { holder: next, queue: others };
  return turnAnswered(
    { ...term, turn },
    transaction,
    next ? [{ kind: 'turnGranted', transaction: next.transaction }] : [],
  );
}

/** Refuses what only the holder of the turn may do. */
export function notTurnHolder(term: PolicyTerm, transaction: string): TermRefused {
  const holder = term.turn.holder?.transaction ?? 'nobody';
  return refused('notTurnHolder', {
    field: 'transaction',
    found: transaction,
    allowed: `the holder of the turn: ${holder}`,
  });
}

/** True when this transaction has the turn. What was done by hand is told under the turn of the one who found it. */
export function holdsTurn(
  { turn: { holder } }: PolicyTerm,
  { transaction, under }: { readonly transaction: string; readonly under?: string },
): boolean {
  if (holder === null) return false;
  if (!isByHand(transaction)) return holder.transaction === transaction;
  return holder.purpose === 'sync' || holder.transaction === under;
}

/** Sends away those in the queue whom a cancellation leaves nothing to change. */
export function withoutHopeless(term: PolicyTerm): {
  readonly term: PolicyTerm;
  readonly effects: readonly TermEffect[];
} {
  const { holder, queue } = term.turn;
  const hopeless = queue.filter((claim) => !mayChange(term, claim));
  return {
    term: { ...term, turn: { holder, queue: queue.filter((claim) => mayChange(term, claim)) } },
    effects: hopeless.map(({ transaction }) => ({
      kind: 'turnRefused',
      transaction,
      code: 'termCancelled',
    })),
  };
}

/** Ends the term, or has the end wait its turn behind who changes the term now. Rows t34, t35. */
export function onEndOfTerm(term: PolicyTerm): TermStep | TermRefused {
  const { holder, queue } = term.turn;
  if (queue.some(({ purpose }) => purpose === 'endOfTerm'))
    return refused('notAllowedInState', {
      field: 'turn',
      found: 'the end of the term, which waits for it already',
      allowed: 'giveBackTurn by the holder',
    });
  if (!holder) return ended(term);
  const waiting = { ...term, turn: { holder, queue: [...queue, END_OF_TERM] } };
  return turnAnswered(waiting, END_OF_TERM.transaction);
}

function ended(term: PolicyTerm): TermStep {
  const status = term.status === 'cancelled' ? 'closed' : 'expired';
  const open = openMoney(term);
  const { policyNumber, termNumber } = term.ledger;
  const text = `Term ${policyNumber}-${termNumber} has ended with open money: ${open ?? ''}.`;
  const effects: readonly TermEffect[] = [
    ...(open === null
      ? []
      : [{ kind: 'task', key: 'openMoney', code: 'openMoney', text } as const]),
    ...term.turn.queue.map(
      ({ transaction }) => ({ kind: 'turnRefused', transaction, code: 'termNotInForce' }) as const,
    ),
  ];
  const over: PolicyTerm = {
    ...term,
    status,
    turn: { holder: null, queue: [] },
    pendingCancellation: null,
  };
  return noted(over, 'The term has ended.', effects);
}
