import { done, nothingWritten, quoted, stepStopped, when } from '../machine/conditions.js';
import { droppedIn, givenUp, staleQuoteIn } from '../machine/late-results.js';
import { machine, type Row } from '../machine/machine.js';
import { isRefusal, type Refusal } from '../machine/refusals.js';
import { isInForce, notReplaceable } from '../policy-term/term-facts.js';
import { rewriteDays } from './dates.js';
import type { Replacing, RewriteEffect, RewriteEvent } from './events.js';
import { REWRITE_STATES, type RewriteState } from './state.js';

type RewriteRow = Row<RewriteState | 'new', RewriteEvent, RewriteEffect>;
type EventOf<K extends RewriteEvent['kind']> = Extract<RewriteEvent, { readonly kind: K }>;

/** Why a term cannot be replaced so; null where it can. */
function whyNot({ term, asked }: Replacing): Refusal | null {
  const refused = notReplaceable(term);
  if (refused) return refused;
  const days = rewriteDays({ ...asked, cancelledOn: term.cancelledOn ?? asked.cancelledOn });
  return isRefusal(days) ? days : null;
}

/** The term as the turn finds it; one that was cancelled from another day than was quoted does not fit any more. */
const finds = (term: 'inForce' | 'cancelled' | 'unfit') =>
  when((event: EventOf<'turnGranted'>) => {
    const { cancelledOn } = event.term;
    const isElsewhen = cancelledOn !== null && cancelledOn !== event.asked.cancelledOn;
    if (isElsewhen || whyNot(event) !== null) return term === 'unfit';
    return term === (isInForce(event.term) ? 'inForce' : 'cancelled');
  });

const cancelledHere = (isCancelledHere: boolean) =>
  when((event: EventOf<'abandon'>) => event.isCancelledHere === isCancelledHere);

const ROWS: readonly RewriteRow[] = [
  {
    id: 'w1',
    in: ['new'],
    on: 'create',
    if: [{ check: whyNot }],
    then: 'requested',
    effects: ['quote'],
  },
  { id: 'w2', in: ['requested'], on: 'quoteResult', if: [quoted(false)], then: 'quoted' },
  {
    id: 'w3',
    in: ['requested'],
    on: 'quoteResult',
    if: [quoted(true)],
    then: '=',
    effects: ['askPerson'],
  },
  { id: 'w4', in: ['quoted'], on: 'accept', then: 'waitingTurn', effects: ['takeTurn'] },
  {
    id: 'w5',
    in: ['waitingTurn'],
    on: 'turnGranted',
    if: [finds('inForce')],
    then: 'cancellingOld',
    effects: ['cancelOld'],
  },
  {
    id: 'w6',
    in: ['waitingTurn'],
    on: 'turnGranted',
    if: [finds('cancelled')],
    then: 'bindingNew',
    effects: ['bindNew'],
  },
  {
    id: 'w7',
    in: ['waitingTurn'],
    on: 'turnGranted',
    if: [finds('unfit')],
    then: 'requested',
    effects: ['giveBackTurn', 'quote'],
  },
  {
    id: 'w8',
    in: ['cancellingOld'],
    on: 'cancelResult',
    if: [done(true)],
    then: 'bindingNew',
    effects: ['tellTermCancelled', 'bindNew'],
  },
  {
    id: 'w9',
    in: ['cancellingOld'],
    on: 'cancelResult',
    if: [done(false)],
    then: '=',
    effects: ['askPerson'],
  },
  {
    id: 'w10',
    in: ['bindingNew'],
    on: 'bindResult',
    if: [done(true)],
    then: 'bound',
    effects: ['tellTermReplaced', 'handOverNew', 'bill'],
  },
  {
    id: 'w11',
    in: ['bindingNew'],
    on: 'bindResult',
    if: [done(false)],
    then: '=',
    effects: ['askPersonAtOnce'],
  },
  { id: 'w12', in: ['bound'], on: 'billed', then: 'completed', effects: ['giveBackTurn'] },
  {
    id: 'w13',
    in: ['requested', 'quoted', 'waitingTurn'],
    on: ['withdraw', 'endOfTerm'],
    then: 'withdrawn',
    effects: ['giveBackTurn', 'closeUnbound'],
  },
  {
    id: 'w14',
    in: ['cancellingOld', 'bindingNew', 'bound'],
    on: 'withdraw',
    then: { never: 'bindInProgress', allowed: 'a rewrite that is not being written' },
  },
  {
    id: 'w15',
    in: ['cancellingOld'],
    on: 'abandon',
    if: [nothingWritten],
    then: 'withdrawn',
    effects: ['giveBackTurn', 'closeUnbound'],
  },
  // D38: only what this rewrite cancelled comes back.
  {
    id: 'w16',
    in: ['bindingNew'],
    on: 'abandon',
    if: [nothingWritten, cancelledHere(true)],
    then: 'withdrawn',
    effects: ['giveBackTurn', 'closeUnbound', 'reinstateOld'],
  },
  {
    id: 'w16',
    in: ['bindingNew'],
    on: 'abandon',
    if: [nothingWritten, cancelledHere(false)],
    then: 'withdrawn',
    effects: ['giveBackTurn', 'closeUnbound'],
  },
  {
    id: 'w17',
    in: ['requested', 'quoted', 'waitingTurn', 'cancellingOld', 'bindingNew', 'bound'],
    on: 'correct',
    if: [stepStopped],
    then: '=',
    effects: ['runStepAgain'],
  },
  staleQuoteIn('requested'),
  droppedIn(
    'quoteResult',
    REWRITE_STATES.filter((state) => state !== 'requested'),
  ),
  droppedIn('cancelResult', ['bindingNew', 'bound', 'completed']),
  ...givenUp('cancelResult'),
  droppedIn('bindResult', ['bound', 'completed']),
  ...givenUp('bindResult'),
  droppedIn('billed', ['completed']),
];

/** The life of a rewrite: what each state takes, and what comes of it. */
export const REWRITE_MACHINE = machine<RewriteState | 'new', RewriteEvent, RewriteEffect>(
  'the rewrite',
  'state',
  ROWS,
);
