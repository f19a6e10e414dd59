import type { TransactionRecord } from '../../domain/transaction/record.js';
import { begin } from '../mid-term/begin.js';
import { runChange } from '../mid-term/run-change.js';
import { answerActs } from './acts.js';
import { readEndorsement } from './input.js';
import { ENDORSEMENT } from './kind.js';
import type { EndorsementInput } from './messages.js';
import { OpenEndorsement } from './open-endorsement.js';
import { holdBackUnlessAccepted, performing } from './performing.js';
import { nextIn } from './waits.js';

/**
 * Changes a policy from a day within its term on, with what that adds to the premium or takes off, from the request to the books.
 *
 * Trigger: a request at the API. Updates: `advance` (accepts it), `edit`, `withdraw`, `correct`, `abandon`. Signals:
 * `termCancelled`, `turnGranted`, `turnRefused`, from the term. Query: `record`. Waits, visibly: to be accepted, for as
 * long as the product says, for the turn of its term, and for a person when a step stopped. Ends with a record: `completed`
 * or `withdrawn`.
 */
export async function endorsement(given: EndorsementInput): Promise<TransactionRecord> {
  const input = readEndorsement(given);
  return runChange(input, {
    kind: ENDORSEMENT,
    open: (transaction) => new OpenEndorsement(transaction, input),
    carryOut,
  });
}

async function carryOut(open: OpenEndorsement): Promise<void> {
  const { course, transaction } = open;
  answerActs(open);
  await begin(open, {
    create: ({ facts: term, change: { effectiveDate } }) => {
      // What was edited and accepted before is not what was posted. What is rated is not known yet.
      if (!open.isRatedThere) holdBackUnlessAccepted(open);
      return course.happened({ kind: 'create', term, effectiveDate });
    },
    goOn: () => {
      course.goOnIn('bound', ['bill']);
    },
  });
  await course.run({ perform: performing(open), nextIn: (state) => nextIn(open, state) });
  const { whyNothing: reason } = open;
  if (reason !== null) transaction.enter('withdrawn', { failure: { code: 'refused', reason } });
}
