import { ApplicationFailure } from '@temporalio/workflow';
import type { CancellationState } from '../../domain/cancellation/state.js';
import { refusalOf } from '../../domain/machine/refusals.js';
import { isBefore } from '../../domain/transaction/kinds.js';
import type { Next } from '../mid-term/course.js';
import type { OpenCancellation } from './open-cancellation.js';
import { lookAtTurn } from './turn.js';

/** The word of the term can be lost with a run that was ended in Temporal: it is looked whether the turn has come. */
const LOOK_EVERY_MS = 3_600_000;

/** What follows in a state of a cancellation when nothing is to be done. */
export function nextIn(open: OpenCancellation, state: CancellationState): Next {
  const { quote, turn } = open;
  switch (state) {
    case 'quoted':
      return afterQuote(open);
    case 'pending':
      return {
        what: `${quote.moments.bookedOn}, when it is booked from ${quote.day.date} on; until then it can be rescinded.`,
        moment: {
          atMs: quote.moments.deadlineMs,
          come: () => {
            effectiveReached(open);
          },
        },
      };
    case 'waitingTurn':
      if (turn.isMine) return { goOn: () => lookAtTurn(open) };
      return {
        what: `the turn of the term, which ${turn.holder ?? 'another transaction'} has.`,
        moment: { atMs: Date.now() + LOOK_EVERY_MS, come: () => lookAtTurn(open) },
      };
    case 'requested':
    case 'completing':
    case 'cancelled':
    case 'completed':
    case 'rescinded':
    case 'withdrawn':
      // There something is always to be done, or nothing any more.
      return { what: 'somebody to look at it.' };
  }
}

/** The notice where one is needed, else somebody's word to go on; neither where it was asked to go to its end. */
function afterQuote(open: OpenCancellation): Next {
  const { kind, advanceTo } = open.transaction.record;
  const isAskedToGoOn = isBefore(kind, 'quoted', advanceTo);
  if (!isAskedToGoOn) {
    return { what: 'it to be accepted.', held: { at: 'quoted', letGo: () => letGo(open) } };
  }
  if (open.needsNotice) {
    const { earliest } = open.quote.day;
    return {
      what: `the notice to be mailed and its proof to be recorded; it then holds from ${earliest} at the earliest.`,
    };
  }
  return {
    goOn: () => {
      accept(open);
    },
  };
}

/** Somebody had it go on, or corrected nothing: then it is quoted anew. */
async function letGo(open: OpenCancellation): Promise<void> {
  const { kind, advanceTo } = open.transaction.record;
  if (!isBefore(kind, 'quoted', advanceTo)) await open.quoteAgain();
}

function accept(open: OpenCancellation): void {
  const { course, needsNotice, quote } = open;
  // A product that holds cancellations back does so from the day on which they hold.
  const { deadlineMs: effectiveMs } = quote.moments;
  course.happened({ kind: 'accept', needsNotice, atMs: Date.now(), effectiveMs });
}

function effectiveReached(open: OpenCancellation): void {
  const { course, needsNotice, quote, proof } = open;
  course.happened({
    kind: 'effectiveReached',
    atMs: Date.now(),
    deadlineMs: quote.moments.deadlineMs,
    needsNotice,
    hasProof: proof !== null,
  });
}

/** A cancellation that needs a notice is not accepted by a word: the proof of the notice is what it waits for. */
export function refuseEarlyAcceptance(open: OpenCancellation): void {
  open.transaction.beforeAdvance(() => {
    if (open.course.state !== 'quoted' || !open.needsNotice) return;
    const refusal = refusalOf('noticeProofMissing', {
      field: 'accept',
      found: `no proof of the notice that row ${open.quote.day.lead?.row ?? ''} asks for`,
      allowed: 'record-notice',
    });
    throw ApplicationFailure.nonRetryable(refusal.text, 'refused', refusal);
  });
}
