import { ApplicationFailure } from '@temporalio/workflow';
import type { CancellationState } from '../../domain/cancellation/state.js';
import { refusalOf } from '../../domain/machine/refusals.js';
import type { Next } from '../mid-term/course.js';
import { isAskedToGoOn, NOTHING_AWAITED, untilAccepted, untilTurn } from '../mid-term/waits.js';
import { isHeldBack } from './moratorium.js';
import type { OpenCancellation } from './open-cancellation.js';
import { seenForTurn } from './turn.js';

/** What follows in a state of a cancellation when nothing is to be done. */
export function nextIn(open: OpenCancellation, state: CancellationState): Next {
  switch (state) {
    case 'quoted':
      return open.needsNotice && isAskedToGoOn(open) ? untilNotice(open) : untilAcceptance(open);
    case 'pending':
      return untilEffective(open);
    case 'waitingTurn':
      return untilTurn(open, (found) => seenForTurn(open, found));
    case 'requested':
    case 'completing':
    case 'cancelled':
    case 'completed':
    case 'rescinded':
    case 'withdrawn':
      return NOTHING_AWAITED;
  }
}

function untilNotice({ quote: { day } }: OpenCancellation): Next {
  return {
    what: `the notice to be mailed and its proof to be recorded; it then holds from ${day.earliest} at the earliest.`,
  };
}

function untilAcceptance(open: OpenCancellation): Next {
  return untilAccepted(open, async () => {
    if (await isHeldBack(open)) return;
    const { course, needsNotice, quote } = open;
    // A product that holds cancellations back does so from the day on which they hold.
    const { deadlineMs: effectiveMs } = quote.moments;
    course.happened({ kind: 'accept', needsNotice, atMs: Date.now(), effectiveMs });
  });
}

function untilEffective(open: OpenCancellation): Next {
  const { course, needsNotice, quote, proof } = open;
  const { bookedOn, deadlineMs } = quote.moments;
  const come = async (): Promise<void> => {
    if (await isHeldBack(open)) return;
    const hasProof = proof !== null;
    const atMs = Date.now();
    course.happened({ kind: 'effectiveReached', atMs, deadlineMs, needsNotice, hasProof });
  };
  return {
    what: `${bookedOn}, when it is booked from ${quote.day.date} on; until then it can be rescinded.`,
    moment: { summary: `Cancellation is booked, ${bookedOn}`, atMs: deadlineMs, come },
  };
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
