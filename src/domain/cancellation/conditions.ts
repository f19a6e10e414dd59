import type { CivilDate } from '../calendar/civil-date.js';
import { outsideTerm, type TermDays } from '../calendar/term-days.js';
import { when } from '../machine/conditions.js';
import { refusalOf, type Refusal } from '../machine/refusals.js';
import { notEarlier } from '../notice/cancellation-date.js';
import { inWords, isCovered, isHeld } from '../notice/moratorium.js';
import { rescindOutcome } from '../notice/rescind.js';
import type { TermFacts } from '../policy-term/term-facts.js';
import type { CancellationEvent } from './events.js';

export type EventOf<K extends CancellationEvent['kind']> = Extract<
  CancellationEvent,
  { readonly kind: K }
>;

/** The guards of a new cancellation, in the order in which a person would ask. */
export const mayBegin = {
  check: (event: EventOf<'create'>): Refusal | null =>
    outsideTerm(event.term.days, event.date) ??
    (event.isFlatAsked ? flatElsewhere(event.term.days, event.date) : null) ??
    pendingAlready(event.term) ??
    notEarlier(event.term.cancelledOn, event.date),
};

/** Refuses to give everything back from a day that is not the first of the term. */
export function flatElsewhere({ effectiveDate }: TermDays, date: CivilDate): Refusal | null {
  if (date === effectiveDate) return null;
  return refusalOf('flatNotAtStart', {
    field: 'effectiveDate',
    found: date,
    allowed: effectiveDate,
  });
}

/** Refuses a second cancellation while one is announced. */
export function pendingAlready({
  pendingCancellation,
}: Pick<TermFacts, 'pendingCancellation'>): Refusal | null {
  if (pendingCancellation === null) return null;
  return refusalOf('cancellationPending', {
    field: 'pendingCancellation',
    found: pendingCancellation,
    allowed: 'reschedule it, or another one once it is over',
  });
}

/** A day that the law allows, and that the term still has. */
export const mayMove = {
  check: ({ term, date, earliest }: EventOf<'reschedule'>): Refusal | null =>
    date < earliest
      ? refusalOf('tooEarly', { field: 'date', found: date, allowed: `${earliest} or later` })
      : outsideTerm(term, date),
};

/** The notice leaves the cancellation the day for which it was meant. */
export const noticeInTime = when(({ date, earliest }: EventOf<'recordNotice'>) => date >= earliest);
export const noticeTooLate = when(({ date, earliest }: EventOf<'recordNotice'>) => date < earliest);
export const earliestInTerm = {
  check: ({ term, earliest }: EventOf<'recordNotice'>) => outsideTerm(term, earliest),
};

/** What the money, or billing's word, comes to. */
export const rescinds = (...outcomes: readonly ReturnType<typeof rescindOutcome>[]) =>
  when(({ rescission, limits }: EventOf<'rescind'>) =>
    outcomes.includes(rescindOutcome(rescission, limits)),
  );

export const beforeDeadline = {
  check: ({ atMs, deadlineMs }: EventOf<'withdraw'>) =>
    atMs < deadlineMs
      ? null
      : refusalOf('tooLateToRescind', {
          field: 'withdraw',
          found: new Date(atMs).toISOString(),
          allowed: `before ${new Date(deadlineMs).toISOString()}`,
        }),
};

export const isReached = when(
  ({ atMs, deadlineMs }: EventOf<'effectiveReached'>) => atMs >= deadlineMs,
);
/** The day was moved, and an older timer came. */
export const isAhead = when(
  ({ atMs, deadlineMs }: EventOf<'effectiveReached'>) => atMs < deadlineMs,
);
export const hasProof = {
  holds: (event: EventOf<'effectiveReached'>) => !event.needsNotice || event.hasProof,
  allowed: 'a cancellation with the proof of its notice',
  found: 'no proof',
  else: 'noticeProofMissing',
} as const;

/** `ahead` is a day that has not come. */
export const accepts = (needsNotice: boolean, day: 'ahead' | 'reached' | 'any') =>
  when(
    (event: EventOf<'accept'>) =>
      event.needsNotice === needsNotice &&
      (day === 'any' || event.atMs < event.effectiveMs === (day === 'ahead')),
  );

/** The term stands as it stood when the cancellation was asked for. */
export const stillToCancel = when((event: EventOf<'turnGranted'>) => !isCancelledMeanwhile(event));
export const cancelledMeanwhile = (sameDate: boolean) =>
  when(
    (event: EventOf<'turnGranted'>) =>
      isCancelledMeanwhile(event) && (event.term.cancelledOn === event.date) === sameDate,
  );

function isCancelledMeanwhile({ term, cancelledBefore }: EventOf<'turnGranted'>): boolean {
  return term.cancelledOn !== null && term.cancelledOn !== cancelledBefore;
}

/** The law forbids to cancel for this reason on that day. */
export const inMoratorium = {
  check: ({ moratorium, on, ...covered }: EventOf<'moratoriumStarts'>) => {
    if (isCovered(moratorium, covered) && isHeld(moratorium, on)) return null;
    const { source, reason, jurisdiction, lines } = covered;
    return refusalOf('notInMoratorium', {
      field: 'moratorium',
      found: `${source}, ${reason} in ${jurisdiction} on ${on}, ${lines.map(({ line }) => line).join(', ')}`,
      allowed: inWords(moratorium),
    });
  },
};
