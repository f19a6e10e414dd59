import { setHandler } from '@temporalio/workflow';
import { earliestCancellation, noticeDay } from '../../domain/notice/notice-days.js';
import { laterOf } from '../../domain/calendar/civil-date.js';
import { instantMs } from '../../domain/calendar/instant.js';
import type { Rescission } from '../../domain/notice/rescind.js';
import type { CancellationEvent } from '../../domain/cancellation/events.js';
import { rescindSignal, termCancelledSignal } from '../policy-term/messages.js';
import {
  answerNotice,
  answerRescheduling,
  answerRescinding,
  answerWithdrawal,
} from '../mid-term/acts.js';
import { refuseUnlessQuoted } from '../mid-term/quoted.js';
import { answerMoratorium } from './moratorium.js';
import type { OpenCancellation } from './open-cancellation.js';

/** Takes what people, billing and the term say of a cancellation. Call it before the first await. */
export function answerActs(cancellation: OpenCancellation): void {
  const { transaction, course } = cancellation;
  const act = (event: () => CancellationEvent) => {
    refuseUnlessQuoted(cancellation);
    course.act(event());
  };

  answerWithdrawal(transaction, () => {
    act(() => ({
      kind: 'withdraw',
      atMs: Date.now(),
      deadlineMs: cancellation.quote.moments.deadlineMs,
    }));
  });

  answerNotice(transaction, ({ by, proof }) => {
    refuseUnlessQuoted(cancellation);
    const { day, facts } = cancellation.quote;
    const { date, lead } = day;
    const noticeOn = noticeDay(proof);
    const earliest = lead ? earliestCancellation(noticeOn, lead) : date;
    course.act({ kind: 'recordNotice', term: facts.days, date, earliest });
    cancellation.keepProof(proof);
    cancellation.askFor({ requestedOn: laterOf(date, earliest), receivedOn: noticeOn });
    transaction.goAllTheWay(by);
  });

  answerRescheduling(
    transaction,
    ['effectiveDate', 'processOn'],
    ({ effectiveDate, processOn }) => {
      const date = () => effectiveDate ?? cancellation.quote.day.date;
      act(() => ({
        kind: 'reschedule',
        term: cancellation.quote.facts.days,
        date: date(),
        earliest: cancellation.quote.day.earliest,
      }));
      cancellation.askFor({
        requestedOn: date(),
        ...(processOn === undefined ? {} : { processOn }),
      });
    },
  );

  const rescind = (rescission: Rescission): CancellationEvent => {
    if (rescission.receivedCents === null) cancellation.isCalledOff = true;
    if (course.state === 'completing') cancellation.kept = [...cancellation.kept, rescission];
    return { kind: 'rescind', rescission, limits: cancellation.limits };
  };
  answerRescinding(transaction, ({ receivedAt }) => {
    act(() =>
      rescind({
        receivedAtMs: receivedAt ? instantMs(receivedAt) : Date.now(),
        receivedCents: null,
      }),
    );
  });
  setHandler(rescindSignal, ({ receivedAt, receivedCents }) => {
    // What it comes to is seen in the state; nobody waits for an answer.
    if (!cancellation.isQuoted) return;
    course.happened(rescind({ receivedAtMs: instantMs(receivedAt), receivedCents }));
  });

  answerMoratorium(cancellation);

  // An earlier day has won; one that would end the term earlier still is looked at with the turn.
  setHandler(termCancelledSignal, ({ termNumber, effectiveDate }) => {
    const { change, request } = cancellation;
    if (termNumber !== change.term.termNumber || request.effectiveDate < effectiveDate) return;
    if (course.happened({ kind: 'otherCancelled' }) !== null) return;
    const reason = `Another transaction has cancelled the term from ${effectiveDate}.`;
    transaction.enter('withdrawn', { failure: { code: 'refused', reason } });
  });
}
