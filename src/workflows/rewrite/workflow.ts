import type { RewriteState } from '../../domain/rewrite/state.js';
import type { TransactionRecord } from '../../domain/transaction/record.js';
import { answerWithdrawal } from '../mid-term/acts.js';
import { begin } from '../mid-term/begin.js';
import { closeAbandoned } from '../mid-term/close-unbound.js';
import type { Next } from '../mid-term/course.js';
import { runChange } from '../mid-term/run-change.js';
import { startReturn } from '../mid-term/start-return.js';
import { NOTHING_AWAITED, untilAccepted, untilTurn } from '../mid-term/waits.js';
import { readRewrite } from './input.js';
import { REWRITE } from './kind.js';
import type { RewriteInput } from './messages.js';
import { OpenRewrite } from './open-rewrite.js';
import { giveUpNewTerm, performing, seenForTurn } from './performing.js';

/**
 * Ends a policy term and puts another in its place, for what a change of the policy cannot do. The new term is new business of its
 * own, which is quoted before anything is cancelled, and bound, billed and handed over after.
 *
 * Trigger: a request at the API. Updates: `advance` (accepts it), `withdraw`, `correct`, `abandon`. Signals: `turnGranted`,
 * `turnRefused`, from the term. Query: `record`. Waits, visibly: where it was asked to go no further, for the turn of its term, for the
 * new term, and for a person when a step stopped; at once when the old term is cancelled and the new one is not bound. Ends with
 * a record: `completed` or `withdrawn`.
 */
export async function rewrite(given: RewriteInput): Promise<TransactionRecord> {
  const input = readRewrite(given);
  return runChange(input, {
    kind: REWRITE,
    open: (transaction) => new OpenRewrite(transaction, input),
    carryOut,
    closeAbandoned: abandoned,
  });
}

async function carryOut(open: OpenRewrite): Promise<void> {
  const { course, transaction } = open;
  answerWithdrawal(transaction, () => {
    course.act({ kind: 'withdraw' });
  });
  await begin(open, {
    create: ({ facts: term, days: asked }) => course.happened({ kind: 'create', term, asked }),
    goOn: () => {
      open.isCancelledHere = true;
      course.goOnIn('bindingNew', ['bindNew']);
    },
  });
  await course.run({ perform: performing(open), nextIn: (state) => nextIn(open, state) });
}

function nextIn(open: OpenRewrite, state: RewriteState): Next {
  switch (state) {
    case 'quoted':
      return untilAccepted(open, () => {
        open.course.happened({ kind: 'accept' });
      });
    case 'waitingTurn':
      return untilTurn(open, (found) => {
        seenForTurn(open, found);
      });
    case 'requested':
    case 'cancellingOld':
    case 'bindingNew':
    case 'bound':
    case 'completed':
    case 'withdrawn':
      return NOTHING_AWAITED;
  }
}

/** What this rewrite has cancelled comes back, once the turn is free. */
async function abandoned(open: OpenRewrite): Promise<void> {
  const { change, transaction, isCancelledHere, request } = open;
  await closeAbandoned(open, async () => {
    await giveUpNewTerm(open, 'The rewrite was abandoned.');
    if (isCancelledHere) await startReturn(change, request.cancelledOn);
  });
  if (isCancelledHere) {
    transaction.noteFailure('The term that it had cancelled comes back by a reinstatement.');
  }
}
