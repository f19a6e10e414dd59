import { condition } from '@temporalio/workflow';
import type { TransactionRecord } from '../../domain/transaction/record.js';
import type { RenewalState } from '../../domain/renewal/state.js';
import { begin } from '../mid-term/begin.js';
import { closeAbandoned } from '../mid-term/close-unbound.js';
import { isQuoted } from '../mid-term/open-change.js';
import { runChange } from '../mid-term/run-change.js';
import { tellTerm, toldOnce } from '../mid-term/tell-term.js';
import { answerActs } from './acts.js';
import { readRenewal } from './input.js';
import { renewalKind } from './kind.js';
import type { RenewalInput } from './messages.js';
import { answerOfferMoney } from './offers.js';
import { OpenRenewal } from './open-renewal.js';
import { performing } from './performing.js';
import { answerReversals } from './reversals.js';
import { answerSettling, untilTasksSettled } from './tasks.js';
import { nextIn } from './waits.js';

/** Whoever has an ended renewal opened again has something to say to it. */
const REOPENED_PATIENCE_MS = 300_000;

/**
 * The next term of a policy, from its lead time to its bind: bound by itself, bound when its offer is paid, or not at all. The new term
 * is new business of its own, which goes on from the expiring policy.
 *
 * Trigger: the expiring term when its lead time comes, or a request at the API. Updates: `advance` (accepts it), `recordOfferPayment`,
 * `reverseOfferPayment`, `edit`, `decide`, `recordNotice`, `rescind` (of a non-renewal), `reschedule`, `withdraw`, `settleTask`, `correct`, `abandon`. Signals:
 * `termChanged`, `termCancelled`, `directionSet`, from the expiring term; `offerPaid`, `offerPaymentReversed`, from billing. Query: `record`. Waits, visibly: for its lead time, its
 * re-checks, the day on which it is offered or bound, for the money of an offer, for an underwriter, for the proof of a notice, and for
 * a person when a step stopped or a task is open. Ends with a record: `completed`, `nonRenewed`, `notTaken` or `withdrawn`.
 */
export async function renewal(given: RenewalInput): Promise<TransactionRecord> {
  const input = readRenewal(given);
  let current: OpenRenewal | null = null;
  return runChange(input, {
    kind: renewalKind(() => current?.making ?? null),
    open: (transaction) => {
      current = new OpenRenewal(transaction, input);
      return current;
    },
    carryOut,
    closeAbandoned: abandoned,
  });
}

async function carryOut(open: OpenRenewal): Promise<void> {
  const { input } = open;
  answerActs(open);
  answerOfferMoney(open);
  answerReversals(open);
  answerSettling(open);
  if (input.reopens) await goOnFrom(open, input.reopens);
  else await beginAnew(open);
  do {
    await open.course.run({
      perform: performing(open),
      nextIn: (state) => nextIn(open, state),
    });
    await untilTasksSettled(open);
    await open.transaction.untilTold();
  } while (open.course.hasMoreToDo);
}

async function beginAnew(open: OpenRenewal): Promise<void> {
  const { course, request } = open;
  await begin(open, {
    create: ({ direction, expiring: term }) =>
      request.isScheduled
        ? course.happened({ kind: 'schedule', isBound: true })
        : course.happened({ kind: 'startRenewal', direction, term }),
    // The expiring term has its next one.
    goOn: () => {
      const { bound } = open.quote;
      open.know({ newPolicyNumber: bound?.policyNumber ?? null });
      course.goOnIn('bound', ['bill']);
    },
  });
  // Whoever began it: the expiring term begins no other, and tells this one what becomes of it.
  if (!course.isEnded && course.state !== 'new')
    await tellTerm(open.change, 'tellTerm', { kind: 'renewalStarted' }, { nth: open.toldAs });
}

/** Something came for a renewal that is over. */
async function goOnFrom(open: OpenRenewal, earlier: TransactionRecord): Promise<void> {
  const { change, state } = earlier;
  if (change?.renewal) open.know(change.renewal);
  open.restorePassedOn();
  const seen = await open.askQuote();
  if (isQuoted(seen)) open.keep(seen);
  // Nothing is there to be renewed any more: whatever came is for a person.
  else open.isOldTermCancelled = true;
  open.course.goOnIn(state as RenewalState, []);
  await condition(() => open.heard.size > 0 || open.course.hasMoreToDo, REOPENED_PATIENCE_MS, {
    summary: 'What it was begun again for',
  });
}

async function abandoned(open: OpenRenewal): Promise<void> {
  await closeAbandoned(open, async () => {
    const { making: reference, newTerm, transaction, change } = open;
    const reason = 'The renewal was abandoned.';
    if (reference !== null)
      await newTerm.giveUpNewTerm({ reference, by: transaction.record.id, reason });
    const told = { kind: 'renewalEnded', result: 'withdrawn' } as const;
    await toldOnce(change, told, `${open.toldAs}/abandoned`, () => true);
  });
}
