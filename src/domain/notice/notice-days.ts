import { addDays, type CivilDate } from '../calendar/civil-date.js';
import { daysOf, type LeadTime } from './lead-time.js';

/** Whom a law may want to be told. */
export const NOTICE_RECIPIENTS = [
  'insured',
  'producer',
  'mortgagee',
  'additionalInterest',
] as const;

/** To whom and how a notice went, kept as long as the policy. */
export interface NoticeProof {
  /** Everybody whom the law names: the insured, a mortgagee, the producer. */
  readonly sent: readonly [NoticeSent, ...NoticeSent[]];
}

/** One letter. No names: the reference leads to them. */
export interface NoticeSent {
  readonly to: (typeof NOTICE_RECIPIENTS)[number];
  /** The day on which it was mailed, in the zone of the policy. */
  readonly on: CivilDate;
  /** Of the proof of mailing, where the letters are kept. */
  readonly reference: string;
}

/** The day from which a notice counts: that of the last letter. */
export function noticeDay({ sent }: NoticeProof): CivilDate {
  const [first, ...others] = sent;
  return others.reduce((last, { on }) => (on > last ? on : last), first.on);
}

/** The first day on which a cancellation can hold: mailed on day N with k days it is N + k. */
export function earliestCancellation(
  noticeOn: CivilDate,
  lead: Pick<LeadTime, 'minDays' | 'mailingDays'>,
): CivilDate {
  return addDays(noticeOn, daysOf(lead));
}

/** The days on which a notice that the term will not be renewed can be given; both are inside. */
export interface NoticeWindow {
  /** Null where it may be as early as it likes. */
  readonly from: CivilDate | null;
  readonly by: CivilDate;
}

/** When a notice before the end of a term has to be given. */
export function noticeWindow(
  expiration: CivilDate,
  lead: Pick<LeadTime, 'minDays' | 'maxDays' | 'mailingDays'>,
): NoticeWindow {
  const { maxDays } = lead;
  return {
    from: maxDays === null ? null : addDays(expiration, -maxDays),
    by: addDays(expiration, -daysOf(lead)),
  };
}

/** What follows when an invoice is not paid on its day. */
export interface Grace {
  /** The last day on which it can be paid. */
  readonly endsOn: CivilDate;
  /** The first day on which a notice for non-payment can go out. */
  readonly noticeFrom: CivilDate;
}

/** Grace lasts to the end of the due day and as many days more. @param graceDays zero or more */
export function graceAfter(dueOn: CivilDate, graceDays: number): Grace {
  const endsOn = addDays(dueOn, graceDays);
  return { endsOn, noticeFrom: addDays(endsOn, 1) };
}
