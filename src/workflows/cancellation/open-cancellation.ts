import { proxyActivities, type ActivityInterfaceFor } from '@temporalio/workflow';
import type {
  CancellationActivities,
  CancellationQuote,
} from '../../activities/cancellation/cancellation-activities.js';
import type { CivilDate } from '../../domain/calendar/civil-date.js';
import type { CancellationEffect, CancellationEvent } from '../../domain/cancellation/events.js';
import { CANCELLATION_MACHINE } from '../../domain/cancellation/machine.js';
import type { CancellationAsked } from '../../domain/cancellation/request.js';
import type { CancellationState } from '../../domain/cancellation/state.js';
import { formatCents } from '../../domain/money/cents.js';
import type { NoticeProof } from '../../domain/notice/notice-days.js';
import type { Rescission, RescindLimits } from '../../domain/notice/rescind.js';
import type { QuotedChange } from '../../domain/transaction/change-record.js';
import { openChange, type Change } from '../mid-term/change.js';
import { Course } from '../mid-term/course.js';
import { mustBeQuoted, refusedNow } from '../mid-term/quoted.js';
import { Turn } from '../mid-term/turn.js';
import { termOptions } from '../transaction/activity-options.js';
import type { Transaction } from '../transaction/transaction.js';
import type { CancellationInput } from './messages.js';

/** A quote whose day and amounts are known. */
export type Quoted = CancellationQuote & {
  readonly day: NonNullable<CancellationQuote['day']>;
  readonly moments: NonNullable<CancellationQuote['moments']>;
  readonly change: QuotedChange;
};

/** A cancellation under way, with all that is known of it. */
export class OpenCancellation {
  readonly change: Change<Transaction<CancellationAsked>>;
  readonly course: Course<CancellationState, CancellationEvent, CancellationEffect>;
  readonly turn: Turn;
  readonly #ask: ActivityInterfaceFor<CancellationActivities>;
  #quote: Quoted | null = null;
  #isAsAsked = false;
  /** From when the term was cancelled already when this was asked for. */
  cancelledBefore: CivilDate | null = null;
  proof: NoticeProof | null = null;
  /** What was past due when the term was flagged; null where money cannot stop it. */
  pastDueCents: number | null = null;
  isFlagged = false;
  /** How often the term was told of another day. */
  moves = 0;
  /** What was said while it was being booked. */
  kept: readonly Rescission[] = [];

  /** Call it before the first await. */
  constructor(transaction: Transaction<CancellationAsked>, input: CancellationInput) {
    this.change = openChange(transaction, input);
    this.course = new Course(transaction, CANCELLATION_MACHINE);
    this.turn = new Turn(this.change, 'cancellation', (word) => {
      if (word === 'granted') this.course.lookUp();
      else
        this.course.happened({ kind: word === 'termNotInForce' ? 'endOfTerm' : 'otherCancelled' });
    });
    const { outagePatienceMs, callLimitMs } = input;
    this.#ask = proxyActivities<CancellationActivities>(termOptions(outagePatienceMs, callLimitMs));
  }

  get transaction(): Transaction<CancellationAsked> {
    return this.change.transaction;
  }

  get request(): CancellationAsked {
    return this.transaction.request;
  }

  /** As it was quoted last. @throws Error before it was: a bug of ours */
  get quote(): Quoted {
    if (this.#quote === null) throw new Error('the cancellation is not quoted yet');
    return this.#quote;
  }

  get isQuoted(): boolean {
    return this.#quote !== null;
  }

  /** Whether it was quoted as it is asked for now. */
  get isAsAsked(): boolean {
    return this.#isAsAsked;
  }

  /** The insurer has to tell the insured first. */
  get needsNotice(): boolean {
    return this.quote.day.lead !== null;
  }

  /** How money can stop it. */
  get limits(): RescindLimits {
    const { moments, toleranceCents } = this.quote;
    const pastDueCents = this.pastDueCents ?? 0;
    return { deadlineMs: moments.deadlineMs, pastDueCents, toleranceCents };
  }

  /** Asks what it comes to as the term stands now. @param orStop stops for a person where that is refused */
  async askQuote({ orStop = false } = {}): Promise<CancellationQuote> {
    return this.transaction.step(
      'quoteChange',
      async () => {
        const quote = await this.#ask.quoteCancellation({
          transaction: this.transaction.record.id,
          asked: this.request,
        });
        mustBeQuoted(quote.refusals);
        if (orStop && quote.change === null) throw refusedNow(quote.refusals);
        return quote;
      },
      ({ change }) =>
        change === null
          ? 'It cannot be done as the term stands.'
          : `From ${change.effectiveDate}: ${formatCents(change.totalCents)}.`,
    );
  }

  /** Asks again, and keeps what is said; stops for a person where it cannot be done any more. */
  async quoteAgain(): Promise<void> {
    this.keep(await this.askQuote({ orStop: true }));
  }

  /** Keeps a quote and shows it. @returns null where its day or its amounts are refused */
  keep(quote: CancellationQuote): Quoted | null {
    const { day, moments, change } = quote;
    if (day === null || moments === null || change === null) return null;
    this.#quote = { ...quote, day, moments, change };
    this.#isAsAsked = true;
    const notice = day.lead && {
      row: day.lead.row,
      earliestDate: day.earliest,
      proof: this.proof,
    };
    this.transaction.replaceRequest({ ...this.request, effectiveDate: day.date });
    this.transaction.knowChange({ quote: change, notice });
    return this.#quote;
  }

  /** It shall hold from this day; and be booked on another, or count its notice from another. */
  moveTo(
    requestedOn: CivilDate,
    days: Partial<Pick<CancellationAsked, 'receivedOn' | 'processOn'>> = {},
  ): void {
    this.transaction.replaceRequest({ ...this.request, ...days, requestedOn });
    this.#isAsAsked = false;
  }
}
