import type { RescindTerms } from '../../domain/policy-term/events.js';
import type { RefusalCode } from '../../domain/machine/refusals.js';
import { formatCents } from '../../domain/money/cents.js';
import { tellTerm } from '../mid-term/tell-term.js';
import type { OpenCancellation } from './open-cancellation.js';

/** Announces the cancellation at the term, which from then on adds up the money that can stop it. */
export async function flagTerm(open: OpenCancellation): Promise<void> {
  const { change, quote } = open;
  open.pastDueCents = await readPastDue(open);
  await tellTerm(change, 'flagTerm', {
    kind: 'cancellationPending',
    effectiveDate: quote.day.date,
    rescind: stoppedBy(open),
  });
  open.isFlagged = true;
}

/** What is past due, as billing has it; null where money cannot stop the cancellation. */
async function readPastDue({ change, request, quote }: OpenCancellation): Promise<number | null> {
  if (request.reason !== 'nonPayment' || quote.currency === null) return null;
  return change.transaction.step(
    'readPastDue',
    async () => {
      const period = await change.billing.getPeriodInfo(change.term);
      return period === null || period.pastDueCents <= 0 ? null : period.pastDueCents;
    },
    (cents) =>
      cents === null ? 'Nothing is past due in billing.' : `Past due: ${formatCents(cents)}.`,
  );
}

function stoppedBy({ pastDueCents, quote }: OpenCancellation): RescindTerms | null {
  if (pastDueCents === null) return null;
  return { deadline: new Date(quote.moments.deadlineMs).toISOString(), pastDueCents };
}

/** Tells the term of another day. */
export async function moveTermFlag(open: OpenCancellation): Promise<void> {
  const { change, quote } = open;
  if (!open.isFlagged) return;
  open.moves += 1;
  const { date } = quote.day;
  const deadline = new Date(quote.moments.deadlineMs).toISOString();
  const told = { kind: 'rescheduled', effectiveDate: date, deadline } as const;
  await tellTerm(change, 'flagTerm', told, { nth: open.moves });
}

/** The cancellation is not announced any more; nothing where it was not. */
export async function clearTermFlag(open: OpenCancellation): Promise<void> {
  if (!open.isFlagged) return;
  await tellTerm(open.change, 'flagTerm', { kind: 'pendingCleared' }, { isDone: isOver });
  open.isFlagged = false;
}

/** The term is cancelled or over, and its flag is gone with that. */
export function isOver({ code }: { readonly code: RefusalCode }): boolean {
  return code === 'notAllowedInState';
}
