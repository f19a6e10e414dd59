import {
  ApplicationFailure,
  CancellationScope,
  condition,
  patched,
  setHandler,
} from '@temporalio/workflow';
import { changesWhatIsBound } from '../../domain/transaction/correction.js';
import { lastMilestone } from '../../domain/transaction/kinds.js';
import { plannedWrite } from '../../domain/transaction/plan.js';
import { canAbandon } from '../../domain/transaction/taken-now.js';
import type { TransactionRecord } from '../../domain/transaction/record.js';
import type { CheckedCorrection } from './checked-correction.js';
import {
  refuseAbandonment,
  refuseToTakeOfferBack,
  refuseChangeOfBound,
  refuseCorrection,
  refuseUnlessStopped,
  refuseWhenBound,
  writeSpokenOf,
} from './corrections.js';
import { advance, refuseAdvance } from './advance.js';
import { foundByPerson } from './found-by-person.js';
import type { BindLook } from './kind.js';
import {
  abandonUpdate,
  advanceUpdate,
  correctUpdate,
  recordQuery,
  submissionQuery,
  type Abandonment,
  type Advance,
  type Correction,
} from './messages.js';
import { refuseOtherMembers, refuseUnreadable } from './readable-act.js';
import type { GivenUpAs, Transaction } from './transaction.js';

/** Answers the queries and updates of whoever acts on a transaction. Call it before the first await. */
export function answerPeople<Request>(transaction: Transaction<Request>): void {
  setHandler(recordQuery, () => transaction.record);
  setHandler(submissionQuery, () => transaction.request);
  setHandler(
    correctUpdate,
    evenWhenCancelled((correction) => correct(transaction, correction)),
    {
      description: 'Replace the offending input and run the stopped step again.',
      validator: (correction: Correction) => {
        refuseUnreadable(correction);
        refuseUnlessStopped(transaction);
        transaction.refuseCorrection();
      },
    },
  );
  setHandler(
    abandonUpdate,
    evenWhenCancelled((abandonment) => abandon(transaction, abandonment)),
    {
      description: 'End a transaction that is not bound.',
      validator: (abandonment: Abandonment) => {
        refuseUnreadable(abandonment);
        refuseOtherMembers(abandonment, ['by', 'reason']);
        refuseAbandonment(transaction);
        refuseToTakeOfferBack(transaction);
      },
    },
  );
  setHandler(advanceUpdate, (sent) => advance(transaction, sent), {
    description:
      'Have a transaction go further than it was asked to, or accept what it has quoted.',
    validator: (sent: Advance) => {
      refuseAdvance(transaction, sent);
      transaction.refuseAdvance(sent);
    },
  });
}

const LOOK_AGAIN_MS = 600_000;

/** Temporal asked for the cancellation: an abandonment like any other, and refused as any other. */
export async function abandonAsCancelled<Request>(
  transaction: Transaction<Request>,
): Promise<void> {
  const abandonment = { by: 'Temporal', reason: 'Its cancellation was requested there.' };
  await abandonUnlessBound(transaction, abandonment, 'abandoned', (why) => {
    transaction.declineCancellation(why);
  });
}

/**
 * Ends the transaction unless it is bound. It is asked for once, so while the bind is under way it waits for what comes of it.
 *
 * @param declined told why it is not ended now, or not at all
 */
export async function abandonUnlessBound<Request>(
  transaction: Transaction<Request>,
  abandonment: Abandonment,
  as: GivenUpAs,
  declined: (why: string) => void = () => undefined,
): Promise<void> {
  for (;;) {
    const { state, attention } = transaction.record;
    try {
      refuseAbandonment(transaction);
      if (!canAbandon(transaction.record) && patched('keeps-an-offer-that-is-out'))
        refuseToTakeOfferBack(transaction);
      await abandon(transaction, abandonment, as);
      return;
    } catch (error) {
      if (!(error instanceof ApplicationFailure)) throw error;
      declined(error.message);
      if (error.type !== 'bindUnderWay') return;
    }
    const isNews = (): boolean =>
      transaction.record.state !== state || transaction.record.attention !== attention;
    // Nobody sends an expiry again: what cannot be known now may be known by itself later.
    if (as === 'expired') {
      await condition(isNews, LOOK_AGAIN_MS, { summary: 'Before it is tried to end it again' });
    } else await condition(isNews);
  }
}

/**
 * Checks it with an activity, and takes it whole or not at all.
 *
 * @param refuse looks once more, after all that is waited for, whether it can be taken, and throws where it cannot
 */
export async function correct<Request>(
  transaction: Transaction<Request>,
  sent: Correction,
  refuse: () => void = () => undefined,
): Promise<TransactionRecord> {
  const { writes, kind, record, facts } = transaction;
  const sentAtMs = Date.now();
  const { heldAt } = record;
  const isDraft = heldAt === 'draft';
  const correction = await kind.check(
    sent,
    { ...facts, revision: record.revision, isDraft },
    writeSpokenOf(writes, sent),
  );
  const seenNotMade = await lookBeforeChange(transaction, correction, sentAtMs);
  refuse();
  transaction.refuseCorrection();
  // It was checked by its form alone, and is no draft any more.
  if (isDraft) refuseUnlessDraft(transaction);
  refuseCorrection(transaction, correction, { sentAtMs, seenNotMade });
  settleWriteInDoubt(transaction, correction);
  if (seenNotMade !== null) writes.settleAsNotMade(seenNotMade);
  const { by, reason, fields, request, word } = correction;
  transaction.replaceRequest(request);
  transaction.resume({ by, reason, fields, word });
  return transaction.record;
}

function refuseUnlessDraft({ record }: Pick<Transaction<unknown>, 'record'>): void {
  if (record.heldAt === 'draft') return;
  throw ApplicationFailure.nonRetryable(
    `The correction was made of a draft; it is ${record.quoteState ?? 'further'} by now.`,
    'staleRevision',
  );
}

/**
 * A bind that may have happened makes what it bound final, unless the policy system is seen not to have it.
 *
 * @returns the bind when it is seen not to have happened
 */
async function lookBeforeChange<Request>(
  transaction: Transaction<Request>,
  { fields }: CheckedCorrection<Request>,
  sentAtMs: number,
): Promise<'bind' | null> {
  const { writes, kind, facts, record } = transaction;
  const mayBeBound = writes.unsettled('bind') !== null;
  // While it waits, for days perhaps, it may be bound by hand, or by a run that Temporal has forgotten; but for a draft, of
  // which the policy system has nothing that could be.
  if (!mayBeBound && (record.heldAt === null || record.heldAt === 'draft')) return null;
  if (!changesWhatIsBound(kind.plan, fields)) return null;
  const found = await kind.lookForBind(facts, writes);
  if (record.heldAt !== null) takeBound(transaction, found);
  refuseChangeOfBound(found, fields);
  return mayBeBound && found.kind === 'notBound' && sentAtMs >= writes.settleTimeOverAtMs('bind')
    ? 'bind'
    : null;
}

function settleWriteInDoubt<Request>(
  { writes, kind }: Transaction<Request>,
  { outcome }: CheckedCorrection<Request>,
): void {
  const key = writeSpokenOf(writes, { outcome });
  if (key === null || !outcome) return;
  if (!outcome.written) {
    writes.settleAsNotMade(key);
    return;
  }
  const found = foundByPerson(plannedWrite(kind.plan, key).gives, outcome);
  if ('made' in found) writes.noteMade(key, found.made);
}

/**
 * Ends a transaction of which nothing is bound.
 *
 * @param refuse looks once more, after the look, whether it may be ended so, and throws where it may not
 * @throws ApplicationFailure of a type that `abandonUpdate` names
 */
export async function abandon<Request>(
  transaction: Transaction<Request>,
  abandonment: Abandonment,
  as: GivenUpAs = 'abandoned',
  refuse: () => void = () => undefined,
): Promise<TransactionRecord> {
  await untilSeenUnbound(transaction, as === 'expired');
  refuse();
  transaction.abandon(abandonment, as);
  return transaction.record;
}

/**
 * Looks before anybody acts on the belief that nothing is bound.
 *
 * @param mustBeSeen whether a look that says nothing will not do, because no person stands behind the act
 * @throws ApplicationFailure of a type that `abandonUpdate` names, where something is or may be
 */
export async function untilSeenUnbound<Request>(
  transaction: Transaction<Request>,
  mustBeSeen = false,
): Promise<void> {
  const { writes, kind, facts } = transaction;
  const sentAtMs = Date.now();
  const found = await kind.lookForBind(facts, writes);
  takeBound(transaction, found);
  refuseWhenBound(found, writes, sentAtMs);
  if (mustBeSeen && found.kind === 'unknown')
    throw ApplicationFailure.nonRetryable(found.reason, 'bindUnderWay');
  // It went on while it was looked up.
  refuseAbandonment(transaction);
  writes.settleAsNotMade('bind');
}

/** Whatever stopped the bind, or whoever was to accept the quote first: it happened, and the transaction goes on with it. */
function takeBound<Request>(transaction: Transaction<Request>, found: BindLook): void {
  const { writes, record, ids } = transaction;
  if (found.kind !== 'bound' || found.quoteGuid !== ids.quoteGuid) return;
  if (record.policyNumber !== null) return;
  writes.noteMade('bind', found.policyNumber);
  transaction.resumeUncorrected('bind');
  if (record.heldAt === null) return;
  transaction.advance({ by: 'the policy system', advanceTo: lastMilestone(record.kind) });
}

/** A handler that works also after the cancellation of the workflow was asked for. */
export function evenWhenCancelled<Act, Answer>(handler: (act: Act) => Answer | Promise<Answer>) {
  return (act: Act): Promise<Answer> => CancellationScope.nonCancellable(async () => handler(act));
}
