import { outsideTerm } from '../calendar/term-days.js';
import { done, nothingWritten, quoted, stepStopped, when } from '../machine/conditions.js';
import { droppedIn, givenUp, staleQuoteIn } from '../machine/late-results.js';
import { machine, type Row } from '../machine/machine.js';
import { isInForce, notInForce, type TermFacts } from '../policy-term/term-facts.js';
import type { EndorsementEffect, EndorsementEvent } from './events.js';
import { outOfSequence } from './sequence.js';
import { ENDORSEMENT_STATES, type EndorsementState } from './state.js';

type EndorsementRow = Row<EndorsementState | 'new', EndorsementEvent, EndorsementEffect>;
type EventOf<K extends EndorsementEvent['kind']> = Extract<EndorsementEvent, { readonly kind: K }>;

/** A term in force on a day that is one of its own. Before a pending cancellation too, whose return counts it in. */
interface Change {
  readonly term: TermFacts;
  readonly effectiveDate: string;
}

const inForce = { check: ({ term }: Change) => notInForce(term) };
const dateInTerm = {
  check: ({ term, effectiveDate }: Change) => outsideTerm(term.days, effectiveDate),
};

const inSequence = {
  check: ({ effectiveDate, inTheWay }: EventOf<'quoteResult'>) =>
    outOfSequence(effectiveDate, inTheWay),
};

/** Nothing has changed the term since, and it can still be changed. */
function isAsQuoted(event: EventOf<'turnGranted'>): boolean {
  return (
    event.isSameQuote &&
    event.term.lastChange === event.quotedAfter &&
    isInForce(event.term) &&
    dateInTerm.check(event) === null
  );
}

const ROWS: readonly EndorsementRow[] = [
  {
    id: 'e1',
    in: ['new'],
    on: 'create',
    if: [inForce, dateInTerm],
    then: 'draft',
    effects: ['quote'],
  },
  {
    id: 'e2',
    in: ['draft'],
    on: 'quoteResult',
    if: [quoted(false), inSequence],
    then: 'quoted',
    refusedEffects: ['askPerson'],
  },
  {
    id: 'e3',
    in: ['draft'],
    on: 'quoteResult',
    if: [quoted(true)],
    then: '=',
    effects: ['askPerson'],
  },
  {
    id: 'e4',
    in: ['draft', 'quoted'],
    on: 'edit',
    if: [dateInTerm],
    then: 'draft',
    effects: ['quote'],
  },
  { id: 'e5', in: ['quoted'], on: 'accept', then: 'waitingTurn', effects: ['takeTurn'] },
  { id: 'e6', in: ['quoted'], on: 'chainMoved', then: 'draft', effects: ['quote'] },
  {
    id: 'e6',
    in: ['waitingTurn'],
    on: 'chainMoved',
    then: 'draft',
    effects: ['giveBackTurn', 'quote'],
  },
  // Done by hand, and met before anything of this was bound: what was accepted holds no more.
  {
    id: 'D27',
    in: ['binding'],
    on: 'chainMoved',
    then: 'draft',
    effects: ['giveBackTurn', 'quote'],
  },
  {
    id: 'e7',
    in: ['waitingTurn'],
    on: 'turnGranted',
    if: [when(isAsQuoted)],
    then: 'binding',
    effects: ['book'],
  },
  {
    id: 'e8',
    in: ['waitingTurn'],
    on: 'turnGranted',
    if: [when((event: EventOf<'turnGranted'>) => !isAsQuoted(event))],
    then: 'draft',
    effects: ['giveBackTurn', 'quote'],
  },
  {
    id: 'e9',
    in: ['binding'],
    on: 'bindResult',
    if: [done(true)],
    then: 'bound',
    effects: ['tellTermEndorsed', 'bill'],
  },
  {
    id: 'e10',
    in: ['binding'],
    on: 'bindResult',
    if: [done(false)],
    then: '=',
    effects: ['askPerson'],
  },
  {
    id: 'e11',
    in: ['bound'],
    on: 'billed',
    then: 'completed',
    effects: ['giveBackTurn', 'readSchedule'],
  },
  {
    id: 'e12',
    in: ['draft', 'quoted', 'waitingTurn'],
    on: ['withdraw', 'expire'],
    then: 'withdrawn',
    effects: ['giveBackTurn', 'closeUnbound'],
  },
  {
    id: 'e13',
    in: ['draft', 'quoted', 'waitingTurn'],
    on: ['termCancelled', 'endOfTerm'],
    then: 'withdrawn',
    effects: ['giveBackTurn', 'closeUnbound'],
  },
  {
    id: 'e14',
    in: ['binding', 'bound'],
    on: 'withdraw',
    then: { never: 'bindInProgress', allowed: 'an endorsement that is not being written' },
  },
  {
    id: 'e15',
    in: ['binding'],
    on: 'abandon',
    if: [nothingWritten],
    then: 'withdrawn',
    effects: ['giveBackTurn', 'closeUnbound'],
  },
  {
    id: 'e16',
    in: ['draft', 'quoted', 'waitingTurn', 'binding', 'bound'],
    on: 'correct',
    if: [stepStopped],
    then: '=',
    effects: ['runStepAgain'],
  },
  staleQuoteIn('draft'),
  droppedIn(
    'quoteResult',
    ENDORSEMENT_STATES.filter((state) => state !== 'draft'),
  ),
  droppedIn('bindResult', ['bound', 'completed']),
  ...givenUp('bindResult'),
  droppedIn('billed', ['completed']),
];

/** The life of an endorsement: what each state takes, and what comes of it. */
export const ENDORSEMENT_MACHINE = machine<
  EndorsementState | 'new',
  EndorsementEvent,
  EndorsementEffect
>('the endorsement', 'state', ROWS);
