import { proxyActivities, workflowInfo, type ActivityInterfaceFor } from '@temporalio/workflow';
import type { ExpiringActivities } from '../../activities/renewal/expiring-activities.js';
import type {
  RenewalActivities,
  RenewalQuoted,
} from '../../activities/renewal/renewal-activities.js';
import type { RefusedQuote } from '../../activities/mid-term/term-to-change.js';
import type {
  NewTermActivities,
  NewTermState,
} from '../../activities/mid-term/new-term-activities.js';
import type { TermChangeSteps } from '../../activities/term-change-steps.js';
import { derivedName } from '../../domain/mid-term/derived-name.js';
import type { NoticeProof } from '../../domain/notice/notice-days.js';
import type { RenewalEffect, RenewalEvent } from '../../domain/renewal/events.js';
import { RENEWAL_MACHINE } from '../../domain/renewal/machine.js';
import { offerId } from '../../domain/renewal/offer.js';
import type { RenewalFlow } from '../../domain/product/renewal.js';
import type { RenewalAsked } from '../../domain/renewal/request.js';
import type { RenewalState } from '../../domain/renewal/state.js';
import { OWN_SYSTEM, type ExternalReference } from '../../domain/transaction/external-reference.js';
import { newRenewal, type RenewalRecord } from '../../domain/transaction/renewal-record.js';
import { Course } from '../mid-term/course.js';
import { hearCorrections } from '../mid-term/new-term.js';
import { OpenChange } from '../mid-term/open-change.js';
import {
  readOptions,
  termOptions,
  DEFAULT_CALL_LIMIT_MS,
} from '../transaction/activity-options.js';
import type { Transaction } from '../transaction/transaction.js';
import type { OfferReply, RenewalInput } from './messages.js';

/** The first versions knew a direction only from the last quote: one that was given since was not lifted, and not given anew. */
export const FOLLOWS_DIRECTIONS = 'follows-directions-given-meanwhile';

/** A plan that was paid for, and is to be bound. */
export interface AcceptedPlan {
  readonly planCode: string;
  /** Of the offer. */
  readonly version: number;
}

/** A renewal under way: the term that expires, and the new business that makes the next one. */
export class OpenRenewal extends OpenChange<RenewalAsked, RenewalQuoted> {
  readonly course: Course<RenewalState, RenewalEvent, RenewalEffect>;
  readonly newTerm: ActivityInterfaceFor<NewTermActivities>;
  readonly corrections: ReturnType<typeof hearCorrections>;
  readonly expiring: ActivityInterfaceFor<ExpiringActivities>;
  readonly steps: ActivityInterfaceFor<RenewalActivities & TermChangeSteps>;
  readonly input: RenewalInput;
  /** Counts the quotes that were made for the new term. */
  quotes = 0;
  /** Counts what was asked for: what is made for an earlier one is of no use. */
  asks = 0;
  /** What is being made in the policy system for the new term; null where nothing is. */
  making: ExternalReference | null = null;
  /** The flow that it is made for. */
  madeFor: RenewalFlow | null = null;
  /** What the policy system has rated the new term at, and what it adds by itself; null where it is not known. */
  rated: Pick<NewTermState, 'premiumCents' | 'feeCents'> | null = null;
  accepted: AcceptedPlan | null = null;
  /** An underwriter has said yes to what a direction refers. */
  isDirectionLifted = false;
  /** Looked at already; milliseconds since 1970. */
  lastRecheckMs = 0;
  /** Of a notice of non-renewal that came in time. */
  proof: NoticeProof | null = null;
  isOverdueTold = false;
  isOldTermCancelled = false;
  /** Transactions that changed the expiring term, as it has told. */
  changes: readonly string[] = [];
  /** Those of them that the new term was bound without. */
  toCarry: readonly string[] = [];
  /** The expiring term knows its next one, and has whatever it is endorsed with from then on carried itself. */
  isNextTermTold = false;
  /** Its next offer is being put out, which takes as long as billing does. */
  isSending = false;
  /** Somebody has moved a day, or said what it costs, since it was looked at. */
  isMoved = false;
  /** How often it ended without a next term. */
  ends = 0;
  /** Payments that the new term was handed over with, and those that it was told of after. */
  paidUpFront: readonly string[] = [];
  passedOn: readonly string[] = [];
  /** Payments that the new term was told are taken back. */
  reversed: readonly string[] = [];
  /** What billing has told, by the kind of message and its own id. */
  readonly heard = new Map<
    string,
    { readonly content: string; readonly refused: OfferReply | null }
  >();
  #renewal: RenewalRecord;

  constructor(transaction: Transaction<RenewalAsked>, input: RenewalInput) {
    super(transaction, input, 'renewal');
    this.input = input;
    this.course = new Course(transaction, RENEWAL_MACHINE);
    const { outagePatienceMs, callLimitMs = DEFAULT_CALL_LIMIT_MS } = input;
    const options = termOptions(outagePatienceMs, callLimitMs);
    this.steps = proxyActivities<RenewalActivities & TermChangeSteps>(options);
    this.newTerm = proxyActivities<NewTermActivities>(options);
    this.corrections = hearCorrections(transaction);
    this.expiring = proxyActivities<ExpiringActivities>(readOptions(outagePatienceMs, callLimitMs));
    this.#renewal = newRenewal(input.request.termNumber + 1);
    this.know({});
  }

  /** What is known of it, for whoever asks. */
  get renewal(): RenewalRecord {
    return this.#renewal;
  }

  /** Keeps what became known, and shows it. */
  know(facts: Partial<RenewalRecord>): void {
    this.#renewal = { ...this.#renewal, ...facts };
    this.transaction.knowChange({ renewal: this.#renewal });
  }

  /**
   * By which the expiring term tells what this renewal says from what it was told before: one renewal of a term follows another under
   * the same id, and what ended may be opened again.
   */
  get toldAs(): string {
    return `${workflowInfo().runId}/${this.ends}`;
  }

  /** It is to be quoted anew: something else is asked for, or the expiring term is another by now. */
  askAnew(changes: Partial<RenewalAsked>): void {
    this.asks += 1;
    this.askFor(changes);
  }

  /** The name of what is made for the new term at a quote. */
  referenceOf(quote: number): ExternalReference {
    const { policyNumber, termNumber } = this.change.term;
    const name = `${policyNumber}-${termNumber + 1}`.replaceAll(/[^A-Za-z0-9._-]/g, '.');
    return {
      system: OWN_SYSTEM,
      id: derivedName(name, `q${quote}`, { policyNumber, termNumber }),
    };
  }

  /** As it was quoted last; null where it was not, or cannot be any more. */
  get quoted(): RenewalQuoted | null {
    return this.isQuoted ? this.quote : null;
  }

  /** The offer that is out; null before the first. */
  get offer() {
    return this.#renewal.offers.at(-1) ?? null;
  }

  /** Under which billing counts money for the next bind. */
  get jobNumber(): string {
    const { id } = this.transaction.record;
    if (this.quote.flow !== 'offer') return id;
    return offerId(id, this.accepted?.version ?? this.nextVersion);
  }

  get nextVersion(): number {
    return this.#renewal.offers.length + 1;
  }

  /** What an earlier run was paid counts for the offer, and is not passed on as money that came later. */
  restorePassedOn(): void {
    this.passedOn = this.#renewal.money
      .filter(({ standing }) => standing === 'counts')
      .map(({ paymentId }) => paymentId);
  }

  override keep(quote: RenewalQuoted): void {
    super.keep(quote);
    const { flow, direction, moments, nonRenewal } = quote;
    this.know({ flow, direction, moments, nonRenewal });
  }

  protected ask(): Promise<RenewalQuoted | RefusedQuote> {
    const { id: transaction } = this.transaction.record;
    // Its term may end at the very instant at which it looks at it, or while no worker runs.
    const isUnderWay = this.isQuoted || this.input.reopens !== undefined;
    return this.steps.quoteRenewal({ transaction, asked: this.request, isUnderWay });
  }

  /** A renewal changes nothing of the expiring term, and takes no turn of it. */
  protected neverItsTurn(): void {
    this.course.lookUp();
  }
}
