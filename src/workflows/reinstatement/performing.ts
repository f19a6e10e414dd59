import type { ReinstatementQuoted } from '../../activities/reinstatement/reinstatement-activities.js';
import type { ReinstatementEffect } from '../../domain/reinstatement/events.js';
import { rowsToBook } from '../../domain/premium/worked-row.js';
import { bill } from '../mid-term/bill.js';
import { book, verify } from '../mid-term/book.js';
import { closeUnbound } from '../mid-term/close-unbound.js';
import { nothing, type Performing } from '../mid-term/course.js';
import { isQuoted, type SeenForTurn } from '../mid-term/open-change.js';
import { readPastDue } from '../mid-term/read-past-due.js';
import { isOver, tellTerm } from '../mid-term/tell-term.js';
import type { OpenReinstatement } from './open-reinstatement.js';

/** What is done for each effect of the table of a reinstatement. */
export function performing(open: OpenReinstatement): Performing<ReinstatementEffect> {
  const { course, transaction, turn, change } = open;
  return {
    quote: () => quote(open),
    acceptByItself: () => {
      transaction.goAllTheWay('the term: money was received in time');
    },
    takeTurn: async () => {
      seenForTurn(open, await open.takeTurn());
    },
    giveBackTurn: () => turn.giveBack(),
    book: async () => {
      const { state, change: quoted } = open.quote;
      await book(change, { change: 'reinstate', state }, quoted, async () => {
        await open.quoteAgain();
        return open.quote.change;
      });
      course.happened({ kind: 'bindResult', isDone: true });
    },
    tellTermReinstated: () => tellTermReinstated(open),
    tellTermEnded: () => tellTermEnded(open),
    bill: () => billReinstatement(open),
    closeUnbound: () => closeUnbound(change),
    // It waits for the decision in the state itself.
    askUnderwriter: nothing,
    askPerson: nothing,
    runStepAgain: nothing,
    noteDropped: nothing,
  };
}

async function quote(open: OpenReinstatement): Promise<void> {
  // The first was asked for before it was known whether it can be done at all.
  if (!open.isAsAsked) await open.quoteAgain();
  const { change, course, request, quote: quoted } = open;
  if (quoted.currency !== null) open.pastDueCents = (await readPastDue(change)) ?? 0;
  const { revision } = open.transaction.record;
  const { cancelledOn, today, limits } = quoted;
  const shortfallCents = Math.max(quoted.unconfirmedCents, open.pastDueCents);
  course.happened({
    kind: 'quoteResult',
    hasFindings: false,
    isPaidInTime: request.isAgreed,
    standing: { cancelledOn, today, shortfallCents },
    limits,
    answers: revision,
    revision,
  });
}

/** The term as the turn finds it: a second cancellation, or a rewrite, may have come first. */
export function seenForTurn(
  open: OpenReinstatement,
  found: SeenForTurn<ReinstatementQuoted>,
): void {
  if (found.kind === 'waits') return;
  const { course, quote: quoted, request } = open;
  if (found.kind === 'refused') {
    course.happened({ kind: 'endOfTerm' });
    return;
  }
  const { seen } = found;
  const { isGapAllowed } = quoted;
  const { lastChange: quotedAfter } = quoted.facts;
  course.happened({
    kind: 'turnGranted',
    term: seen.facts,
    on: request.from,
    isGapAllowed,
    quotedAfter,
  });
  if (isQuoted(seen) && course.state === 'binding') open.keep(seen);
}

async function tellTermReinstated({ change, quote: quoted }: OpenReinstatement): Promise<void> {
  const { effectiveDate, rows } = quoted.change;
  await tellTerm(change, 'tellTerm', {
    kind: 'reinstated',
    effectiveDate,
    charges: rowsToBook(rows),
    paymentDeadline: quoted.paymentDeadline,
  });
}

/** Money in time may start another. Where the term is not cancelled, or not known, nobody waits for it. */
export async function tellTermEnded({ change }: OpenReinstatement): Promise<void> {
  await tellTerm(change, 'tellTerm', { kind: 'reinstatementEnded' }, { isDone: isOver });
}

async function billReinstatement(open: OpenReinstatement): Promise<void> {
  const { change, quote: quoted, course } = open;
  await bill(change, quoted.currency, quoted.change, (booking) =>
    change.billing.issueReinstatement(booking),
  );
  await verify(change);
  // Whoever sees that it is completed can change the term at once.
  await open.turn.giveBack();
  course.happened({ kind: 'billed' });
}
