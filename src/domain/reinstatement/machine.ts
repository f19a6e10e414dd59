import { done, nothingWritten, quoted, stepStopped, when } from '../machine/conditions.js';
import { droppedIn, givenUp, staleQuoteIn } from '../machine/late-results.js';
import { machine, type Row } from '../machine/machine.js';
import { isRefusal, type Refusal } from '../machine/refusals.js';
import { reinstatementDays } from './dates.js';
import type { ComingBack, ReinstatementEffect, ReinstatementEvent } from './events.js';
import { isWithinLimits } from './limits.js';
import { REINSTATEMENT_STATES, type ReinstatementState } from './state.js';

type ReinstatementRow = Row<ReinstatementState | 'new', ReinstatementEvent, ReinstatementEffect>;
type EventOf<K extends ReinstatementEvent['kind']> = Extract<
  ReinstatementEvent,
  { readonly kind: K }
>;

function whyNot({ term, on, isGapAllowed }: ComingBack): Refusal | null {
  const days = reinstatementDays(term, on, isGapAllowed);
  return isRefusal(days) ? days : null;
}

/** What was quoted still comes back: nothing has changed the term since, such as a second, earlier cancellation. */
function isAsQuoted(event: EventOf<'turnGranted'>): boolean {
  return event.term.lastChange === event.quotedAfter && whyNot(event) === null;
}

/** Who has to agree: nobody where money was in time, a person beyond the limits, else only whoever asked. */
const agreed = (by: 'nobody' | 'caller' | 'underwriter') =>
  when(({ isPaidInTime, standing, limits }: EventOf<'quoteResult'>) => {
    if (isPaidInTime) return by === 'nobody';
    return by === (isWithinLimits(standing, limits) ? 'caller' : 'underwriter');
  });

const decided = (decision: EventOf<'decide'>['decision']) =>
  when((event: EventOf<'decide'>) => event.decision === decision);

const ROWS: readonly ReinstatementRow[] = [
  {
    id: 'i1',
    in: ['new'],
    on: 'create',
    if: [{ check: whyNot }],
    then: 'requested',
    effects: ['quote'],
    // D41: the term had perhaps asked for it.
    refusedEffects: ['tellTermEnded'],
  },
  {
    id: 'i2',
    in: ['requested'],
    on: 'quoteResult',
    if: [quoted(false), agreed('nobody')],
    then: 'quoted',
    effects: ['acceptByItself'],
  },
  {
    id: 'i2',
    in: ['requested'],
    on: 'quoteResult',
    if: [quoted(false), agreed('caller')],
    then: 'quoted',
  },
  {
    id: 'i3',
    in: ['requested'],
    on: 'quoteResult',
    if: [quoted(false), agreed('underwriter')],
    then: 'referred',
    effects: ['askUnderwriter'],
  },
  {
    id: 'i4',
    in: ['requested'],
    on: 'quoteResult',
    if: [quoted(true)],
    then: '=',
    effects: ['askPerson'],
  },
  { id: 'i5', in: ['referred'], on: 'decide', if: [decided('approve')], then: 'quoted' },
  {
    id: 'i6',
    in: ['referred'],
    on: 'decide',
    if: [decided('decline')],
    then: 'withdrawn',
    effects: ['closeUnbound', 'tellTermEnded'],
  },
  { id: 'i7', in: ['quoted'], on: 'accept', then: 'waitingTurn', effects: ['takeTurn'] },
  {
    id: 'i8',
    in: ['waitingTurn'],
    on: 'turnGranted',
    if: [when(isAsQuoted)],
    then: 'binding',
    effects: ['book'],
  },
  {
    id: 'i9',
    in: ['waitingTurn'],
    on: 'turnGranted',
    if: [when((event: EventOf<'turnGranted'>) => !isAsQuoted(event))],
    then: 'withdrawn',
    effects: ['giveBackTurn', 'closeUnbound', 'tellTermEnded'],
  },
  {
    id: 'i10',
    in: ['binding'],
    on: 'bindResult',
    if: [done(true)],
    then: 'bound',
    effects: ['tellTermReinstated', 'bill'],
  },
  {
    id: 'i11',
    in: ['binding'],
    on: 'bindResult',
    if: [done(false)],
    then: '=',
    effects: ['askPerson'],
  },
  { id: 'i12', in: ['bound'], on: 'billed', then: 'completed', effects: ['giveBackTurn'] },
  {
    id: 'i13',
    in: ['requested', 'referred', 'quoted', 'waitingTurn'],
    on: ['withdraw', 'endOfTerm'],
    then: 'withdrawn',
    effects: ['giveBackTurn', 'closeUnbound', 'tellTermEnded'],
  },
  {
    id: 'i14',
    in: ['binding', 'bound'],
    on: 'withdraw',
    then: { never: 'bindInProgress', allowed: 'a reinstatement that is not being written' },
  },
  {
    id: 'i15',
    in: ['binding'],
    on: 'abandon',
    if: [nothingWritten],
    then: 'withdrawn',
    effects: ['giveBackTurn', 'closeUnbound', 'tellTermEnded'],
  },
  {
    id: 'i16',
    in: ['requested', 'referred', 'quoted', 'waitingTurn', 'binding', 'bound'],
    on: 'correct',
    if: [stepStopped],
    then: '=',
    effects: ['runStepAgain'],
  },
  staleQuoteIn('requested'),
  droppedIn(
    'quoteResult',
    REINSTATEMENT_STATES.filter((state) => state !== 'requested'),
  ),
  droppedIn('bindResult', ['bound', 'completed']),
  ...givenUp('bindResult'),
  droppedIn('billed', ['completed']),
];

/** The life of a reinstatement: what each state takes, and what comes of it. */
export const REINSTATEMENT_MACHINE = machine<
  ReinstatementState | 'new',
  ReinstatementEvent,
  ReinstatementEffect
>('the reinstatement', 'state', ROWS);
