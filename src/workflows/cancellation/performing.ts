import { recordedReason } from '../../domain/notice/recorded-reason.js';
import type { CancellationEffect } from '../../domain/cancellation/events.js';
import { bill } from '../mid-term/bill.js';
import { book, verify } from '../mid-term/book.js';
import { nothing, type Performing } from '../mid-term/course.js';
import { startReturn } from '../mid-term/start-return.js';
import { tellTerm } from '../mid-term/tell-term.js';
import { rowsToBook } from '../../domain/premium/worked-row.js';
import { clearTermFlag, flagTerm, moveTermFlag, stoppedBy } from './flag-term.js';
import { isHeldBack, sayMoratorium } from './moratorium.js';
import type { OpenCancellation } from './open-cancellation.js';
import { seenForTurn } from './turn.js';

/** What is done for each effect of the table of a cancellation. */
export function performing(open: OpenCancellation): Performing<CancellationEffect> {
  return {
    quote: () => quote(open),
    quoteAgain: () => open.quoteAgain(),
    flagTerm: async () => {
      if (!(await isHeldBack(open))) await flagTerm(open);
    },
    moveTermFlag: () => moveTermFlag(open),
    clearTermFlag: () => clearTermFlag(open),
    takeTurn: async () => seenForTurn(open, await open.takeTurn()),
    giveBackTurn: () => open.turn.giveBack(),
    book: () => bookCancellation(open),
    tellTermCancelled: () => tellTermCancelled(open),
    bill: () => billCancellation(open),
    decideKeptRescissions: () => {
      decideKeptRescissions(open);
    },
    askAboutDates: () => {
      askAboutDates(open);
    },
    sayMoratorium: () => {
      sayMoratorium(open);
    },
    keepProof: nothing,
    moveDate: nothing,
    answerShortfall: nothing,
    keepRescission: nothing,
    forwardToTerm: () => comeBack(open),
    // The term has the money, and asks a person.
    lateMoney: nothing,
    askPerson: nothing,
    runStepAgain: nothing,
    noteDropped: nothing,
  };
}

async function quote(open: OpenCancellation): Promise<void> {
  // The first was asked for before it was known whether it can be done at all.
  if (!open.isAsAsked) await open.quoteAgain();
  const { revision } = open.transaction.record;
  open.course.happened({
    kind: 'quoteResult',
    hasFindings: false,
    answers: revision,
    revision,
  });
}

async function bookCancellation(open: OpenCancellation): Promise<void> {
  const { change, request, course } = open;
  const { state, change: quoted } = open.quote;
  const asked = { change: 'cancel', reason: recordedReason(request), state } as const;
  await book(change, asked, quoted, async () => {
    await open.quoteAgain();
    return open.quote.change;
  });
  course.happened({ kind: 'cancelResult', isDone: true });
}

async function tellTermCancelled(open: OpenCancellation): Promise<void> {
  const { change: quoted, terms, lateMoneyDue, lateMoney } = open.quote;
  await tellTerm(open.change, 'tellTerm', {
    kind: 'cancelled',
    effectiveDate: quoted.effectiveDate,
    charges: rowsToBook(quoted.rows),
    terms,
    rescind: open.request.undoneBy ?? stoppedBy(open),
    lateMoneyDue,
    ...(lateMoney && { lateMoney }),
  });
  open.isFlagged = false;
}

async function billCancellation(open: OpenCancellation): Promise<void> {
  const { change, request, quote: quoted, course } = open;
  await bill(change, quoted.currency, quoted.change, (booking) =>
    change.billing.cancelPolicyPeriod({
      ...booking,
      method: billedMethod(open),
      reason: request.reason,
      holdInvoices: false,
    }),
  );
  await verify(change);
  // Whoever sees that it is completed can change the term at once.
  await open.turn.giveBack();
  course.happened({ kind: 'billed' });
}

/** As billing knows it: it does not care by which table less comes back. */
function billedMethod({
  quote: { day, terms },
}: OpenCancellation): 'flat' | 'proRata' | 'shortRate' {
  if (day.isFlat || terms.method === 'flat') return 'flat';
  return terms.method === 'proRata' ? 'proRata' : 'shortRate';
}

/** What was said while it was being booked is decided now that it is. */
function decideKeptRescissions(open: OpenCancellation): void {
  const { kept, limits, course } = open;
  open.kept = [];
  for (const rescission of kept) course.happened({ kind: 'rescind', rescission, limits });
}

/** Billing has called it off in time, and was heard too late. Of money the term itself knows what to do. */
async function comeBack({ change, transaction, quote: { day }, isCalledOff }: OpenCancellation) {
  if (!isCalledOff) return;
  await transaction.step(
    'startReturn',
    () => startReturn(change, day.date),
    () => 'The term comes back by a reinstatement.',
  );
}

function askAboutDates({ transaction, quote: { day } }: OpenCancellation): void {
  const reason = `Another cancellation was booked meanwhile from another day than ${day.date}: find out which is right. An earlier day can be asked for anew.`;
  transaction.enter('withdrawn', { failure: { code: 'refused', reason } });
}
