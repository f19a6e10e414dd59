import { proxyActivities, type ActivityInterfaceFor } from '@temporalio/workflow';
import type {
  EndorsementActivities,
  EndorsementQuoted,
} from '../../activities/endorsement/endorsement-activities.js';
import type { RefusedQuote } from '../../activities/mid-term/term-to-change.js';
import type { EndorsementEffect, EndorsementEvent } from '../../domain/endorsement/events.js';
import { ENDORSEMENT_MACHINE } from '../../domain/endorsement/machine.js';
import type { EndorsementAsked } from '../../domain/endorsement/request.js';
import type { EndorsementState } from '../../domain/endorsement/state.js';
import type { RefusalCode } from '../../domain/machine/refusals.js';
import { Course } from '../mid-term/course.js';
import { isQuoted, OpenChange } from '../mid-term/open-change.js';
import { termOptions } from '../transaction/activity-options.js';
import type { Transaction } from '../transaction/transaction.js';
import type { EndorsementInput } from './messages.js';
import { Rating } from './rating.js';

const DAY_MS = 86_400_000;

/** An endorsement under way, with all that is known of it. */
export class OpenEndorsement extends OpenChange<EndorsementAsked, EndorsementQuoted> {
  readonly course: Course<EndorsementState, EndorsementEvent, EndorsementEffect>;
  /** What the policy system has of it where that rates it. */
  readonly rating: Rating;
  readonly #quotes: ActivityInterfaceFor<EndorsementActivities>;
  /** How often something else was asked for than before. */
  #asks = 0;
  /** Whether it was seen that it can be done, as it is asked for now. */
  #isLookedAt = false;
  /** Until when it can be accepted. Milliseconds since 1970. */
  acceptableUntilMs = 0;
  /** Why it came to nothing by itself; null where nothing of the kind happened. */
  whyNothing: string | null = null;

  /** Call it before the first await. */
  constructor(transaction: Transaction<EndorsementAsked>, input: EndorsementInput) {
    super(transaction, input, 'endorsement');
    this.course = new Course(transaction, ENDORSEMENT_MACHINE);
    this.rating = new Rating(this.change, input);
    const { outagePatienceMs, callLimitMs } = input;
    this.#quotes = proxyActivities<EndorsementActivities>(
      termOptions(outagePatienceMs, callLimitMs),
    );
  }

  /** Lets the end of its term, or of what it was quoted for, end it. @returns whether that was so */
  endsBy(event: 'expire' | 'termCancelled' | 'endOfTerm', why: string): boolean {
    const isEnded = this.course.happened({ kind: event }) === null;
    if (isEnded) this.whyNothing = why;
    return isEnded;
  }

  /**
   * What was quoted holds no longer: it is quoted as a new revision, and waits there to be accepted again.
   *
   * @param seen what it comes to now, where that is known
   */
  quoteAnew(seen: EndorsementQuoted | RefusedQuote | null): void {
    this.#asks += 1;
    this.transaction.revise();
    this.transaction.holdBack('quoted');
    if (this.isRatedThere) this.rating.outdate();
    if (seen !== null && isQuoted(seen) && !this.isRatedThere) this.keep(seen);
    else this.askFor({});
  }

  /** Counts what is asked for: an answer to what was asked before is of no use. A correction asks for nothing else. */
  get asks(): number {
    return this.#asks;
  }

  /** Whether the policy system rates it, from a workbook. */
  get isRatedThere(): boolean {
    return this.request.workbook !== undefined;
  }

  protected override isToBeRated(): boolean {
    return this.isRatedThere && this.rating.amounts === null;
  }

  /**
   * Asks again. Where the policy system rates it, that is made and rated there, once, on what the term knows; what was rated
   * before and is outdated is given up first. Left off as soon as it is not wanted any more.
   */
  override async quoteAgain(): Promise<void> {
    if (this.course.state !== 'draft') {
      await this.#lookAgain();
      return;
    }
    const asked = this.#asks;
    const isWanted = (): boolean => this.course.state === 'draft' && this.#asks === asked;
    do {
      await this.rating.closeOutdated();
      if (!isWanted()) return;
      if (!this.#isLookedAt || !this.isToBeRated()) await super.quoteAgain();
    } while (this.isToBeRated() && isWanted() && !(await this.#rate(isWanted)));
  }

  /** @returns whether what it is quoted at was rated on what the term knows, or is not wanted */
  async #rate(isWanted: () => boolean): Promise<boolean> {
    const { lastChange } = this.quote.facts;
    await this.rating.make(this.quote);
    if (!isWanted()) return true;
    await this.rating.rate();
    if (!isWanted()) return true;
    await super.quoteAgain();
    if (!this.#hasMovedSince(lastChange)) return true;
    this.rating.outdate();
    this.#isLookedAt = false;
    return false;
  }

  /** Whether another transaction has changed the term since; what an earlier run of this one has booked is its own. */
  #hasMovedSince(lastChange: string): boolean {
    const { booked, facts } = this.quote;
    return booked === null && facts.lastChange !== lastChange;
  }

  /** Somebody has it looked at again while it waits: what was rated before another change is of no use. */
  async #lookAgain(): Promise<void> {
    const { lastChange } = this.quote.facts;
    await super.quoteAgain();
    if (!this.isRatedThere || !this.#hasMovedSince(lastChange)) return;
    this.course.happened({ kind: 'chainMoved' });
    this.quoteAnew(null);
  }

  override askFor(changes: Partial<EndorsementAsked>): void {
    super.askFor(changes);
    this.#isLookedAt = false;
  }

  override keep(quote: EndorsementQuoted): void {
    super.keep(quote);
    this.#isLookedAt = true;
    this.acceptableUntilMs = Date.now() + quote.quoteDays * DAY_MS;
  }

  protected ask(): Promise<EndorsementQuoted | RefusedQuote> {
    const { id: transaction } = this.transaction.record;
    const { workbook, ...asked } = this.request;
    const rated = workbook && this.rating.amounts;
    return this.#quotes.quoteEndorsement({ transaction, asked, ...(rated && { rated }) });
  }

  protected neverItsTurn(why: RefusalCode): void {
    if (why === 'termCancelled') this.endsBy('termCancelled', 'The term was cancelled.');
    else this.endsBy('endOfTerm', 'The term is over.');
  }
}
