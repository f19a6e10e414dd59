import { ApplicationFailure } from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import { TRANSACTION_EVENTS } from '../../../src/domain/policy-term/events.js';
import { readChange } from '../../../src/workflows/policy-term/change-inbox.js';
import { EVENTS } from '../../domain/policy-term/policy-terms.js';
import { aCharge } from '../../support/charges.js';

const UNDONE = {
  ...aCharge({ amountCents: -12_345 }),
  of: { layer: 'new-business:portal:1', row: 0 },
  from: '2025-05-01',
};

/** Of every field that a message can have there is something. */
const MESSAGES = {
  ...EVENTS,
  endorsed: {
    ...EVENTS.endorsed,
    quoteGuid: 'q-1',
    charges: [aCharge({ line: null, state: null }), UNDONE],
  },
  cancelled: {
    ...EVENTS.cancelled,
    quoteGuid: 'q-2',
    charges: [UNDONE],
    terms: { method: 'shortRate90', minimum: { kind: 'share', basisPoints: 2_500 } },
    lateMoney: { lastDay: '2025-07-01', until: '2025-07-02T04:59:59.999Z', isAutomatic: true },
  },
  reinstated: { ...EVENTS.reinstated, quoteGuid: 'q-3', charges: [UNDONE] },
} as const;

type Kind = (typeof TRANSACTION_EVENTS)[number];
type Path = readonly (string | number)[];

/** The message with one field of it replaced; gone where the value is undefined. */
function withField(message: unknown, [name = '', ...deeper]: Path, value: unknown): unknown {
  const changed = (Array.isArray(message) ? message.slice() : { ...(message as object) }) as Record<
    string,
    unknown
  >;
  changed[name] = deeper.length === 0 ? value : withField(changed[name], deeper, value);
  return changed;
}

function refusal(kind: Kind, message: unknown): ApplicationFailure {
  try {
    readChange(kind, message);
  } catch (error) {
    if (error instanceof ApplicationFailure) return error;
    throw error;
  }
  throw new Error(`${kind} was taken`);
}

const DAY = ['effectiveDate'];
const ROW: readonly (readonly [Path, unknown, string])[] = [
  [['charges'], {}, 'charges must be a list'],
  [['charges', 0], 'all', 'each of charges must be an object'],
  [['charges', 0, 'kind'], 'gift', 'kind of each of charges must be one of'],
  [['charges', 0, 'name'], '', 'name of each of charges must be text'],
  [['charges', 0, 'line'], 1, 'line of each of charges must be text'],
  [['charges', 0, 'state'], undefined, 'state of each of charges must be text'],
  [['charges', 0, 'amountCents'], 1.5, 'amountCents of each of charges must be a whole number'],
  [['charges', 0, 'refundable'], 'perhaps', 'refundable of each of charges must be one of'],
  [['charges', 0, 'isTaxable'], 'no', 'isTaxable of each of charges must be true or false'],
  [['charges', 0, 'of'], null, 'of of each of charges must be an object'],
  [['charges', 0, 'of'], { layer: 1, row: 0 }, 'of.layer of each of charges must be text'],
  [['charges', 0, 'of'], { layer: 'a', row: -1 }, 'of.row of each of charges must be a whole'],
  [['charges', 0, 'from'], 'May', 'from of each of charges must be a day'],
];
const RESCIND: readonly (readonly [Path, unknown, string])[] = [
  [['rescind'], undefined, 'rescind must be an object'],
  [['rescind', 'deadline'], 'soon', 'rescind.deadline must be a moment'],
  [['rescind', 'pastDueCents'], '1.00', 'rescind.pastDueCents must be a whole number'],
];

const UNREADABLE: Readonly<Record<Kind, readonly (readonly [Path, unknown, string])[]>> = {
  takeTurn: [
    [['purpose'], 'endOfTerm', 'purpose must be one of'],
    [DAY, '2025-02-30', 'effectiveDate must be a day'],
  ],
  giveBackTurn: [],
  endorsed: [
    [['quoteGuid'], null, 'quoteGuid must be text'],
    [DAY, null, 'effectiveDate must be a day'],
    ...ROW,
    [['fullTerm'], undefined, 'fullTerm must be a list'],
    [['fullTerm', 0, 'amountCents'], '1', 'amountCents of each of fullTerm must be a whole'],
  ],
  cancellationPending: [[DAY, 20250611, 'effectiveDate must be a day'], ...RESCIND],
  rescheduled: [
    [DAY, '', 'effectiveDate must be a day'],
    [['deadline'], '2025-06-11', 'deadline must be a moment'],
  ],
  pendingCleared: [],
  cancelled: [
    [DAY, '11 June', 'effectiveDate must be a day'],
    ...ROW,
    ...RESCIND,
    [['terms'], undefined, 'terms must be an object'],
    [['terms', 'method'], 'generous', 'terms.method must be one of'],
    [['terms', 'minimum'], undefined, 'terms.minimum must be an object'],
    [['terms', 'minimum', 'kind'], 'all', 'terms.minimum.kind must be one of'],
    [['terms', 'minimum', 'basisPoints'], 10_001, 'terms.minimum.basisPoints must be a whole'],
    [['terms', 'minimum'], { kind: 'amount' }, 'terms.minimum.amountCents must be a whole number'],
    [['lateMoneyDue'], undefined, 'lateMoneyDue must be a day'],
    [['lateMoney'], 30, 'lateMoney must be an object'],
    [['lateMoney', 'lastDay'], 30, 'lateMoney.lastDay must be a day'],
    [['lateMoney', 'until'], '2025-07-01', 'lateMoney.until must be a moment'],
    [['lateMoney', 'isAutomatic'], 'yes', 'lateMoney.isAutomatic must be true or false'],
  ],
  reinstated: [
    [DAY, undefined, 'effectiveDate must be a day'],
    ...ROW,
    [['paymentDeadline'], null, 'paymentDeadline must be a moment'],
  ],
  reinstatementEnded: [],
  replaced: [[['newTerm'], { termNumber: 1 }, 'newTerm must be text']],
  renewalStarted: [],
  renewed: [
    [['nextTerm'], 'POL-2-2', 'nextTerm must be an object'],
    [['nextTerm', 'policyNumber'], '', 'nextTerm.policyNumber is no policy number'],
    [['nextTerm', 'termNumber'], 0, 'nextTerm.termNumber must be a whole number'],
  ],
  moved: [[['to', 'policyNumber'], 7, 'to.policyNumber is no policy number']],
  renewalEnded: [[['result'], 'lost', 'result must be one of']],
};

describe.each(TRANSACTION_EVENTS)('what a transaction tells the term with %s', (kind) => {
  it('is taken as it was sent, and nothing besides', () => {
    const message = JSON.parse(JSON.stringify(MESSAGES[kind])) as object;
    expect(readChange(kind, { ...message, alsoSent: 'x' })).toEqual(MESSAGES[kind]);
  });

  it.each([
    [[], 'null', 'the message must be an object'],
    [['kind'], 'bound', `kind must be one of ${kind}`],
    [['id'], '', 'id must be text'],
    [['transaction'], undefined, 'transaction must be text'],
    ...UNREADABLE[kind],
  ] as const)('is refused in words where %j is %j', (path: Path, value, words) => {
    const message = path.length === 0 ? value : withField(MESSAGES[kind], path, value);
    const { type, nonRetryable, message: said } = refusal(kind, message);
    expect([type, nonRetryable]).toEqual(['invalidInput', true]);
    expect(said).toContain(words);
  });
});
