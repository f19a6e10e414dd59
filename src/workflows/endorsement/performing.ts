import type { EndorsementEffect } from '../../domain/endorsement/events.js';
import { rowsToBook } from '../../domain/premium/worked-row.js';
import { bill } from '../mid-term/bill.js';
import { bindChange, book, verify } from '../mid-term/book.js';
import { closeUnbound } from '../mid-term/close-unbound.js';
import { nothing, type Performing } from '../mid-term/course.js';
import { followChain } from '../mid-term/latest.js';
import { tellTerm } from '../mid-term/tell-term.js';
import { acceptedBefore } from '../transaction/runs.js';
import type { OpenEndorsement } from './open-endorsement.js';
import { seenForTurn } from './turn.js';

/** What is done for each effect of the table of an endorsement. */
export function performing(open: OpenEndorsement): Performing<EndorsementEffect> {
  return {
    quote: () => quote(open),
    takeTurn: async () => {
      seenForTurn(open, await open.takeTurn());
    },
    giveBackTurn: () => open.turn.giveBack(),
    book: () => bookEndorsement(open),
    tellTermEndorsed: () => tellTermEndorsed(open),
    bill: () => billEndorsement(open),
    // Billing tells no schedule of a term that it bills: what it invoices from now on is its own.
    readSchedule: nothing,
    closeUnbound: () => (open.rating.isThere ? open.rating.close() : closeUnbound(open.change)),
    askPerson: nothing,
    runStepAgain: nothing,
    noteDropped: nothing,
  };
}

async function quote(open: OpenEndorsement): Promise<void> {
  const { asks } = open;
  // The first was asked for before it was known whether it can be done at all.
  if (!open.isAsAsked) await open.quoteAgain();
  if (open.isRatedThere) holdBackUnlessAccepted(open);
  const { revision } = open.transaction.record;
  const { effectiveDate } = open.quote.change;
  open.course.happened({
    kind: 'quoteResult',
    hasFindings: false,
    answers: open.asks === asks ? revision : revision - 1,
    revision,
    effectiveDate,
    // A quote that is given has none: the rules of the preview have looked.
    inTheWay: [],
  });
}

/** What was accepted in an earlier run is not what it comes to now. */
export function holdBackUnlessAccepted({ transaction, quote }: OpenEndorsement): void {
  const accepted = acceptedBefore();
  if (accepted !== null && accepted !== quote.change.digest) transaction.holdBack('quoted');
}

async function bookEndorsement(open: OpenEndorsement): Promise<void> {
  if (open.isRatedThere) await bindRated(open);
  else await makeAndBind(open);
}

/** Binds the very transaction that was rated; where it is not as it was accepted, it is made and rated anew. */
async function bindRated(open: OpenEndorsement): Promise<void> {
  const { change, course, rating } = open;
  const standing = await rating.compare();
  if (standing.kind === 'asRated') {
    await bindChange(change);
    course.happened({ kind: 'bindResult', isDone: true });
    return;
  }
  if (standing.kind === 'moved') await followChain(change, standing.moved);
  course.happened({ kind: 'chainMoved' });
  open.quoteAnew(null);
}

async function makeAndBind(open: OpenEndorsement): Promise<void> {
  const { change, course, quote: quoted, request } = open;
  const calculation = request.figures.asGiven === null ? 'proRata' : 'flat';
  const asked = { change: 'endorse', calculation, state: quoted.state } as const;
  const isBound = await book(change, asked, quoted.change, () => {
    course.happened({ kind: 'chainMoved' });
    open.quoteAnew(null);
    return Promise.resolve(null);
  });
  if (isBound) course.happened({ kind: 'bindResult', isDone: true });
}

/** The term has it from here on; a next term that is bound already would be told here, too. */
async function tellTermEndorsed(open: OpenEndorsement): Promise<void> {
  const { change, fullTerm } = open.quote;
  await tellTerm(open.change, 'tellTerm', {
    kind: 'endorsed',
    effectiveDate: change.effectiveDate,
    charges: rowsToBook(change.rows),
    fullTerm,
  });
}

async function billEndorsement(open: OpenEndorsement): Promise<void> {
  const { change, course, quote: quoted } = open;
  if (rowsToBook(quoted.change.rows).length === 0) await skipBilling(open);
  else await billRows(open);
  await verify(change);
  // Whoever sees that it is completed can change the term at once.
  await open.turn.giveBack();
  course.happened({ kind: 'billed' });
}

async function skipBilling({ transaction }: OpenEndorsement): Promise<void> {
  await transaction.step(
    'billChange',
    () => Promise.resolve(),
    () => 'Billing is not told: no amount changes, and it knows nothing else of what changed.',
  );
}

async function billRows(open: OpenEndorsement): Promise<void> {
  const { change, quote: quoted } = open;
  await bill(change, quoted.currency, quoted.change, (booking) =>
    change.billing.issuePolicyChange({
      ...booking,
      description: `Endorsement ${open.request.reference.id}`,
    }),
  );
}
