import { done, nothingWritten, quoted, stepStopped } from '../machine/conditions.js';
import { droppedIn, givenUp, staleQuoteIn } from '../machine/late-results.js';
import { machine } from '../machine/machine.js';
import {
  accepts,
  cancelledMeanwhile,
  earliestInTerm,
  hasProof,
  inMoratorium,
  isAhead,
  isReached,
  mayBegin,
  mayMove,
  noticeInTime,
  noticeTooLate,
  stillToCancel,
} from './conditions.js';
import type { CancellationEffect, CancellationEvent } from './events.js';
import { RESCISSION_ROWS, type CancellationRow } from './rescission-rows.js';
import { CANCELLATION_STATES, type CancellationState } from './state.js';

/** Until the notice is out, or the day is agreed. */
const TO_PENDING: readonly CancellationRow[] = [
  { id: 'c1', in: ['new'], on: 'create', if: [mayBegin], then: 'requested', effects: ['quote'] },
  { id: 'c2', in: ['requested'], on: 'quoteResult', if: [quoted(false)], then: 'quoted' },
  {
    id: 'c3',
    in: ['requested'],
    on: 'quoteResult',
    if: [quoted(true)],
    then: '=',
    effects: ['askPerson'],
  },
  {
    id: 'c4',
    in: ['quoted'],
    on: 'recordNotice',
    if: [noticeInTime],
    then: 'pending',
    effects: ['keepProof', 'flagTerm'],
  },
  {
    id: 'c5',
    in: ['quoted'],
    on: 'recordNotice',
    if: [noticeTooLate, earliestInTerm],
    then: 'pending',
    effects: ['keepProof', 'moveDate', 'quoteAgain', 'flagTerm'],
  },
  // D25: a second notice keeps the latest proof, and never moves the day forward.
  {
    id: 'D25',
    in: ['pending'],
    on: 'recordNotice',
    if: [noticeInTime],
    then: '=',
    effects: ['keepProof'],
  },
  {
    id: 'D25',
    in: ['pending'],
    on: 'recordNotice',
    if: [noticeTooLate, earliestInTerm],
    then: '=',
    effects: ['keepProof', 'moveDate', 'quoteAgain', 'moveTermFlag'],
  },
  {
    id: 'c6',
    in: ['quoted'],
    on: 'accept',
    if: [accepts(false, 'ahead')],
    then: 'pending',
    effects: ['flagTerm'],
  },
  {
    id: 'c7',
    in: ['quoted'],
    on: 'accept',
    if: [accepts(false, 'reached')],
    then: 'waitingTurn',
    effects: ['takeTurn'],
  },
  {
    id: 'c8',
    in: ['quoted'],
    on: 'accept',
    if: [accepts(true, 'any')],
    then: { never: 'noticeProofMissing', allowed: 'recordNotice' },
  },
  {
    id: 'c9',
    in: ['requested'],
    on: 'reschedule',
    if: [mayMove],
    then: '=',
    effects: ['moveDate', 'quote'],
  },
  {
    id: 'c9',
    in: ['quoted'],
    on: 'reschedule',
    if: [mayMove],
    then: '=',
    effects: ['moveDate', 'quoteAgain'],
  },
  {
    id: 'c9',
    in: ['pending'],
    on: 'reschedule',
    if: [mayMove],
    then: '=',
    effects: ['moveDate', 'quoteAgain', 'moveTermFlag'],
  },
];

/** From the day on which it holds to the books. */
const TO_COMPLETED: readonly CancellationRow[] = [
  {
    id: 'c13',
    in: ['pending'],
    on: 'effectiveReached',
    if: [isReached, hasProof],
    then: 'waitingTurn',
    effects: ['takeTurn'],
  },
  {
    id: 'c16',
    in: ['waitingTurn'],
    on: 'turnGranted',
    if: [stillToCancel],
    then: 'completing',
    effects: ['book'],
  },
  // D32: the term was cancelled meanwhile.
  {
    id: 'D32',
    in: ['waitingTurn'],
    on: 'turnGranted',
    if: [cancelledMeanwhile(true)],
    then: 'withdrawn',
    effects: ['clearTermFlag', 'giveBackTurn'],
  },
  {
    id: 'D32',
    in: ['waitingTurn'],
    on: 'turnGranted',
    if: [cancelledMeanwhile(false)],
    then: 'withdrawn',
    effects: ['clearTermFlag', 'giveBackTurn', 'askAboutDates'],
  },
  {
    id: 'c19',
    in: ['completing'],
    on: 'cancelResult',
    if: [done(true)],
    then: 'cancelled',
    effects: ['tellTermCancelled', 'bill', 'decideKeptRescissions'],
  },
  {
    id: 'c20',
    in: ['completing'],
    on: 'cancelResult',
    if: [done(false)],
    then: '=',
    effects: ['askPerson'],
  },
  { id: 'c21', in: ['cancelled'], on: 'billed', then: 'completed', effects: ['giveBackTurn'] },
];

/** Ways out, and what can be done from everywhere. */
const OTHERS: readonly CancellationRow[] = [
  { id: 'c25', in: ['requested', 'quoted'], on: ['withdraw', 'rescind'], then: 'withdrawn' },
  {
    id: 'c26',
    in: ['requested', 'quoted', 'pending'],
    on: 'moratoriumStarts',
    if: [inMoratorium],
    then: 'withdrawn',
    effects: ['sayMoratorium', 'clearTermFlag'],
  },
  {
    id: 'c27',
    in: ['requested', 'quoted', 'pending', 'waitingTurn'],
    on: 'otherCancelled',
    then: 'withdrawn',
    effects: ['clearTermFlag', 'giveBackTurn'],
  },
  {
    id: 'c28',
    in: ['requested', 'quoted', 'pending'],
    on: 'endOfTerm',
    then: 'withdrawn',
    effects: ['clearTermFlag'],
  },
  // D46: the end of the term waits for the turn as well, and may have it before this one.
  {
    id: 'D46',
    in: ['waitingTurn'],
    on: 'endOfTerm',
    then: 'withdrawn',
    effects: ['clearTermFlag', 'giveBackTurn'],
  },
  {
    id: 'c29',
    in: ['completing'],
    on: 'abandon',
    if: [nothingWritten],
    then: 'withdrawn',
    effects: ['clearTermFlag', 'giveBackTurn'],
  },
  {
    id: 'c30',
    in: ['requested', 'quoted', 'pending', 'waitingTurn', 'completing', 'cancelled'],
    on: 'correct',
    if: [stepStopped],
    then: '=',
    effects: ['runStepAgain'],
  },
];

/** What comes after its state was left; an older timer among it. */
const TOO_LATE: readonly CancellationRow[] = [
  staleQuoteIn('requested'),
  droppedIn(
    'quoteResult',
    CANCELLATION_STATES.filter((state) => state !== 'requested'),
  ),
  { ...droppedIn('effectiveReached', ['pending']), if: [isAhead] },
  droppedIn('cancelResult', ['cancelled', 'completed']),
  ...givenUp('cancelResult'),
  droppedIn('billed', ['completed']),
];

/** The life of a cancellation: what each state takes, and what comes of it. */
export const CANCELLATION_MACHINE = machine<
  CancellationState | 'new',
  CancellationEvent,
  CancellationEffect
>('the cancellation', 'state', [
  ...TO_PENDING,
  ...RESCISSION_ROWS,
  ...TO_COMPLETED,
  ...OTHERS,
  ...TOO_LATE,
]);
