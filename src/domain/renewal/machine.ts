import { done, nothingWritten, stepStopped } from '../machine/conditions.js';
import { droppedIn, givenUp, staleQuoteIn } from '../machine/late-results.js';
import { machine } from '../machine/machine.js';
import { isRenewable } from './conditions.js';
import type { RenewalEffect, RenewalEvent } from './events.js';
import { NON_RENEWAL_ROWS } from './non-renewal-rows.js';
import { OFFER_ROWS } from './offer-rows.js';
import { QUOTING_ROWS } from './quoting-rows.js';
import { OUT, QUOTE, QUOTE_AGAIN, type RenewalRow } from './rows.js';
import { RENEWAL_STATES, type RenewalState } from './state.js';

/** What the expiring term does meanwhile, and its end. */
const OLD_TERM_ROWS: readonly RenewalRow[] = [
  {
    id: 'r28',
    in: ['quoted', 'offered'],
    on: 'oldTermChanged',
    then: 'started',
    effects: QUOTE_AGAIN,
  },
  // How it is confirmed, and what money counts for it, is agreed with its quote. An offer that is out holds as it was made.
  {
    id: 'flow',
    in: ['quoted'],
    on: 'flowChanged',
    then: 'started',
    effects: QUOTE_AGAIN,
  },
  // Its quote is still to come, on the term as it stands then.
  {
    id: 'r29',
    in: ['scheduled', 'started', 'referred', 'nonRenewing'],
    on: 'oldTermChanged',
    then: '=',
  },
  // D36: the same difference, booked on the new term from its start.
  {
    id: 'r30',
    in: ['binding', 'bound'],
    on: 'oldTermChanged',
    then: '=',
    effects: ['carryChange'],
  },
  // It was booked before the old term knew its next one, and is heard of only now.
  { id: 'A17', in: ['completed'], on: 'oldTermChanged', then: '=', effects: ['carryChange'] },
  {
    id: 'r42',
    in: ['scheduled', 'started', 'referred', 'quoted'],
    on: 'expirationReached',
    then: '=',
    effects: ['taskOverdue'],
  },
  { id: 'r43', in: ['offered', 'binding', 'bound'], on: 'expirationReached', then: '=' },
  {
    id: 'r45',
    in: ['scheduled', 'started', 'referred', 'quoted', 'offered', 'nonRenewing'],
    on: 'oldTermCancelled',
    then: 'withdrawn',
    effects: OUT,
  },
  {
    id: 'r46',
    in: ['binding', 'bound'],
    on: 'oldTermCancelled',
    then: '=',
    effects: ['cancelNewTerm'],
  },
];

/** From the bind to the books. */
const BINDING_ROWS: readonly RenewalRow[] = [
  {
    id: 'r31',
    in: ['binding'],
    on: 'bindResult',
    if: [done(true)],
    then: 'bound',
    effects: ['tellBound', 'bill'],
  },
  {
    id: 'r32',
    in: ['binding'],
    on: 'bindResult',
    if: [done(false)],
    then: '=',
    effects: ['askPerson'],
  },
  { id: 'r33', in: ['bound'], on: 'billed', then: 'completed' },
  {
    id: 'r35',
    in: ['binding', 'bound'],
    on: 'withdraw',
    then: { never: 'bindInProgress', allowed: 'a renewal that is not being written' },
  },
  // D39: a bind that cannot be made can be given up, as in every kind of change.
  {
    id: 'D39',
    in: ['binding'],
    on: 'abandon',
    if: [nothingWritten],
    then: 'withdrawn',
    effects: OUT,
  },
];

/** Ways out and back, and what can be done from everywhere. */
const OTHERS: readonly RenewalRow[] = [
  {
    id: 'r44',
    in: ['scheduled', 'started', 'referred', 'quoted', 'nonRenewing'],
    on: 'withdraw',
    then: 'withdrawn',
    effects: OUT,
  },
  {
    id: 'r50',
    in: ['notTaken', 'withdrawn'],
    on: 'startRenewal',
    if: [isRenewable],
    then: 'started',
    effects: QUOTE,
  },
  {
    id: 'r51',
    in: [
      'scheduled',
      'started',
      'referred',
      'quoted',
      'offered',
      'binding',
      'bound',
      'nonRenewing',
    ],
    on: 'correct',
    if: [stepStopped],
    then: '=',
    effects: ['runStepAgain'],
  },
];

/** What comes after its state was left. */
const TOO_LATE: readonly RenewalRow[] = [
  staleQuoteIn('started'),
  droppedIn(
    'quoteResult',
    RENEWAL_STATES.filter((state) => state !== 'started'),
  ),
  droppedIn('bindResult', ['bound', 'completed']),
  ...givenUp('bindResult'),
  droppedIn('billed', ['completed']),
];

/** The life of a renewal: what each state takes, and what comes of it. */
export const RENEWAL_MACHINE = machine<RenewalState | 'new', RenewalEvent, RenewalEffect>(
  'the renewal',
  'state',
  [
    ...QUOTING_ROWS,
    ...OFFER_ROWS,
    ...NON_RENEWAL_ROWS,
    ...OLD_TERM_ROWS,
    ...BINDING_ROWS,
    ...OTHERS,
    ...TOO_LATE,
  ],
);
