import { proxyActivities, type ActivityInterfaceFor } from '@temporalio/workflow';
import type { NewTermActivities } from '../../activities/mid-term/new-term-activities.js';
import type {
  RewriteActivities,
  RewriteQuoted,
} from '../../activities/rewrite/rewrite-activities.js';
import type { RefusedQuote } from '../../activities/mid-term/term-to-change.js';
import type { RewriteEffect, RewriteEvent } from '../../domain/rewrite/events.js';
import { REWRITE_MACHINE } from '../../domain/rewrite/machine.js';
import type { RewriteAsked } from '../../domain/rewrite/request.js';
import type { RewriteState } from '../../domain/rewrite/state.js';
import { Course } from '../mid-term/course.js';
import { hearCorrections } from '../mid-term/new-term.js';
import { OpenChange } from '../mid-term/open-change.js';
import { termOptions } from '../transaction/activity-options.js';
import type { Transaction } from '../transaction/transaction.js';
import type { RewriteInput } from './messages.js';

/** A rewrite under way: the term that ends, and the new business that takes its place. */
export class OpenRewrite extends OpenChange<RewriteAsked, RewriteQuoted> {
  readonly course: Course<RewriteState, RewriteEvent, RewriteEffect>;
  readonly newTerm: ActivityInterfaceFor<NewTermActivities>;
  readonly corrections: ReturnType<typeof hearCorrections>;
  readonly input: RewriteInput;
  readonly #quotes: ActivityInterfaceFor<RewriteActivities>;
  /** This rewrite has cancelled the term, which was in force before. */
  isCancelledHere = false;
  /** The number under which the new term was bound. */
  newPolicyNumber: string | null = null;

  constructor(transaction: Transaction<RewriteAsked>, input: RewriteInput) {
    super(transaction, input, 'rewrite');
    this.input = input;
    this.course = new Course(transaction, REWRITE_MACHINE);
    const options = termOptions(input.outagePatienceMs, input.callLimitMs);
    this.#quotes = proxyActivities<RewriteActivities>(options);
    this.newTerm = proxyActivities<NewTermActivities>(options);
    this.corrections = hearCorrections(transaction);
  }

  /** As long as the new term is not bound nobody is covered. */
  readonly urgent = (): string => (this.course.state === 'bindingNew' ? 'Nobody is covered. ' : '');

  protected ask(): Promise<RewriteQuoted | RefusedQuote> {
    const { id: transaction } = this.transaction.record;
    return this.#quotes.quoteRewrite({ transaction, asked: this.request });
  }

  protected neverItsTurn(): void {
    this.course.happened({ kind: 'endOfTerm' });
  }
}
