import { ApplicationFailure, setHandler } from '@temporalio/workflow';
import { isCivilDate } from '../../domain/calendar/civil-date.js';
import { isInstant } from '../../domain/calendar/instant.js';
import { NOTICE_RECIPIENTS } from '../../domain/notice/notice-days.js';
import type { ActRecord } from '../../domain/transaction/change-record.js';
import { lateAnswer } from '../../domain/transaction/late-acts.js';
import type { TransactionRecord } from '../../domain/transaction/record.js';
import {
  refuseOtherMembers,
  refuseUnless,
  refuseUnreadableOf,
} from '../transaction/readable-act.js';
import type { ChangeTransaction } from './change.js';
import { object, type Check } from '../transaction/input-shape.js';
import {
  decideUpdate,
  editUpdate,
  recordNoticeUpdate,
  rescheduleUpdate,
  rescindUpdate,
  withdrawUpdate,
  type Decision,
  type Edit,
  type RecordedNotice,
  type Rescheduling,
  type Rescinding,
  type Withdrawal,
} from './messages.js';

type Answered = Pick<ChangeTransaction, 'record' | 'knowChange'>;

/*
 * Acts of people on a change. Each is read before anything is done with it, because any client of Temporal may send anything; what
 * the business refuses is said by the table of states. Call these before the first await.
 */

export function answerWithdrawal(transaction: Answered, act: (sent: Withdrawal) => void): void {
  setHandler(withdrawUpdate, (sent: Withdrawal) => done(transaction, 'withdraw', sent, act), {
    description: 'It shall not happen.',
    validator: (sent: Withdrawal) => {
      refuseUnreadableOf(sent, ['by', 'reason']);
      refuseOtherMembers(sent, ['by', 'reason']);
    },
  });
}

export function answerNotice(transaction: Answered, act: (sent: RecordedNotice) => void): void {
  setHandler(
    recordNoticeUpdate,
    (sent: RecordedNotice) => done(transaction, 'recordNotice', sent, act),
    {
      description: 'The notice is out: to whom it was mailed when, and the proof of it.',
      validator: (sent: RecordedNotice) => {
        refuseUnreadableOf(sent, ['by']);
        refuseOtherMembers(sent, ['by', 'proof']);
        refuseUnless(isProof(sent.proof), PROOF);
      },
    },
  );
}

const PROOF =
  'Send proof as {"sent": [{"to": "insured", "on": "2027-06-01", "reference": "…"}]}; to is insured, producer, mortgagee or additionalInterest, and one letter at the least went to the insured.';
const RECIPIENTS: readonly unknown[] = NOTICE_RECIPIENTS;
const MOST_LETTERS = 100;

function isProof(value: unknown): boolean {
  const { sent } = (value ?? {}) as { readonly sent?: unknown };
  return (
    Array.isArray(sent) &&
    sent.length <= MOST_LETTERS &&
    sent.every(isLetter) &&
    // Whoever else is told: without the insured it is no notice.
    sent.some(({ to }: { readonly to: string }) => to === 'insured')
  );
}

function isLetter(value: unknown): boolean {
  const { to, on, reference } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return (
    RECIPIENTS.includes(to) &&
    typeof on === 'string' &&
    isCivilDate(on) &&
    typeof reference === 'string' &&
    reference !== '' &&
    reference.length <= 200
  );
}

/** @param days which days of it can be moved */
export function answerRescheduling(
  transaction: Answered,
  days: readonly (keyof Rescheduling)[],
  act: (sent: Rescheduling) => void,
): void {
  setHandler(rescheduleUpdate, (sent: Rescheduling) => done(transaction, 'reschedule', sent, act), {
    description: 'It shall hold from another day.',
    validator: (sent: Rescheduling) => {
      refuseUnreadableOf(sent, ['by', 'reason']);
      refuseOtherMembers(sent, ['by', 'reason', ...days]);
      const given = days.map((day): unknown => sent[day]).filter((day) => day !== undefined);
      refuseUnless(
        given.length > 0 && given.every((day) => typeof day === 'string' && isCivilDate(day)),
        `Send ${days.join(', ')}, or one of them, as days such as 2027-06-01.`,
      );
    },
  });
}

export function answerRescinding(transaction: Answered, act: (sent: Rescinding) => void): void {
  setHandler(rescindUpdate, (sent: Rescinding) => done(transaction, 'rescind', sent, act), {
    description: 'What was past due is paid, or forgiven.',
    validator: (sent: Rescinding) => {
      refuseUnreadableOf(sent, ['by', 'reason']);
      refuseOtherMembers(sent, ['by', 'reason', 'receivedAt']);
      const { receivedAt: at }: { readonly receivedAt?: unknown } = sent;
      refuseUnless(
        at === undefined || (typeof at === 'string' && isInstant(at)),
        'Send receivedAt as a moment with Z or an offset, or leave it out for now.',
      );
    },
  });
}

export function answerDecision(transaction: Answered, act: (sent: Decision) => void): void {
  setHandler(decideUpdate, (sent: Decision) => done(transaction, 'decide', sent, act), {
    description: 'A person decides what was referred.',
    validator: (sent: Decision) => {
      refuseUnreadableOf(sent, ['by', 'reason']);
      refuseOtherMembers(sent, ['by', 'reason', 'decision']);
      const { decision }: { readonly decision: unknown } = sent;
      refuseUnless(
        decision === 'approve' || decision === 'decline',
        'Send decision as approve or decline.',
      );
    },
  });
}

/** @param changes what of the request may be another, and how that is read */
export function answerEdit<Changes extends object>(
  transaction: Answered,
  changes: Readonly<Record<keyof Changes & string, Check>>,
  act: (changes: Changes) => void,
): void {
  const check = object(changes);
  const edited = (sent: Edit) => {
    act(sent.changes as Changes);
  };
  setHandler(editUpdate, (sent: Edit) => done(transaction, 'edit', sent, edited), {
    description: 'Something else is asked for: it is quoted again.',
    validator: (sent: Edit) => {
      refuseUnreadableOf(sent, ['by', 'reason']);
      refuseOtherMembers(sent, ['by', 'reason', 'revision', 'changes']);
      const wrong = check(sent.changes, 'changes');
      refuseUnless(wrong === null, `The edit cannot be read: ${wrong ?? ''}.`);
      refuseOtherMembers(sent.changes, Object.keys(changes));
      refuseUnless(Object.keys(sent.changes).length > 0, 'Send what shall change as changes.');
      const { revision = transaction.record.revision } = sent;
      if (revision === transaction.record.revision) return;
      throw ApplicationFailure.nonRetryable(
        `It was edited from revision ${revision}; the transaction is at ${transaction.record.revision}.`,
        'staleRevision',
      );
    },
  });
}

/**
 * Does what somebody asked for and keeps it; what is refused is not kept. What comes while the workflow is on its way out is told what
 * comes after it is told.
 */
export function done<Sent extends { readonly by: string; readonly reason?: string }>(
  transaction: Answered,
  name: ActRecord['act'],
  sent: Sent,
  act: (sent: Sent) => void,
): TransactionRecord {
  const late = lateAnswer({ ...transaction.record, act: name });
  if (late === 'done') return transaction.record;
  if (late) throw ApplicationFailure.nonRetryable(late.text, 'refused', late);
  act(sent);
  const { by, reason = null } = sent;
  const kept = { at: new Date().toISOString(), by, act: name, reason };
  transaction.knowChange({ acts: [...(transaction.record.change?.acts ?? []), kept] });
  return transaction.record;
}
