import { machine, type Row } from '../machine/machine.js';
import { QUOTE_ACTS, QUOTE_STATES, type QuoteEvent, type QuoteState } from './quote.js';
import { underwritingOutcome } from './underwriting.js';

type QuoteRow = Row<QuoteState | 'new', QuoteEvent>;

/** Every event, for the one state that takes none. */
const EVERY_EVENT: readonly QuoteEvent['kind'][] = [
  'create',
  ...QUOTE_ACTS,
  'expire',
  'abandon',
  'correct',
];

/** The states from which something can still come. */
const OPEN = QUOTE_STATES.filter((state) => state !== 'issued' && state !== 'discarded');

/** Where underwriting runs, for the first time or again. */
const UNDERWRITABLE = ['priced', 'underwritingBlocked', 'declined'] as const;

/** Where another row takes the event when this one's condition does not hold. */
const elsewhere = { allowed: '', found: '' };

const nothingBound = {
  holds: ({ isBound }: { readonly isBound: boolean }) => !isBound,
  allowed: 'a quote of which nothing is bound',
  found: 'a bound policy',
  else: 'alreadyBound',
} as const;

const runOf = (outcome: ReturnType<typeof underwritingOutcome>) => ({
  holds: ({ flags }: Extract<QuoteEvent, { kind: 'underwrite' }>) =>
    flags !== null && underwritingOutcome(flags) === outcome,
  ...elsewhere,
});

const decided = (decision: Extract<QuoteEvent, { kind: 'decide' }>['decision']) => ({
  holds: (event: Extract<QuoteEvent, { kind: 'decide' }>) => event.decision === decision,
  ...elsewhere,
});

const hasFindings = (expected: boolean) => ({
  holds: (event: { readonly hasFindings: boolean }) => event.hasFindings === expected,
  ...elsewhere,
});

const isDone = (expected: boolean) => ({
  holds: (event: Extract<QuoteEvent, { kind: 'issue' }>) => event.isDone === expected,
  ...elsewhere,
});

/** The table of a quote, row by row as the trade has it. */
const ROWS: readonly QuoteRow[] = [
  {
    id: 'q1',
    in: ['new'],
    on: 'create',
    if: [
      {
        holds: ({ isProductKnown }) => isProductKnown,
        allowed: 'a product that is sold and fits the account',
        found: 'another product',
        else: 'unknownProduct',
      },
    ],
    then: 'draft',
  },
  {
    id: 'q2',
    in: ['draft'],
    on: 'edit',
    if: [
      {
        holds: ({ isAsRead }) => isAsRead,
        allowed: 'a change of the quote as it is now',
        found: 'a change of an earlier version',
        else: 'staleVersion',
      },
      {
        holds: ({ isSameProduct }) => isSameProduct,
        allowed: 'the product of the quote',
        found: 'another product',
        else: 'productFixed',
      },
    ],
    then: '=',
  },
  { id: 'q3', in: ['draft'], on: 'validate', if: [hasFindings(false)], then: 'validated' },
  { id: 'q4', in: ['draft'], on: 'validate', if: [hasFindings(true)], then: '=' },
  { id: 'q5', in: ['validated'], on: 'price', if: [hasFindings(false)], then: 'priced' },
  { id: 'q6', in: ['validated'], on: 'price', if: [hasFindings(true)], then: '=' },
  { id: 'q7', in: UNDERWRITABLE, on: 'underwrite', if: [runOf('pass')], then: 'underwritten' },
  {
    id: 'q8',
    in: UNDERWRITABLE,
    on: 'underwrite',
    if: [runOf('block')],
    then: 'underwritingBlocked',
  },
  { id: 'q9', in: UNDERWRITABLE, on: 'underwrite', if: [runOf('decline')], then: 'declined' },
  { id: 'q10', in: UNDERWRITABLE, on: 'underwrite', if: [runOf('reject')], then: 'rejected' },
  {
    id: 'q11',
    in: UNDERWRITABLE,
    on: 'underwrite',
    if: [{ holds: ({ flags }) => flags === null, ...elsewhere }],
    then: '=',
  },
  {
    id: 'q12',
    in: ['underwritingBlocked'],
    on: 'decide',
    if: [decided('approve')],
    then: 'underwritten',
  },
  {
    id: 'q13',
    in: ['underwritingBlocked'],
    on: 'decide',
    if: [decided('decline')],
    then: 'declined',
  },
  {
    id: 'q14',
    in: ['underwritingBlocked'],
    on: 'decide',
    if: [decided('reject')],
    then: 'rejected',
  },
  {
    id: 'q15',
    in: ['underwritten'],
    on: 'accept',
    if: [
      {
        holds: ({ isGroupFree }) => isGroupFree,
        allowed: 'the only accepted quote of its group',
        found: 'another accepted quote of the group',
        else: 'groupTaken',
      },
    ],
    then: 'accepted',
  },
  { id: 'q16', in: ['accepted'], on: 'issue', if: [isDone(true)], then: 'issued' },
  { id: 'q17', in: ['accepted'], on: 'issue', if: [isDone(false)], then: '=' },
  { id: 'q18', in: ['accepted'], on: 'refuse', if: [nothingBound], then: 'refused' },
  {
    id: 'q19',
    in: ['validated', 'priced', 'underwritten', 'underwritingBlocked', 'declined', 'refused'],
    on: 'reset',
    then: 'draft',
  },
  {
    id: 'q20',
    in: ['accepted'],
    on: ['reset', 'discard'],
    then: { never: 'refuseFirst', allowed: 'a quote that is not accepted' },
  },
  {
    id: 'q21',
    in: [
      'draft',
      'validated',
      'priced',
      'underwritten',
      'underwritingBlocked',
      'declined',
      'rejected',
      'refused',
    ],
    on: 'discard',
    then: 'discarded',
  },
  { id: 'q22', in: OPEN, on: 'expire', if: [nothingBound], then: 'discarded' },
  { id: 'q23', in: OPEN, on: 'abandon', if: [nothingBound], then: 'discarded' },
  {
    id: 'q24',
    in: OPEN,
    on: 'correct',
    if: [
      {
        holds: ({ isAwaited }) => isAwaited,
        allowed: 'a quote of which a step has stopped',
        found: 'no step that stopped',
        else: 'nothingToCorrect',
      },
    ],
    then: '=',
  },
  { id: 'q25', in: ['discarded'], on: ['discard', 'expire', 'abandon'], then: '=' },
  {
    id: 'q26',
    in: ['issued'],
    on: EVERY_EVENT,
    then: { never: 'quoteIssued', allowed: 'a quote that is not issued' },
  },
];

/**
 * The life of a quote: what each state takes, and what comes of it. Straight through and step by step are the same
 * machine; only how far it is asked to go differs.
 */
export const QUOTE_MACHINE = machine<QuoteState | 'new', QuoteEvent>(
  'the quote',
  'quoteState',
  ROWS,
);
