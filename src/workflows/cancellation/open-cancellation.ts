import { proxyActivities, type ActivityInterfaceFor } from '@temporalio/workflow';
import type {
  CancellationActivities,
  CancellationQuoted,
  FoundMoratorium,
} from '../../activities/cancellation/cancellation-activities.js';
import type { RefusedQuote } from '../../activities/mid-term/term-to-change.js';
import type { CivilDate } from '../../domain/calendar/civil-date.js';
import { instantMs } from '../../domain/calendar/instant.js';
import type { CancellationEffect, CancellationEvent } from '../../domain/cancellation/events.js';
import { CANCELLATION_MACHINE } from '../../domain/cancellation/machine.js';
import type { CancellationAsked } from '../../domain/cancellation/request.js';
import type { CancellationState } from '../../domain/cancellation/state.js';
import type { Cents } from '../../domain/money/cents.js';
import { noticeDay, type NoticeProof } from '../../domain/notice/notice-days.js';
import type { Rescission, RescindLimits } from '../../domain/notice/rescind.js';
import type { RefusalCode } from '../../domain/machine/refusals.js';
import { Course } from '../mid-term/course.js';
import { OpenChange } from '../mid-term/open-change.js';
import { termOptions } from '../transaction/activity-options.js';
import type { Transaction } from '../transaction/transaction.js';
import type { CancellationInput } from './messages.js';

/** A cancellation under way, with all that is known of it. */
export class OpenCancellation extends OpenChange<CancellationAsked, CancellationQuoted> {
  readonly course: Course<CancellationState, CancellationEvent, CancellationEffect>;
  readonly #quotes: ActivityInterfaceFor<CancellationActivities>;
  /** From when the term was cancelled already when this was asked for. */
  cancelledBefore: CivilDate | null = null;
  proof: NoticeProof | null = null;
  /** What was past due when the term was flagged; null where money cannot stop it. */
  pastDueCents: Cents | null = null;
  isFlagged = false;
  /** How often the term was told of another day. */
  moves = 0;
  /** Somebody has said, without money, that it shall not happen. */
  isCalledOff = false;
  /** What was said while it was being booked. */
  kept: readonly Rescission[] = [];
  /** What withdrew it, on which day; null while none did. */
  heldBack: Pick<FoundMoratorium, 'moratorium' | 'on'> | null = null;

  constructor(transaction: Transaction<CancellationAsked>, input: CancellationInput) {
    super(transaction, input, 'cancellation');
    this.course = new Course(transaction, CANCELLATION_MACHINE);
    const { outagePatienceMs, callLimitMs } = input;
    this.#quotes = proxyActivities<CancellationActivities>(
      termOptions(outagePatienceMs, callLimitMs),
    );
  }

  /** The insurer has to tell the insured first. */
  get needsNotice(): boolean {
    return this.quote.day.lead !== null;
  }

  /** How money can stop it. */
  get limits(): RescindLimits {
    const { moments, toleranceCents } = this.quote;
    const { undoneBy } = this.request;
    const deadlineMs = undoneBy ? instantMs(undoneBy.deadline) : moments.deadlineMs;
    const pastDueCents = undoneBy?.pastDueCents ?? this.pastDueCents ?? 0;
    return { deadlineMs, pastDueCents, toleranceCents };
  }

  override keep(quote: CancellationQuoted): void {
    super.keep(quote);
    const { lead, earliest } = quote.day;
    const notice = lead && { row: lead.row, earliestDate: earliest, proof: this.proof };
    this.transaction.knowChange({ notice });
  }

  /** Keeps the newest proof of the notice, and shows it. */
  keepProof(proof: NoticeProof): void {
    this.proof = proof;
    const { notice = null } = this.transaction.record.change ?? {};
    if (notice !== null) this.transaction.knowChange({ notice: { ...notice, proof } });
  }

  /** The moratorium that forbids it now, or forbade its notice, by the notice file of the worker. */
  findMoratorium(): Promise<FoundMoratorium | null> {
    const { source, reason, product } = this.request;
    const { state: jurisdiction } = this.quote;
    const noticeOn = this.proof && noticeDay(this.proof);
    return this.transaction.step(
      'findMoratorium',
      () => this.#quotes.findMoratorium({ source, reason, product, jurisdiction, noticeOn }),
      (found) =>
        found === null ? 'No moratorium forbids it.' : `${found.moratorium.id} forbids it.`,
    );
  }

  protected ask(): Promise<CancellationQuoted | RefusedQuote> {
    const { id: transaction } = this.transaction.record;
    return this.#quotes.quoteCancellation({ transaction, asked: this.request });
  }

  protected neverItsTurn(why: RefusalCode): void {
    this.course.happened({ kind: why === 'termNotInForce' ? 'endOfTerm' : 'otherCancelled' });
  }
}
