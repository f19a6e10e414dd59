import { proxyActivities, type ActivityInterfaceFor } from '@temporalio/workflow';
import type {
  ReinstatementActivities,
  ReinstatementQuoted,
} from '../../activities/reinstatement/reinstatement-activities.js';
import type { RefusedQuote } from '../../activities/mid-term/term-to-change.js';
import type { Cents } from '../../domain/money/cents.js';
import type { ReinstatementEffect, ReinstatementEvent } from '../../domain/reinstatement/events.js';
import { REINSTATEMENT_MACHINE } from '../../domain/reinstatement/machine.js';
import type { ReinstatementAsked } from '../../domain/reinstatement/request.js';
import type { ReinstatementState } from '../../domain/reinstatement/state.js';
import { Course } from '../mid-term/course.js';
import { OpenChange } from '../mid-term/open-change.js';
import { termOptions } from '../transaction/activity-options.js';
import type { Transaction } from '../transaction/transaction.js';
import type { ReinstatementInput } from './messages.js';

/** The return of a cancelled term under way. */
export class OpenReinstatement extends OpenChange<ReinstatementAsked, ReinstatementQuoted> {
  readonly course: Course<ReinstatementState, ReinstatementEvent, ReinstatementEffect>;
  readonly #quotes: ActivityInterfaceFor<ReinstatementActivities>;
  /** What is past due in billing; 0 where nobody bills the term. */
  pastDueCents: Cents = 0;

  constructor(transaction: Transaction<ReinstatementAsked>, input: ReinstatementInput) {
    super(transaction, input, 'reinstatement');
    this.course = new Course(transaction, REINSTATEMENT_MACHINE);
    const { outagePatienceMs, callLimitMs } = input;
    this.#quotes = proxyActivities<ReinstatementActivities>(
      termOptions(outagePatienceMs, callLimitMs),
    );
  }

  protected ask(): Promise<ReinstatementQuoted | RefusedQuote> {
    const { id: transaction } = this.transaction.record;
    return this.#quotes.quoteReinstatement({ transaction, asked: this.request });
  }

  protected neverItsTurn(): void {
    this.course.happened({ kind: 'endOfTerm' });
  }
}
