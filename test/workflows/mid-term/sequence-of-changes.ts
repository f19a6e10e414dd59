import { expect } from 'vitest';
import {
  addDays,
  addMonths,
  civilDays,
  type CivilDate,
} from '../../../src/domain/calendar/civil-date.js';
import type { Cents } from '../../../src/domain/money/cents.js';
import type { Charge } from '../../../src/domain/money/charges.js';
import type { Submission } from '../../../src/domain/new-business/submission.js';
import type { RewriteKind } from '../../../src/domain/premium/rewrite.js';
import type { TransactionRecord } from '../../../src/domain/transaction/record.js';
import type { TermName } from '../../../src/domain/workflow-ids.js';
import {
  aCancellation,
  aChange,
  anEndorsement,
  aPremiumOf,
  aReinstatement,
} from '../../support/changes.js';
import { aProductBilling, aSubmission } from '../../support/submissions.js';
import { netOf, totalOfBook, type BookOfTerm } from '../../support/three-books.js';
import { startTransaction } from '../../support/transactions.js';
import { agreeing, outcomeOf, type Policy, type Whole } from './agreement.js';

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

/** What the whole term is charged, had it been so from its start. */
export type FullTerm = Pick<Move, 'premiumCents' | 'terrorismCents'>;

/** A policy from its bind on, and those that rewrites put in its place. After each change the three systems hold the same. */
export class SequenceOfChanges {
  protected readonly whole: Whole;
  protected readonly number: number;
  /** How it was before the cancellation in force; null while there is none. */
  protected before: BookOfTerm | null = null;
  /** What it costs as it stands at its end; null where its length is not that of the product's terms. */
  protected fullTerm: FullTerm | null = null;
  #requests = 0;

  /** @param number of the sequence, from 1 */
  constructor(whole: Whole, number: number) {
    this.whole = whole;
    this.number = number;
  }

  async run(moves: readonly Move[]): Promise<void> {
    const submission = this.submission(500_000, 20_000);
    const input = { billing: { product: SEQUENCE_BILLING } };
    const bound = await startTransaction(this.whole.env, submission, input);
    const { policyNumber } = await bound.result();
    this.fullTerm = { premiumCents: 500_000, terrorismCents: 20_000 };
    let policy = await agreeing(this.whole, { policyNumber: policyNumber ?? '', termNumber: 1 });
    for (const move of moves) policy = await this.next(policy, move);
  }

  protected next(policy: Policy, move: Move): Promise<Policy> {
    const choices = policy.book.cancelledOn === null ? IN_FORCE : CANCELLED;
    const chosen = choices[move.choice % choices.length] ?? 'endorse';
    switch (chosen) {
      case 'endorse':
        return this.endorse(policy, move);
      case 'cancel':
        return this.cancel(policy, move);
      case 'reinstate':
        return this.reinstate(policy);
      case 'rewrite':
        return this.rewrite(policy, move);
    }
  }

  protected async endorse(
    policy: Policy,
    { at, premiumCents, terrorismCents }: Move,
  ): Promise<Policy> {
    const { policyNumber, term } = policy;
    const effectiveDate = dayBetween(term.latestChangeFrom, term.expirationDate, at);
    const fullTerm = [aPremiumOf(premiumCents), terrorismOf(terrorismCents)];
    const figures = { fullTerm, asGiven: null };
    const own = { ...this.own(policy), effectiveDate, figures };
    const asked = anEndorsement(policyNumber, premiumCents, own);
    const record = await outcomeOf(this.whole.env, 'endorsement', asked);
    if (term.cancelledOn !== null) return this.refused(policy, record);
    if (this.fullTerm !== null) this.fullTerm = { premiumCents, terrorismCents };
    return this.booked(policy, record);
  }

  protected async cancel(policy: Policy, { at }: Move): Promise<Policy> {
    const { policyNumber, term, book } = policy;
    const on = dayBetween(term.effectiveDate, term.cancelledOn ?? term.expirationDate, at);
    const days = { receivedOn: on, requestedOn: on, processOn: PAST };
    const asked = aCancellation(policyNumber, { ...this.own(policy), ...days });
    const record = await outcomeOf(this.whole.env, 'cancellation', asked);
    // No day is before the first of the term.
    if (term.cancelledOn === term.effectiveDate) return this.refused(policy, record);
    const next = await this.booked(policy, record);
    expect(next.book.cancelledOn).toBe(on);
    this.before ??= book;
    return next;
  }

  protected async reinstate(policy: Policy): Promise<Policy> {
    const asked = aReinstatement(policy.policyNumber, { ...this.own(policy), isAgreed: true });
    const record = await outcomeOf(this.whole.env, 'reinstatement', asked);
    if (this.before === null) return this.refused(policy, record);
    const next = await this.booked(policy, record);
    // With all cancellations before it, it nets to nothing, charge by charge.
    expect(netOf(next.book.entries)).toEqual(netOf(this.before.entries));
    expect(next.book.cancelledOn).toBeNull();
    this.before = null;
    return next;
  }

  protected async rewrite(policy: Policy, move: Move): Promise<Policy> {
    const { term, policyNumber, book } = policy;
    const { at, terrorismCents, rewrite: kind } = move;
    // Of a few cents the plans of the stand-in all have the same first invoice.
    const premiumCents = move.premiumCents === 0 ? 0 : move.premiumCents + 10_000;
    const day = dayBetween(term.effectiveDate, term.expirationDate, at);
    const asked = {
      ...aChange(policyNumber),
      ...this.own(policy),
      kind,
      cancelledOn: term.cancelledOn ?? day,
      start: null,
      submission: this.submission(premiumCents, terrorismCents),
    };
    const record = await outcomeOf(this.whole.env, 'rewrite', asked);
    expect(record).toMatchObject({ state: 'completed', attention: null });
    this.whole.happens('rewrite');
    const old = await agreeing(this.whole, policy, { isReplaced: true });
    const next = await agreeing(this.whole, namedBy(old.term.replacedBy));
    const returned = totalOfBook(old.book) - totalOfBook(book);
    expect(returned + totalOfBook(next.book)).toBe(record.totalCents);
    expect(next.book.effectiveDate).toBe(old.book.cancelledOn);
    this.before = null;
    this.fullTerm = fullTermOf(next.book);
    return next;
  }

  /** One more entry, for what was quoted. */
  protected async booked(policy: Policy, record: TransactionRecord): Promise<Policy> {
    const { book } = policy;
    const { kind, totalCents } = record;
    expect(record).toMatchObject({ state: 'completed', attention: null });
    this.whole.happens(kind);
    const next = await agreeing(this.whole, policy);
    const kinds = ({ entries }: BookOfTerm): string[] => entries.map((entry) => entry.kind);
    expect(kinds(next.book).sort()).toEqual([...kinds(book), kind].sort());
    expect(totalOfBook(next.book) - totalOfBook(book)).toBe(totalCents);
    return next;
  }

  /** For a reason, with nothing booked anywhere. */
  protected async refused(policy: Policy, record: TransactionRecord): Promise<Policy> {
    expect(record).toMatchObject({ state: 'withdrawn', failure: { code: 'refused' } });
    this.whole.happens(`${record.kind} refused`);
    const next = await agreeing(this.whole, policy);
    expect(next.book).toEqual(policy.book);
    return next;
  }

  protected newReference() {
    this.#requests += 1;
    return { system: 'triton', id: `S${this.number}-${this.#requests}` };
  }

  protected own({ termNumber, term: { effectiveDate, expirationDate } }: Policy) {
    return {
      termNumber,
      reference: this.newReference(),
      effectiveDate: effectiveDate ?? '',
      expirationDate: expirationDate ?? '',
    };
  }

  protected submission(premiumCents: Cents, terrorismCents: Cents): Submission {
    const name = `Sequence ${this.number} Incorporated`;
    const fein = String(200_000_000 + this.number);
    const { insured } = aSubmission();
    const line = { line: 'general-liability', state: 'TX' };
    return aSubmission({
      reference: this.newReference(),
      insured: { ...insured, corporationName: name, nameOnPolicy: name, fein },
      premium: [
        { ...line, charge: 'premium', amountCents: premiumCents },
        { ...line, charge: 'terrorism', amountCents: terrorismCents },
      ],
    });
  }
}

/** @param text as `policyNumber-termNumber` */
function namedBy(text: string | null): TermName {
  const [, policyNumber = '', termNumber] = /^(.+)-(\d+)$/.exec(text ?? '') ?? [];
  return { policyNumber, termNumber: Number(termNumber) };
}

function fullTermOf({ effectiveDate, expirationDate, entries }: BookOfTerm): FullTerm | null {
  if (addMonths(effectiveDate ?? '', 12) !== expirationDate) return null;
  const of = (charge: string): Cents => entries[0]?.amounts[`general-liability ${charge} TX`] ?? 0;
  return { premiumCents: of('premium'), terrorismCents: of('terrorism') };
}

export function terrorismOf(amountCents: Cents): Charge {
  return {
    ...aPremiumOf(amountCents),
    kind: 'fee',
    name: 'terrorism',
    refundable: 'flatOnly',
    isTaxable: false,
  };
}

/** @param end the first day that is too late */
export function dayBetween(
  start: CivilDate | null,
  end: CivilDate | null,
  thousandths: number,
): CivilDate {
  const days = civilDays(start ?? '', end ?? '');
  return addDays(start ?? '', Math.floor((Math.max(0, days - 1) * thousandths) / 1_000));
}
