import type { RewriteQuoted } from '../../activities/rewrite/rewrite-activities.js';
import { rowsToBook } from '../../domain/premium/worked-row.js';
import type { RewriteEffect, RewriteEvent } from '../../domain/rewrite/events.js';
import { bill } from '../mid-term/bill.js';
import { book, verify } from '../mid-term/book.js';
import { closeUnbound } from '../mid-term/close-unbound.js';
import { nothing, type Performing } from '../mid-term/course.js';
import { isQuoted, type SeenForTurn } from '../mid-term/open-change.js';
import { tellTerm } from '../mid-term/tell-term.js';
import { bindNewTerm, prepareNewTerm } from '../mid-term/new-term.js';
import type { OpenRewrite } from './open-rewrite.js';

/** What is done for each effect of the table of a rewrite. */
export function performing(open: OpenRewrite): Performing<RewriteEffect> {
  const { course, turn, change } = open;
  return {
    quote: () => quote(open),
    takeTurn: async () => {
      seenForTurn(open, await open.takeTurn());
    },
    giveBackTurn: () => turn.giveBack(),
    cancelOld: () => cancelOld(open),
    // It was told when it was booked: nothing may stand between the end of the old term and the new one.
    tellTermCancelled: nothing,
    bindNew: async () => {
      // As long as that is not done nobody is covered.
      open.newPolicyNumber = await bindNewTerm(open, open.request.submission.reference);
      course.happened({ kind: 'bindResult', isDone: true });
    },
    tellTermReplaced: () => tellTermReplaced(open),
    // The new business that makes the new term does both.
    handOverNew: nothing,
    bill: async () => {
      // Whoever sees that it is completed can change the term at once.
      await turn.giveBack();
      course.happened({ kind: 'billed' });
    },
    reinstateOld: nothing,
    closeUnbound: async () => {
      await closeUnbound(change);
      await giveUpNewTerm(open, 'The rewrite was withdrawn.');
    },
    askPerson: nothing,
    askPersonAtOnce: nothing,
    runStepAgain: nothing,
    noteDropped: nothing,
  };
}

async function quote(open: OpenRewrite): Promise<void> {
  // The first was asked for before it was known whether it can be done at all.
  if (!open.isAsAsked) await open.quoteAgain();
  // Nothing is cancelled before it is known that the new term can be made.
  const { quote: quoted, input, change } = open;
  await prepareNewTerm(open, {
    submission: quoted.submission,
    requestDigest: input.requestDigest,
    outagePatienceMs: input.outagePatienceMs,
    replaces: change.term,
  });
  const { revision } = open.transaction.record;
  open.course.happened({ kind: 'quoteResult', hasFindings: false, answers: revision, revision });
}

/** The term as the turn finds it: it may have been cancelled meanwhile, or replaced. */
export function seenForTurn(open: OpenRewrite, found: SeenForTurn<RewriteQuoted>): void {
  if (found.kind === 'waits') return;
  const { course } = open;
  if (found.kind === 'refused') {
    course.happened({ kind: 'endOfTerm' });
    return;
  }
  const { seen } = found;
  course.happened(turnGranted(open, seen.facts));
  if (isQuoted(seen) && course.state !== 'requested') open.keep(seen);
}

function turnGranted(
  { quote: { days: asked } }: OpenRewrite,
  term: RewriteQuoted['facts'],
): RewriteEvent {
  return { kind: 'turnGranted', term, asked };
}

/** Ends the old term in the policy system, at the term and in billing, which books it before the new one. */
async function cancelOld(open: OpenRewrite): Promise<void> {
  const { change, course, transaction } = open;
  const reason = open.request.kind === 'fullTerm' ? 'rewrittenFlat' : 'rewrittenMidTerm';
  const asked = { change: 'cancel', reason, state: open.quote.state } as const;
  await book(change, asked, returnedOf(open), async () => {
    await open.quoteAgain();
    return returnedOf(open);
  });
  const { currency, lateMoneyDue } = open.quote;
  const returned = returnedOf(open);
  await tellTerm(change, 'tellTerm', {
    kind: 'cancelled',
    effectiveDate: returned.effectiveDate,
    charges: rowsToBook(returned.rows),
    terms: { method: returned.method, minimum: null },
    rescind: null,
    lateMoneyDue,
  });
  open.isCancelledHere = true;
  await bill(change, currency, returned, (booking) =>
    change.billing.cancelPolicyPeriod({
      ...booking,
      method: returned.method === 'flat' ? 'flat' : 'proRata',
      reason,
      holdInvoices: false,
    }),
  );
  await verify(change, returned.totalCents);
  // From here on what stands in the policy system is the old term's end; a person asks about the new one.
  transaction.know({ quoteGuid: null });
  course.happened({ kind: 'cancelResult', isDone: true });
}

function returnedOf({ quote: { returned } }: OpenRewrite): NonNullable<RewriteQuoted['returned']> {
  if (returned === null) throw new Error('a term is cancelled of which the return is known');
  return returned;
}

async function tellTermReplaced({ change, newPolicyNumber }: OpenRewrite): Promise<void> {
  const newTerm = `${newPolicyNumber ?? ''}-1`;
  await tellTerm(change, 'tellTerm', { kind: 'replaced', newTerm }, { nth: 2 });
}

/** What was prepared for the new term is given up; nothing where it is bound. */
export async function giveUpNewTerm(
  { newTerm, request, transaction }: OpenRewrite,
  reason: string,
): Promise<void> {
  const { reference } = request.submission;
  await newTerm.giveUpNewTerm({ reference, by: transaction.record.id, reason });
}
