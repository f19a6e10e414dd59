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

const DAY_MS = 86_400_000;

/** An endorsement under way, with all that is known of it. */
export class OpenEndorsement extends OpenChange<EndorsementAsked, EndorsementQuoted> {
  readonly course: Course<EndorsementState, EndorsementEvent, EndorsementEffect>;
  readonly #quotes: ActivityInterfaceFor<EndorsementActivities>;
  /** Until when it can be accepted. Milliseconds since 1970. */
  acceptableUntilMs = 0;
  /** Why it came to nothing by itself; null where nothing of the kind happened. */
  whyNothing: string | null = null;

  /** Call it before the first await. */
  constructor(transaction: Transaction<EndorsementAsked>, input: EndorsementInput) {
    super(transaction, input, 'endorsement');
    this.course = new Course(transaction, ENDORSEMENT_MACHINE);
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
    this.transaction.revise();
    this.transaction.holdBack('quoted');
    if (seen !== null && isQuoted(seen)) this.keep(seen);
    else this.askFor({});
  }

  override keep(quote: EndorsementQuoted): void {
    super.keep(quote);
    this.acceptableUntilMs = Date.now() + quote.quoteDays * DAY_MS;
  }

  protected ask(): Promise<EndorsementQuoted | RefusedQuote> {
    const { id: transaction } = this.transaction.record;
    return this.#quotes.quoteEndorsement({ transaction, asked: this.request });
  }

  protected neverItsTurn(why: RefusalCode): void {
    if (why === 'termCancelled') this.endsBy('termCancelled', 'The term was cancelled.');
    else this.endsBy('endOfTerm', 'The term is over.');
  }
}
