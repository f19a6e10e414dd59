import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { expect } from 'vitest';
import { addDays, civilDays, type CivilDate } from '../../../src/domain/calendar/civil-date.js';
import type { Cents } from '../../../src/domain/money/cents.js';
import type { Charge } from '../../../src/domain/money/charges.js';
import type { Submission } from '../../../src/domain/new-business/submission.js';
import { isInForce } from '../../../src/domain/policy-term/term-facts.js';
import type { RewriteKind } from '../../../src/domain/premium/rewrite.js';
import type { ChangeRequest } from '../../../src/domain/transaction/change-request.js';
import type { TransactionRecord } from '../../../src/domain/transaction/record.js';
import type { ChangeKind } from '../../../src/temporal/start-change.js';
import { isEnded } from '../../../src/temporal/visible-transactions.js';
import type { TermRecord } from '../../../src/workflows/policy-term/messages.js';
import {
  aCancellation,
  aChange,
  anEndorsement,
  aPremiumOf,
  aReinstatement,
  readTermOf,
  startChange,
  untilAtRest,
} from '../../support/changes.js';
import type { InMemoryBilling } from '../../support/in-memory-billing.js';
import type { InMemoryPolicySystem } from '../../support/in-memory-policy-system.js';
import {
  anInstallation,
  aProduct,
  aProductBilling,
  aSubmission,
} from '../../support/submissions.js';
import {
  bookOfBilling,
  bookOfPolicySystem,
  bookOfTerm,
  netOf,
  totalOfBook,
  type BookOfTerm,
  type Entry,
} from '../../support/three-books.js';
import { startTransaction } from '../../support/transactions.js';

/** One change, of which the state of the term decides what it is. */
export interface Move {
  readonly choice: number;
  /** Which of the days that are possible, in thousandths of them. */
  readonly at: number;
  readonly premiumCents: Cents;
  readonly terrorismCents: Cents;
  readonly rewrite: RewriteKind;
}

/** What can come next, by how the term stands; that which is refused then is among it. */
const IN_FORCE = [
  'endorse',
  'endorse',
  'endorse',
  'cancel',
  'cancel',
  'rewrite',
  'reinstate',
] as const;
const CANCELLED = ['reinstate', 'reinstate', 'cancel', 'cancel', 'rewrite', 'endorse'] as const;
const PAST = '2026-11-01';

/** Terrorism is a fee that comes back only with everything. */
export const SEQUENCE_BILLING = aProductBilling({
  oneTimeCharges: { terrorism: 'fee' },
  refundable: { terrorism: 'flatOnly' },
});
const BOOKS = { installation: anInstallation(), product: aProduct() };

/** Where all sequences take place. */
interface Whole {
  readonly env: TestWorkflowEnvironment;
  readonly policySystem: InMemoryPolicySystem;
  readonly billing: InMemoryBilling;
  readonly happens: (what: string) => void;
}

/** A policy in the middle of a sequence. */
interface Policy {
  readonly policyNumber: string;
  readonly term: TermRecord;
  readonly book: BookOfTerm;
}

/** A policy from its bind on, and those that rewrites put in its place. After each change the three systems hold the same. */
export class SequenceOfChanges {
  readonly #whole: Whole;
  readonly #number: number;
  /** How it was before the cancellation in force; null while there is none. */
  #before: BookOfTerm | null = null;
  #requests = 0;

  /** @param number of the sequence, from 1 */
  constructor(whole: Whole, number: number) {
    this.#whole = whole;
    this.#number = number;
  }

  async run(moves: readonly Move[]): Promise<void> {
    const submission = this.#submission(500_000, 20_000);
    const input = { billing: { product: SEQUENCE_BILLING } };
    const bound = await startTransaction(this.#whole.env, submission, input);
    const { policyNumber } = await bound.result();
    let policy = await this.#agreeing(policyNumber ?? '');
    for (const move of moves) policy = await this.#next(policy, move);
  }

  #next(policy: Policy, move: Move): Promise<Policy> {
    const choices = policy.book.cancelledOn === null ? IN_FORCE : CANCELLED;
    const chosen = choices[move.choice % choices.length] ?? 'endorse';
    switch (chosen) {
      case 'endorse':
        return this.#endorse(policy, move);
      case 'cancel':
        return this.#cancel(policy, move);
      case 'reinstate':
        return this.#reinstate(policy);
      case 'rewrite':
        return this.#rewrite(policy, move);
    }
  }

  async #endorse(policy: Policy, { at, premiumCents, terrorismCents }: Move): Promise<Policy> {
    const { policyNumber, term } = policy;
    const effectiveDate = dayBetween(term.latestChangeFrom, term.expirationDate, at);
    const fullTerm = [aPremiumOf(premiumCents), terrorismOf(terrorismCents)];
    const figures = { fullTerm, asGiven: null };
    const own = { ...this.#own(policy), effectiveDate, figures };
    const asked = anEndorsement(policyNumber, premiumCents, own);
    const record = await this.#outcome('endorsement', asked);
    return term.cancelledOn === null ? this.#booked(policy, record) : this.#refused(policy, record);
  }

  async #cancel(policy: Policy, { at }: Move): Promise<Policy> {
    const { policyNumber, term, book } = policy;
    const on = dayBetween(term.effectiveDate, term.cancelledOn ?? term.expirationDate, at);
    const days = { receivedOn: on, requestedOn: on, processOn: PAST };
    const asked = aCancellation(policyNumber, { ...this.#own(policy), ...days });
    const record = await this.#outcome('cancellation', asked);
    // No day is before the first of the term.
    if (term.cancelledOn === term.effectiveDate) return this.#refused(policy, record);
    const next = await this.#booked(policy, record);
    expect(next.book.cancelledOn).toBe(on);
    this.#before ??= book;
    return next;
  }

  async #reinstate(policy: Policy): Promise<Policy> {
    const asked = aReinstatement(policy.policyNumber, { ...this.#own(policy), isAgreed: true });
    const record = await this.#outcome('reinstatement', asked);
    if (this.#before === null) return this.#refused(policy, record);
    const next = await this.#booked(policy, record);
    // With all cancellations before it, it nets to nothing, charge by charge.
    expect(netOf(next.book.entries)).toEqual(netOf(this.#before.entries));
    expect(next.book.cancelledOn).toBeNull();
    this.#before = null;
    return next;
  }

  async #rewrite(policy: Policy, move: Move): Promise<Policy> {
    const { term, policyNumber, book } = policy;
    const { at, premiumCents, terrorismCents, rewrite: kind } = move;
    const day = dayBetween(term.effectiveDate, term.expirationDate, at);
    const asked = {
      ...aChange(policyNumber),
      ...this.#own(policy),
      kind,
      cancelledOn: term.cancelledOn ?? day,
      start: null,
      submission: this.#submission(premiumCents, terrorismCents),
    };
    const record = await this.#outcome('rewrite', asked);
    expect(record).toMatchObject({ state: 'completed', attention: null });
    this.#whole.happens('rewrite');
    const old = await this.#agreeing(policyNumber, { isReplaced: true });
    const next = await this.#agreeing(old.term.replacedBy?.replace(/-1$/, '') ?? '');
    const returned = totalOfBook(old.book) - totalOfBook(book);
    expect(returned + totalOfBook(next.book)).toBe(record.totalCents);
    expect(next.book.effectiveDate).toBe(old.book.cancelledOn);
    this.#before = null;
    return next;
  }

  /** The change as it ends. @throws Error when it waits for a person instead */
  async #outcome(kind: ChangeKind, asked: ChangeRequest): Promise<TransactionRecord> {
    const handle = await startChange(this.#whole.env, kind, asked);
    for (;;) {
      const record = await untilAtRest(handle);
      if (record.attention !== null) {
        throw new Error(`${record.id} waits for a person: ${record.attention.reason}`);
      }
      if (isEnded(record)) return handle.result();
    }
  }

  /** One more entry, for what was quoted. */
  async #booked({ policyNumber, book }: Policy, record: TransactionRecord): Promise<Policy> {
    const { kind, totalCents } = record;
    expect(record).toMatchObject({ state: 'completed', attention: null });
    this.#whole.happens(kind);
    const next = await this.#agreeing(policyNumber);
    const kinds = ({ entries }: BookOfTerm): string[] => entries.map((entry) => entry.kind);
    expect(kinds(next.book).sort()).toEqual([...kinds(book), kind].sort());
    expect(totalOfBook(next.book) - totalOfBook(book)).toBe(totalCents);
    return next;
  }

  /** For a reason, with nothing booked anywhere. */
  async #refused({ policyNumber, book }: Policy, record: TransactionRecord): Promise<Policy> {
    expect(record).toMatchObject({ state: 'withdrawn', failure: { code: 'refused' } });
    this.#whole.happens(`${record.kind} refused`);
    const next = await this.#agreeing(policyNumber);
    expect(next.book).toEqual(book);
    return next;
  }

  /** The policy, once it is seen that all three hold the same of it and that nobody has the turn. */
  async #agreeing(policyNumber: string, { isReplaced = false } = {}): Promise<Policy> {
    const { env, policySystem, billing } = this.#whole;
    const term = await readTermOf(env, policyNumber);
    const book = bookOfTerm(term);
    expect(await bookOfPolicySystem(policySystem, policyNumber, BOOKS)).toEqual(book);
    const billed = await bookOfBilling(billing, policyNumber);
    expect(billed).toEqual({ ...book, entries: book.entries.filter(isToldToBilling) });
    const period = await billing.getPeriodInfo({ policyNumber, termNumber: 1 });
    const isOpen = book.cancelledOn === null;
    expect(period).toMatchObject({
      status: isReplaced ? 'replaced' : isOpen ? 'open' : 'cancelled',
      chargedCents: totalOfBook(book),
    });
    // A term of which next to nothing is asked needs no money to be confirmed.
    expect(isOpen ? isInForce(term) : term.status === 'cancelled').toBe(true);
    expect(term).toMatchObject({
      turn: { holder: null, queue: [] },
      pendingCancellation: null,
    });
    return { policyNumber, term, book };
  }

  #newReference() {
    this.#requests += 1;
    return { system: 'triton', id: `S${this.#number}-${this.#requests}` };
  }

  #own({ term: { effectiveDate, expirationDate } }: Policy) {
    return {
      reference: this.#newReference(),
      effectiveDate: effectiveDate ?? '',
      expirationDate: expirationDate ?? '',
    };
  }

  #submission(premiumCents: Cents, terrorismCents: Cents): Submission {
    const name = `Sequence ${this.#number} Incorporated`;
    const fein = String(200_000_000 + this.#number);
    const { insured } = aSubmission();
    const line = { line: 'general-liability', state: 'TX' };
    return aSubmission({
      reference: this.#newReference(),
      insured: { ...insured, corporationName: name, nameOnPolicy: name, fein },
      premium: [
        { ...line, charge: 'premium', amountCents: premiumCents },
        { ...line, charge: 'terrorism', amountCents: terrorismCents },
      ],
    });
  }
}

/** Billing hears of no endorsement that costs nothing. */
function isToldToBilling({ kind, amounts }: Entry): boolean {
  return kind !== 'endorsement' || Object.keys(amounts).length > 0;
}

function terrorismOf(amountCents: Cents): Charge {
  return {
    ...aPremiumOf(amountCents),
    kind: 'fee',
    name: 'terrorism',
    refundable: 'flatOnly',
    isTaxable: false,
  };
}

/** @param end the first day that is too late */
function dayBetween(
  start: CivilDate | null,
  end: CivilDate | null,
  thousandths: number,
): CivilDate {
  const days = civilDays(start ?? '', end ?? '');
  return addDays(start ?? '', Math.floor((Math.max(0, days - 1) * thousandths) / 1_000));
}
