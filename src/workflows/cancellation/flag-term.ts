import type { Instant } from '../../domain/calendar/instant.js';
import type { RescindTerms } from '../../domain/policy-term/events.js';
import { readPastDue } from '../mid-term/read-past-due.js';
import { isOver, tellTerm, toldOnce } from '../mid-term/tell-term.js';
import type { OpenCancellation } from './open-cancellation.js';

/** Announces the cancellation at the term, which from then on adds up the money that can stop it. */
export async function flagTerm(open: OpenCancellation): Promise<void> {
  const { change, quote } = open;
  // Only what is past due can be paid to stop it.
  const isForMoney = open.request.reason === 'nonPayment' && quote.currency !== null;
  open.pastDueCents = isForMoney ? await readPastDue(change) : null;
  await tellTerm(change, 'flagTerm', {
    kind: 'cancellationPending',
    effectiveDate: quote.day.date,
    rescind: stoppedBy(open),
  });
  open.isFlagged = true;
}

/** What money, by when, stops it; null where money cannot. */
export function stoppedBy(open: OpenCancellation): RescindTerms | null {
  const { pastDueCents } = open;
  return pastDueCents === null ? null : { deadline: deadlineOf(open), pastDueCents };
}

function deadlineOf({ quote }: OpenCancellation): Instant {
  return new Date(quote.moments.deadlineMs).toISOString();
}

/** Tells the term of another day. */
export async function moveTermFlag(open: OpenCancellation): Promise<void> {
  const { change, quote } = open;
  if (!open.isFlagged) return;
  open.moves += 1;
  const { date } = quote.day;
  const deadline = deadlineOf(open);
  const told = { kind: 'rescheduled', effectiveDate: date, deadline } as const;
  await tellTerm(change, 'flagTerm', told, { nth: open.moves });
}

/** The cancellation is not announced any more; nothing where it was not. */
export async function clearTermFlag(open: OpenCancellation): Promise<void> {
  if (!open.isFlagged) return;
  await tellTerm(open.change, 'flagTerm', { kind: 'pendingCleared' }, { isDone: isOver });
  open.isFlagged = false;
}

/** The same within the end of an abandoned one. */
export async function announcementOver(open: OpenCancellation): Promise<void> {
  if (open.isFlagged) await toldOnce(open.change, { kind: 'pendingCleared' }, 1, isOver);
}
