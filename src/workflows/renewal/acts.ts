import { patched, setHandler } from '@temporalio/workflow';
import { noticeDay } from '../../domain/notice/notice-days.js';
import type { MovedDays } from '../../domain/renewal/request.js';
import type { RenewalEvent } from '../../domain/renewal/events.js';
import { sentence } from '../../domain/sentence.js';
import {
  directionSetSignal,
  termCancelledSignal,
  termChangedSignal,
} from '../policy-term/messages.js';
import {
  answerDecision,
  answerEdit,
  answerNotice,
  answerRescheduling,
  answerRescinding,
  answerWithdrawal,
} from '../mid-term/acts.js';
import { refuseUnlessQuoted } from '../mid-term/quoted.js';
import { EDITED, type Edited } from './input.js';
import { FOLLOWS_DIRECTIONS, type OpenRenewal } from './open-renewal.js';
import { addTask, closeTask } from './tasks.js';

const MOVED = ['startOn', 'offerOn', 'issueOn', 'payableUntil'] as const;

function given(days: {
  readonly [Key in keyof MovedDays]-?: MovedDays[Key] | undefined;
}): MovedDays {
  return Object.fromEntries(Object.entries(days).filter(([, day]) => day !== undefined));
}

/** Takes what people and the expiring term say of a renewal. Call it before the first await. */
export function answerActs(open: OpenRenewal): void {
  const { transaction, course, change } = open;
  const act = (event: () => RenewalEvent): void => {
    refuseUnlessQuoted(open);
    course.act(event());
  };
  const isOurs = ({ policyNumber, termNumber }: typeof change.term): boolean =>
    policyNumber === change.term.policyNumber && termNumber === change.term.termNumber;

  answerWithdrawal(transaction, () => {
    act(() => ({ kind: 'withdraw' }));
  });
  answerDecision(transaction, ({ decision }) => {
    const decided = decision === 'approve' ? 'approve' : 'nonRenew';
    act(() => ({ kind: 'decide', decision: decided }));
  });
  answerNotice(transaction, ({ proof }) => {
    refuseUnlessQuoted(open);
    const { from, by } = open.quote.nonRenewal;
    const provenOn = noticeDay(proof);
    const hasTimelyProof = open.proof !== null;
    course.act({ kind: 'noticeSent', provenOn, window: { from, by }, hasTimelyProof });
    if (course.state === 'nonRenewing' && !hasTimelyProof) open.proof = proof;
  });
  // What was to be announced shall not be: the policy is renewed after all.
  answerRescinding(transaction, () => {
    act(() => ({ kind: 'reverseNonRenewal' }));
    open.proof = null;
  });
  answerRescheduling(transaction, MOVED, ({ startOn, offerOn, issueOn, payableUntil }) => {
    const moved = given({ startOn, offerOn, issueOn, payableUntil });
    refuseUnlessQuoted(open);
    open.askFor({ moved: { ...open.request.moved, ...moved } });
    open.isMoved = true;
    course.lookUp();
  });

  answerEdit<Edited>(transaction, EDITED, (edited) => {
    refuseUnlessQuoted(open);
    course.act({ kind: 'edit', isDirected: isDirected(open) });
    edit(open, edited);
  });

  setHandler(termChangedSignal, (sent) => {
    if (!isOurs(sent) || !open.isQuoted) return;
    if (open.changes.includes(sent.transaction)) return;
    open.changes = [...open.changes, sent.transaction];
    open.askAnew({});
    if (sent.change === 'endorsed' && isBeyondQuoting(open))
      open.toCarry = [...open.toCarry, sent.transaction];
    course.happened({ kind: 'oldTermChanged' });
  });
  setHandler(termCancelledSignal, (sent) => {
    if (!isOurs(sent) || !open.isQuoted) return;
    open.isOldTermCancelled = true;
    course.happened({ kind: 'oldTermCancelled' });
  });
  setHandler(directionSetSignal, ({ direction, ...sent }) => {
    if (!isOurs(sent) || !open.isQuoted) return;
    open.know({ direction });
    // Said once more, it holds anew, whoever approved before.
    if (direction === 'refer' && open.isDirectionLifted && patched(FOLLOWS_DIRECTIONS))
      open.isDirectionLifted = false;
    const refusal = course.happened({ kind: 'direction', direction });
    if (refusal === null || direction === null) closeTask(open, 'direction');
    else if (patched('says-that-a-direction-comes-too-late'))
      addTask(
        open,
        'direction',
        `The direction ${direction} changes nothing of this renewal. ${sentence(refusal.text)}`,
      );
  });
}

/** Whether the new term has what the old one was when it was quoted, and what comes now is carried to it. */
function isBeyondQuoting({ course: { state } }: OpenRenewal): boolean {
  // The old term told it before it knew its next one; the first versions heard nothing any more.
  if (state === 'completed') return patched('carries-what-it-hears-when-completed');
  return state === 'binding' || state === 'bound';
}

/** Whether an underwriter has to look at it because a direction says so, whatever it costs. */
function isDirected({ renewal, isDirectionLifted }: OpenRenewal): boolean {
  return renewal.direction === 'refer' && !isDirectionLifted;
}

/** The next term shall cost something else, or be billed otherwise. What somebody accepted before is to be accepted anew. */
function edit(open: OpenRenewal, { premium, workbook, billing }: Edited): void {
  const { transaction } = open;
  open.askAnew({
    // The one takes the place of the other.
    ...(premium && { premium, workbook: null }),
    ...(workbook && { premium: null, workbook }),
    ...(billing && { billing }),
  });
  // Where nothing is quoted yet, or not again by this, it is shown as it is asked for now.
  open.isMoved = open.course.state !== 'started';
  transaction.revise();
  if (transaction.record.advances.length > 0) transaction.holdBack('quoted');
  if (isUseless(open)) transaction.giveUpStep();
}

/** What was asked for before is of no use, whether it is looked at or stopped. What is being written is let finish. */
function isUseless({ transaction: { currentStep, record } }: OpenRenewal): boolean {
  if (currentStep === null) return false;
  return currentStep === 'quoteChange' || record.attention !== null;
}
