import type { TransactionRecord } from '../../domain/transaction/record.js';
import { begin } from '../mid-term/begin.js';
import { closeAbandoned } from '../mid-term/close-unbound.js';
import { runChange } from '../mid-term/run-change.js';
import { answerActs } from './acts.js';
import { readCancellation } from './input.js';
import { CANCELLATION } from './kind.js';
import type { CancellationInput } from './messages.js';
import { OpenCancellation } from './open-cancellation.js';
import { announcementOver } from './flag-term.js';
import { performing } from './performing.js';
import { nextIn, refuseEarlyAcceptance } from './waits.js';

/**
 * Ends a policy term before its day, by the insured or the insurer, from the request to the books.
 *
 * Trigger: a request at the API, billing, or the term itself when nobody pays. Updates: `advance` (accepts it), `recordNotice`,
 * `reschedule`, `rescind`, `withdraw`, `correct`, `abandon`. Signals: `rescind`, `turnGranted`, `turnRefused`, from the term.
 * Query: `record`. Waits, visibly: where it was asked to go no further, for the proof of a notice, for the day on which it
 * holds, for the turn of its term, and for a person when a step stopped. Ends with a record: `completed`, `rescinded` or
 * `withdrawn`.
 */
export async function cancellation(given: CancellationInput): Promise<TransactionRecord> {
  const input = readCancellation(given);
  return runChange(input, {
    kind: CANCELLATION,
    open: (transaction) => new OpenCancellation(transaction, input),
    carryOut,
    closeAbandoned: abandoned,
  });
}

async function carryOut(open: OpenCancellation): Promise<void> {
  const { course } = open;
  answerActs(open);
  refuseEarlyAcceptance(open);
  await begin(open, {
    create: ({ facts: term, day: { date } }) => {
      open.cancelledBefore = term.cancelledOn;
      const { isFlatAsked } = open.request;
      return course.happened({ kind: 'create', term, date, isFlatAsked });
    },
    goOn: () => {
      course.goOnIn('cancelled', ['bill', 'decideKeptRescissions']);
    },
  });
  await course.run({ perform: performing(open), nextIn: (state) => nextIn(open, state) });
}

async function abandoned(open: OpenCancellation): Promise<void> {
  await closeAbandoned(open, () => announcementOver(open));
}
