import type { TransactionRecord } from '../../domain/transaction/record.js';
import { isQuoted } from '../mid-term/open-change.js';
import { refuse } from '../mid-term/quoted.js';
import { runTransaction } from '../transaction/run.js';
import { answerActs } from './acts.js';
import { closeAbandoned } from './close-abandoned.js';
import { readCancellation } from './input.js';
import { CANCELLATION } from './kind.js';
import type { CancellationInput } from './messages.js';
import { OpenCancellation } from './open-cancellation.js';
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
  const { request, outagePatienceMs: patienceMs, advanceTo } = input;
  let open: OpenCancellation | null = null;
  return runTransaction(
    CANCELLATION,
    { request, patienceMs, advanceTo },
    {
      carryOut: (transaction) => {
        open = new OpenCancellation(transaction, input);
        return carryOut(open);
      },
      closeAbandoned: () => (open ? closeAbandoned(open) : Promise.resolve()),
    },
  );
}

async function carryOut(open: OpenCancellation): Promise<void> {
  const { course, transaction } = open;
  answerActs(open);
  refuseEarlyAcceptance(open);
  if (await begin(open)) {
    await course.run({ perform: performing(open), nextIn: (state) => nextIn(open, state) });
  }
  transaction.wait(null);
}

/** Whether it can be done at all, as the term stands; what an earlier run of it has booked stands. */
async function begin(open: OpenCancellation): Promise<boolean> {
  const { course, transaction, request } = open;
  const first = await open.askQuote();
  if (!isQuoted(first)) {
    refuse(transaction, first.refusals);
    return false;
  }
  open.keep(first);
  if (first.booked !== null) {
    course.goOnIn('cancelled', ['bill', 'decideKeptRescissions']);
    return true;
  }
  const { facts, day } = first;
  open.cancelledBefore = facts.cancelledOn;
  const { isFlatAsked } = request;
  const refusal = course.happened({ kind: 'create', term: facts, date: day.date, isFlatAsked });
  if (refusal) refuse(transaction, [refusal]);
  return refusal === null;
}
