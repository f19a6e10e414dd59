import {
  decided,
  directed,
  flowIs,
  hasOpenIssues,
  isConversionKnown,
  isDirected,
  isRenewable,
  isTermBound,
  quotedAs,
} from './conditions.js';
import { OUT, QUOTE, QUOTE_AGAIN, TO_NON_RENEWING, type RenewalRow } from './rows.js';

type Start = 'leadTimeReached' | 'startRenewal';

/** How a renewal begins: as the direction says that stands on the policy, and as nothing else where one stands. */
const begins = <On extends Start>(on: On, from: 'scheduled' | 'new') =>
  [
    {
      id: from === 'new' ? 'D2' : 'r3',
      in: [from],
      on,
      if: [directed(null), isRenewable],
      then: 'started',
      effects: QUOTE,
    },
    {
      id: from === 'new' ? 'D2' : 'r4',
      in: [from],
      on,
      if: [directed('nonRenew')],
      then: 'nonRenewing',
      effects: TO_NON_RENEWING,
    },
    {
      id: from === 'new' ? 'D2' : 'r5',
      in: [from],
      on,
      if: [directed('notTaken')],
      then: 'notTaken',
      effects: OUT,
    },
    {
      id: from === 'new' ? 'D2' : 'r6',
      in: [from],
      on,
      if: [directed('refer')],
      then: 'referred',
      effects: ['askReferral'],
    },
  ] as const;

const UNOFFERED = ['started', 'referred', 'quoted'] as const;

/** Somebody says what the next term costs, or how it is billed: as far as the reference has a change of the old term (r28, r29). */
const EDIT_ROWS: readonly RenewalRow[] = [
  // A quote is still to come, or is made once more.
  { id: 'edit', in: ['scheduled', 'started', 'nonRenewing'], on: 'edit', then: '=' },
  { id: 'edit', in: ['referred'], on: 'edit', if: [isDirected(true)], then: '=' },
  {
    id: 'edit',
    in: ['referred'],
    on: 'edit',
    if: [isDirected(false)],
    then: 'started',
    effects: QUOTE_AGAIN,
  },
  {
    id: 'edit',
    in: ['quoted', 'offered'],
    on: 'edit',
    then: 'started',
    effects: QUOTE_AGAIN,
  },
  {
    id: 'edit',
    in: ['binding', 'bound'],
    on: 'edit',
    then: { never: 'bindInProgress', allowed: 'an endorsement of the new term' },
  },
];

/** From the first thought of it to a quote, and back. */
export const QUOTING_ROWS: readonly RenewalRow[] = [
  ...EDIT_ROWS,
  { id: 'r1', in: ['new'], on: 'schedule', if: [isTermBound], then: 'scheduled' },
  {
    id: 'r2',
    in: ['new'],
    on: 'startConversion',
    if: [isConversionKnown],
    then: 'started',
    // Billing knows nothing of the term before it.
    effects: ['quote'],
  },
  ...begins('leadTimeReached', 'scheduled'),
  ...begins('startRenewal', 'scheduled'),
  // D2: the expiring term has the timer, and starts the renewal where it stands.
  ...begins('startRenewal', 'new'),
  { id: 'r7', in: ['scheduled'], on: 'direction', then: '=', effects: ['keepDirection'] },
  { id: 'r8', in: ['started'], on: 'quoteResult', if: [quotedAs('ok')], then: 'quoted' },
  {
    id: 'r9',
    in: ['started'],
    on: 'quoteResult',
    if: [quotedAs('referral')],
    then: 'referred',
    effects: ['askReferral'],
  },
  {
    id: 'r10',
    in: ['started'],
    on: 'quoteResult',
    if: [quotedAs('findings')],
    then: '=',
    effects: ['askPerson'],
  },
  {
    id: 'r11',
    in: ['referred'],
    on: 'decide',
    if: [decided('approve')],
    then: 'started',
    effects: ['liftReferral', ...QUOTE_AGAIN],
  },
  {
    id: 'r12',
    in: ['referred'],
    on: 'decide',
    if: [decided('nonRenew')],
    then: 'nonRenewing',
    effects: TO_NON_RENEWING,
  },
  {
    id: 'r13',
    in: UNOFFERED,
    on: 'direction',
    if: [directed('nonRenew')],
    then: 'nonRenewing',
    effects: ['keepDirection', ...TO_NON_RENEWING],
  },
  {
    id: 'r14',
    in: UNOFFERED,
    on: 'direction',
    if: [directed('notTaken')],
    then: 'notTaken',
    effects: ['keepDirection', ...OUT],
  },
  {
    id: 'r15',
    in: UNOFFERED,
    on: 'direction',
    if: [directed('refer')],
    then: 'referred',
    effects: ['keepDirection', 'askReferral'],
  },
  // D2: a direction that was taken back. What it did already, a person undoes.
  {
    id: 'D2',
    in: [...UNOFFERED, 'offered'],
    on: 'direction',
    if: [directed(null)],
    then: '=',
    effects: ['keepDirection'],
  },
  {
    id: 'r16',
    in: ['quoted'],
    on: 'recheck',
    if: [hasOpenIssues(true)],
    then: 'referred',
    effects: ['askReferral'],
  },
  { id: 'r17', in: ['quoted'], on: 'recheck', if: [hasOpenIssues(false)], then: '=' },
  {
    id: 'r19',
    in: ['quoted'],
    on: 'issueDate',
    if: [flowIs('bindAndCancel', 'confirmed')],
    then: 'binding',
    effects: ['bind'],
  },
];
