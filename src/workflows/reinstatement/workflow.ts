import { setHandler } from '@temporalio/workflow';
import type { ReinstatementState } from '../../domain/reinstatement/state.js';
import type { TransactionRecord } from '../../domain/transaction/record.js';
import { answerDecision, answerWithdrawal } from '../mid-term/acts.js';
import { begin } from '../mid-term/begin.js';
import { closeAbandoned } from '../mid-term/close-unbound.js';
import type { Next } from '../mid-term/course.js';
import { runChange } from '../mid-term/run-change.js';
import { toldOnce, isOver } from '../mid-term/tell-term.js';
import { NOTHING_AWAITED, untilAccepted, untilTurn } from '../mid-term/waits.js';
import { calledOffSignal } from '../policy-term/messages.js';
import { readReinstatement } from './input.js';
import { REINSTATEMENT } from './kind.js';
import type { ReinstatementInput } from './messages.js';
import { OpenReinstatement } from './open-reinstatement.js';
import { performing, seenForTurn, tellTermEnded } from './performing.js';

/**
 * Brings a cancelled policy term back: without a gap as if it had never been cancelled, or later where the product allows that.
 *
 * Trigger: a request at the API, or the term itself when money that was received in time is learned of too late. Updates: `advance`
 * (accepts it), `decide`, `withdraw`, `correct`, `abandon`. Signals: `calledOff`, `turnGranted`, `turnRefused`, from the term. Query:
 * `record`. Waits, visibly: for an underwriter beyond the limits of the product, where it was asked to go no further, for the
 * turn of its term, and for a person when a step stopped. Ends with a record: `completed` or `withdrawn`.
 */
export async function reinstatement(given: ReinstatementInput): Promise<TransactionRecord> {
  const input = readReinstatement(given);
  return runChange(input, {
    kind: REINSTATEMENT,
    open: (transaction) => new OpenReinstatement(transaction, input),
    carryOut,
    closeAbandoned: abandoned,
  });
}

async function carryOut(open: OpenReinstatement): Promise<void> {
  const { course } = open;
  answerActs(open);
  await begin(open, {
    create: ({ facts: term, isGapAllowed }) =>
      course.happened({ kind: 'create', term, on: open.request.from, isGapAllowed }),
    goOn: () => {
      course.goOnIn('bound', ['bill']);
    },
    whenRefused: () => tellTermEnded(open),
  });
  await course.run({ perform: performing(open), nextIn: (state) => nextIn(open, state) });
}

function answerActs({ transaction, course }: OpenReinstatement): void {
  answerWithdrawal(transaction, () => {
    course.act({ kind: 'withdraw' });
  });
  answerDecision(transaction, ({ decision }) => {
    course.act({ kind: 'decide', decision });
  });
  // The money for which the term began it was taken back; one that is being written cannot be stopped any more.
  setHandler(calledOffSignal, () => {
    course.happened({ kind: 'withdraw' });
  });
}

function nextIn(open: OpenReinstatement, state: ReinstatementState): Next {
  switch (state) {
    case 'referred':
      return {
        what: 'an underwriter to decide: it is beyond what the product lets back by itself.',
      };
    case 'quoted':
      return untilAccepted(open, () => {
        open.course.happened({ kind: 'accept' });
      });
    case 'waitingTurn':
      return untilTurn(open, (found) => {
        seenForTurn(open, found);
      });
    case 'requested':
    case 'binding':
    case 'bound':
    case 'completed':
    case 'withdrawn':
      return NOTHING_AWAITED;
  }
}

async function abandoned(open: OpenReinstatement): Promise<void> {
  await closeAbandoned(open, async () => {
    await toldOnce(open.change, { kind: 'reinstatementEnded' }, 1, isOver);
  });
}
