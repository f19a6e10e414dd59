import type { ConfirmationBasis } from '../../domain/billing/confirmation.js';
import type { EnteredPayment, PaymentLedger } from '../../domain/ledger/state.js';
import { contentDigest } from '../../domain/machine/content-digest.js';
import { idMap, type IdMap } from '../../domain/machine/id-map.js';
import type { Cents } from '../../domain/money/cents.js';
import type { MoneyResult, TermAnswer, TermStatus } from '../../domain/policy-term/events.js';
import {
  newPolicyTerm,
  type HandledEvent,
  type KeptAnswer,
  type KeptMoneyAnswer,
  type PolicyTerm,
} from '../../domain/policy-term/state.js';
import { UNASKED } from '../../domain/policy-term/renewal-timer.js';
import type { CarriedTerm, SealedTerm } from './messages.js';

/*
 * What the runs of a term leave to each other. Of payments, reversals and answers there may be thousands, and Temporal takes
 * two million bytes in one piece: they are rows without names, in the order of their ids. Only this file knows the rows.
 */

/** Version of the rows. To be raised with each change of their shape; the version before must go on being read. */
const CARRIED_VERSION = 5;

type PaymentRow = readonly [
  paymentId: string,
  amountCents: Cents,
  currency: string,
  receivedAtMs: number,
  place: EnteredPayment['place'],
  ...otherTerm: [] | [policyNumber: string, termNumber: number],
];

type MoneyAnswerRow = readonly [
  result: MoneyResult,
  status: TermStatus,
  countedCents: Cents,
  /** Position among the bases of the term; -1 before the bind. */
  basis: number,
  isConfirmed: boolean,
];

type HandledRow = readonly [
  id: string,
  digest: string,
  answer: MoneyAnswerRow | Exclude<TermAnswer, { readonly kind: 'money' }>,
];

interface PackedTerm extends Omit<CarriedTerm, 'term'> {
  readonly version: typeof CARRIED_VERSION;
  readonly term: Omit<PolicyTerm, 'ledger' | 'paymentAnswers' | 'handled'> & {
    readonly ledger: Omit<PaymentLedger, 'payments' | 'reversals'> & {
      readonly payments: readonly PaymentRow[];
      readonly reversals: readonly [paymentId: string, reversalId: string][];
    };
    readonly paymentAnswers: readonly (readonly [paymentId: string, ...MoneyAnswerRow])[];
    readonly handled: readonly HandledRow[];
  };
}

/** What is known of a term when it begins. */
export function newCarried(policyNumber: string, termNumber: number): CarriedTerm {
  return {
    term: newPolicyTerm(policyNumber, termNumber),
    bound: null,
    tasks: [],
    isConfirmationAcknowledged: false,
    openedAt: new Date().toISOString(),
    hasPassedPaymentDeadline: false,
    earlyConfirmation: null,
    newPayments: [],
    sharedPayments: [],
    notices: [],
    errands: [],
    renewalTimer: null,
  };
}

/** What a run left was left by newer code: another worker can read it. */
export class UnknownCarriedVersion extends Error {
  override readonly name = 'UnknownCarriedVersion';

  constructor(version: unknown) {
    super(
      `The state of the term is of version ${JSON.stringify(version)}, and this code reads version ${CARRIED_VERSION}: a newer worker can go on with it.`,
    );
  }
}

/** What goes to the next run, which is begun by this version: it asks for the renewal, whoever began this one. */
export function leftToNext(held: CarriedTerm): SealedTerm {
  return sealed({ ...held, renewalTimer: held.renewalTimer ?? UNASKED });
}

/**
 * What a term leaves to its next run, with a seal by which that knows it again: whoever starts terms may send any other
 * JSON, of which one wrong field could block the workflow or get into its sums.
 */
export function sealed(held: CarriedTerm): SealedTerm {
  const packed = pack(held);
  return { ...packed, seal: contentDigest(packed) };
}

/**
 * What a run left.
 *
 * @returns null where the seal does not fit: no term left that
 * @throws UnknownCarriedVersion
 */
export function readCarried(given: unknown): CarriedTerm | null {
  if (typeof given !== 'object' || given === null) return null;
  const { seal, ...sent } = given as Partial<SealedTerm>;
  if (seal === undefined || seal !== digestOrNull(sent)) return null;
  const { version, ...packed } = sent;
  // The seal says that it is what `pack` made.
  if (version === CARRIED_VERSION) return unpack(packed as PackedTerm);
  if (version === 4) return unpack(fromVersion4(packed as PackedTermOf4));
  if (version === 3) return unpack(fromVersion4(fromVersion3(packed as PackedTermOf3)));
  throw new UnknownCarriedVersion(version);
}

/** Of version 4: the term knew nothing of the one that follows it. */
type PackedTermOf4 = Omit<PackedTerm, 'version' | 'renewalTimer' | 'term'> & {
  readonly term: Omit<
    PackedTerm['term'],
    'direction' | 'startedRenewals' | 'renewalEnded' | 'nextTerm' | 'movedTo'
  >;
};

function fromVersion4({ term, ...packed }: PackedTermOf4): Omit<PackedTerm, 'version'> {
  const next = {
    direction: null,
    startedRenewals: 0,
    renewalEnded: null,
    nextTerm: null,
    movedTo: null,
  };
  return { ...packed, renewalTimer: null, term: { ...term, ...next } };
}

/** Of version 3: the term had nothing done by steps, and no transaction changed it. */
type PackedTermOf3 = Omit<PackedTermOf4, 'errands' | 'term'> & {
  readonly term: Omit<PackedTermOf4['term'], 'startedReinstatements'>;
};

function fromVersion3({ term, ...packed }: PackedTermOf3): PackedTermOf4 {
  return { ...packed, errands: [], term: { ...term, startedReinstatements: 0 } };
}

function digestOrNull(content: object): string | null {
  try {
    return contentDigest(content);
  } catch {
    // Too deep to be walked.
    return null;
  }
}

/** How much a term carries, in bytes of JSON. `uncounted`: what of it is money that counts for nothing, and was answered. */
export function carriedBytes(held: CarriedTerm): { all: number; uncounted: number } {
  const { ledger, paymentAnswers, bases } = held.term;
  const payments = ledger.payments.filter(({ place }) => place !== 'counted');
  const reversals = ledger.reversals.filter(
    (_, paymentId) => ledger.payments.get(paymentId)?.place !== 'counted',
  );
  const answers = paymentAnswers.filter((_, paymentId) => payments.has(paymentId));
  return {
    all: JSON.stringify(pack(held)).length,
    uncounted: JSON.stringify([
      paymentRows(payments),
      // A reversal was answered with as much again.
      [...reversals],
      [...reversals],
      answerRows(answers, bases),
    ]).length,
  };
}

function pack({ term, ...rest }: CarriedTerm): PackedTerm {
  const { ledger, paymentAnswers, handled, bases } = term;
  return {
    ...rest,
    version: CARRIED_VERSION,
    term: {
      ...term,
      ledger: {
        ...ledger,
        payments: paymentRows(ledger.payments),
        reversals: byId(ledger.reversals),
      },
      paymentAnswers: answerRows(paymentAnswers, bases),
      handled: byId(handled).map(([id, { digest, answer }]) => [
        id,
        digest,
        answer.kind === 'money' ? answerRow(answer, bases) : answer,
      ]),
    },
  };
}

function unpack(packed: Omit<PackedTerm, 'version'>): CarriedTerm {
  const { term, ...rest } = packed;
  const { ledger, paymentAnswers, handled, bases } = term;
  return {
    ...rest,
    term: {
      ...term,
      ledger: {
        ...ledger,
        payments: idMap(ledger.payments.map(paymentOfRow)),
        reversals: idMap(ledger.reversals),
      },
      paymentAnswers: idMap(
        paymentAnswers.map(([paymentId, ...row]) => [paymentId, answerOfRow(row, bases)]),
      ),
      handled: idMap(handled.map((row) => handledOfRow(row, bases))),
    },
  };
}

function byId<V>(map: IdMap<V>): [id: string, value: V][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}

function paymentRows(payments: IdMap<EnteredPayment>): readonly PaymentRow[] {
  return byId(payments).map(
    ([paymentId, { amountCents, currency, receivedAtMs, place, otherTerm }]) => [
      paymentId,
      amountCents,
      currency,
      receivedAtMs,
      place,
      ...(otherTerm ? ([otherTerm.policyNumber, otherTerm.termNumber] as const) : ([] as const)),
    ],
  );
}

function paymentOfRow(row: PaymentRow): [paymentId: string, payment: EnteredPayment] {
  const [paymentId, amountCents, currency, receivedAtMs, place, policyNumber, termNumber] = row;
  const otherTerm =
    policyNumber === undefined || termNumber === undefined ? null : { policyNumber, termNumber };
  return [paymentId, { amountCents, currency, receivedAtMs, place, otherTerm }];
}

function answerRows(
  answers: IdMap<KeptMoneyAnswer>,
  bases: readonly ConfirmationBasis[],
): PackedTerm['term']['paymentAnswers'] {
  return byId(answers).map(([paymentId, answer]) => [paymentId, ...answerRow(answer, bases)]);
}

function answerRow(
  { result, status, countedCents, basis, isConfirmed }: KeptMoneyAnswer,
  bases: readonly ConfirmationBasis[],
): MoneyAnswerRow {
  return [result, status, countedCents, basis ? bases.indexOf(basis) : -1, isConfirmed];
}

function answerOfRow(
  [result, status, countedCents, basis, isConfirmed]: MoneyAnswerRow,
  bases: readonly ConfirmationBasis[],
): KeptMoneyAnswer {
  return { kind: 'money', result, status, countedCents, basis: bases[basis] ?? null, isConfirmed };
}

function handledOfRow(
  [id, digest, answer]: HandledRow,
  bases: readonly ConfirmationBasis[],
): [id: string, event: HandledEvent] {
  const kept: KeptAnswer = 'kind' in answer ? answer : answerOfRow(answer, bases);
  return [id, { digest, answer: kept }];
}
