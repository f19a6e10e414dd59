import { setHandler } from '@temporalio/workflow';
import { noticeDay } from '../../domain/notice/notice-days.js';
import type { MovedDays } from '../../domain/renewal/request.js';
import type { RenewalEvent } from '../../domain/renewal/events.js';
import {
  directionSetSignal,
  termCancelledSignal,
  termChangedSignal,
} from '../policy-term/messages.js';
import {
  answerDecision,
  answerNotice,
  answerRescheduling,
  answerRescinding,
  answerWithdrawal,
} from '../mid-term/acts.js';
import { refuseUnlessQuoted } from '../mid-term/quoted.js';
import type { OpenRenewal } from './open-renewal.js';

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

  setHandler(termChangedSignal, (sent) => {
    if (!isOurs(sent) || !open.isQuoted) return;
    if (open.changes.includes(sent.transaction)) return;
    open.changes = [...open.changes, sent.transaction];
    open.askFor({});
    if (sent.change === 'endorsed' && (course.state === 'binding' || course.state === 'bound'))
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
    course.happened({ kind: 'direction', direction });
  });
}
