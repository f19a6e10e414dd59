import {
  patched,
  setCurrentDetails,
  upsertMemo,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { SearchAttributePair, SearchAttributeUpdatePair } from '@temporalio/common';
import { doubtInWords, type Attention } from '../../domain/transaction/attention.js';
import { stageOf } from '../../domain/transaction/kinds.js';
import type {
  Milestone,
  StepName,
  TransactionKind,
  TransactionState,
} from '../../domain/transaction/kinds.js';
import type { QuoteState } from '../../domain/quote/quote.js';
import { NEW_QUOTE, type QuoteRecord } from '../../domain/quote/quote-record.js';
import type { ChangeRecord } from '../../domain/transaction/change-record.js';
import type { PolicySystemIds } from '../../domain/transaction/policy-system-ids.js';
import {
  newRecord,
  type AdvanceRecord,
  type CorrectionRecord,
  type RequestFacts,
  type TransactionBilling,
  type TransactionRecord,
} from '../../domain/transaction/record.js';
import { amountIn } from '../../domain/money/cents.js';
import { sentences } from '../../domain/sentence.js';
import { headsOf } from '../../domain/task/task-head.js';
import {
  isListedOtherwise,
  tasksFirstListed,
  tasksOfTransaction,
} from '../../domain/task/transaction-tasks.js';
import type { TransactionMemo } from './messages.js';
import type { Outbox } from '../events/outbox.js';
import { transactionDetails } from './current-details.js';
import { searchAttributes } from '../search-attributes.js';
import { TransactionEvents } from './transaction-events.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What may become known with a new state. */
type NewFacts = Partial<
  Pick<
    TransactionRecord,
    'policyNumber' | 'totalCents' | 'premiumCents' | 'feeCents' | 'issuedOn' | 'failure'
  >
>;

/** For whom it waits at a milestone. */
export interface AwaitedPerson {
  /** As the rest of "Waits for …". */
  readonly what: string;
  /** Whether it is a task for a person; else it waits for a word that may come or not. */
  readonly isTask: boolean;
}

/**
 * The record of a transaction that is under way: true at every moment, and said in words in the current details.
 *
 * The list of transactions is told where it rests: while it waits, when it is bound, and at its end. What it runs through
 * in passing is in the record alone, because telling the list costs as much as a step.
 */
export class OpenRecord {
  readonly #record: Mutable<TransactionRecord>;
  readonly #events: TransactionEvents;
  #listedState: TransactionState;
  /** Whether what it waits for at a milestone is a task for a person. */
  #isTask = false;
  /** What the list says of what waits for a person. */
  #listedTasks = '[]';
  /** What happens next by itself. */
  #next: string | null = null;
  /** Why a cancellation that Temporal asked for was not carried out. */
  #declined: string | null = null;

  /**
   * @param advanceTo how far it is asked to go; to its end unless said
   * @param outbox by which others are told what happens in it
   */
  constructor(
    kind: TransactionKind,
    facts: RequestFacts,
    advanceTo: Milestone | undefined,
    outbox: Outbox,
  ) {
    const { workflowId, runId, startTime } = workflowInfo();
    const createdAt = startTime.toISOString();
    this.#record = { ...newRecord(workflowId, kind, facts, advanceTo), runId, createdAt };
    this.#events = new TransactionEvents(outbox, this.#record);
    this.#listedState = this.#record.state;
    this.#updateDetails();
  }

  /** As it stands now. */
  get value(): TransactionRecord {
    return this.#record;
  }

  /** Moves the transaction on, with whatever became known by it. */
  enter(state: TransactionState, facts: NewFacts = {}): void {
    const { kind, state: before } = this.#record;
    const isNewStage = stageOf(kind, state) !== stageOf(kind, this.#listedState);
    const isNumbered =
      facts.policyNumber != null && facts.policyNumber !== this.#record.policyNumber;
    Object.assign(this.#record, facts, { state });
    if (isNewStage || isNumbered) this.#tellList(isNumbered ? this.#policyNumber() : []);
    this.#events.entered(before);
    this.#updateDetails();
  }

  know(ids: Partial<PolicySystemIds>): void {
    this.#record.ids = { ...this.#record.ids, ...ids };
  }

  quoted(state: QuoteState): void {
    this.#record.quoteState = state;
  }

  knowQuote(quote: Partial<QuoteRecord>): void {
    const before = this.#record.quote?.decisionDue ?? null;
    this.#record.quote = { ...(this.#record.quote ?? NEW_QUOTE), ...quote };
    this.#events.decisionAsked(before, this.#record.quote.decisionDue);
  }

  unprice(): void {
    Object.assign(this.#record, {
      premiumCents: null,
      feeCents: null,
      totalCents: null,
      billing: null,
    });
  }

  /** What is known of a change; nothing of what makes a term. */
  knowChange(change: Partial<ChangeRecord>): void {
    if (this.#record.change === null) return;
    const before = this.#record.change;
    this.#record.change = { ...before, ...change };
    this.#tellTasks(hasTasks(before));
    this.#tellOfPeople();
    if (change.quote) this.#record.totalCents = change.quote.totalCents;
    if (change.renewal) this.#events.renewalKnown(before.renewal, change.renewal);
    if (change.isResting) this.#events.rests();
  }

  /** A task of a renewal wants a person too, while the renewal goes on. */
  #tellTasks(before: boolean): void {
    const has = hasTasks(this.#record.change);
    if (has === before || this.#record.attention !== null) return;
    this.#tellList([{ key: searchAttributes.needsAttention, value: has }]);
  }

  /** What a person is asked has changed, and nothing else that the list shows. */
  #tellOfPeople(): void {
    const heads = this.#heads();
    if (JSON.stringify(heads) === this.#listedTasks || !patched('lists-tasks')) return;
    this.#tellList([{ key: searchAttributes.needsAttention, value: heads.length > 0 }]);
  }

  bill(billing: TransactionBilling): void {
    this.#record.billing = billing;
  }

  /** What the record takes over from a request that was corrected, or from what an earlier run bound. */
  takeOver({ effectiveDate, expirationDate }: RequestFacts): void {
    if (this.#record.effectiveDate !== effectiveDate) {
      upsertSearchAttributes([{ key: searchAttributes.effectiveDate, value: effectiveDate }]);
    }
    Object.assign(this.#record, { effectiveDate, expirationDate });
  }

  log(name: StepName, startedAt: string, outcome: string): void {
    const step = { name, startedAt, finishedAt: now(), outcome };
    this.#record.steps = [...this.#record.steps, step];
  }

  /** Says what is awaited, as the rest of "Waits for …"; null for nothing. */
  wait(what: string | null): void {
    this.#record.waitingFor = what;
    if (what !== null && this.#record.state !== this.#listedState) this.#tellList();
    this.#updateDetails();
  }

  /** Says what happens next by itself; null for nothing. */
  comesNext(summary: string | null): void {
    if (this.#next === summary) return;
    this.#next = summary;
    this.#updateDetails();
  }

  setAttention(attention: Attention | null): void {
    const before = this.#record.attention;
    const isNew = before === null;
    this.#record.attention = attention;
    this.#record.waitingFor = attention && inWords(attention);
    if (isNew || attention === null) {
      const value = attention !== null || hasTasks(this.#record.change);
      this.#tellList([{ key: searchAttributes.needsAttention, value }]);
    } else this.#tellOfPeople();
    this.#events.attended(before);
    this.#updateDetails();
  }

  correct(correction: Omit<CorrectionRecord, 'at'>): void {
    this.#record.corrections = [...this.#record.corrections, { at: now(), ...correction }];
    this.#record.revision += 1;
  }

  /** What was quoted holds no longer; whoever saw it accepts another. */
  revise(): void {
    this.#record.revision += 1;
  }

  /** It waits at a milestone until somebody asks for more. */
  hold(milestone: Milestone, awaited: AwaitedPerson | null): void {
    const { totalCents, quoteState, billing } = this.#record;
    const price =
      totalCents === null ? '' : ` at ${amountIn(totalCents, billing?.currency ?? null)}`;
    this.#record.heldAt = milestone;
    this.#record.waitingFor =
      awaited?.what ??
      `somebody's word to go on: it is ${milestone}${price}, and was asked to go no further.`;
    this.#isTask = awaited?.isTask === true;
    this.#tellList([
      { key: searchAttributes.heldAt, value: quoteState ?? milestone },
      ...(this.#isTask ? [{ key: searchAttributes.needsAttention, value: true }] : []),
    ]);
    // A change says together with it whether there is a moment at which it goes on.
    if (this.#record.change === null) this.#events.rests();
    this.#updateDetails();
  }

  /** It waits at a milestone no longer; nothing where it does not. */
  letGo(): void {
    if (this.#record.heldAt === null) return;
    this.#record.heldAt = null;
    this.#record.waitingFor = null;
    this.#tellList([
      { key: searchAttributes.heldAt, value: null },
      ...(this.#isTask ? [{ key: searchAttributes.needsAttention, value: false }] : []),
    ]);
    this.#isTask = false;
    this.#updateDetails();
  }

  /** How far it is asked to go from now on. The memo outlives this run: whoever takes up its work goes as far. */
  goTo(advanceTo: Milestone): void {
    this.#record.advanceTo = advanceTo;
    upsertMemo({ advanceTo } satisfies Pick<TransactionMemo, 'advanceTo'>);
  }

  advance(advance: Omit<AdvanceRecord, 'at'>): void {
    this.#record.advances = [...this.#record.advances, { at: now(), ...advance }];
    const { advanceTo } = advance;
    this.#record.advanceTo = advanceTo;
    const noted = { advanceTo, wasAdvanced: true };
    upsertMemo(noted satisfies Pick<TransactionMemo, 'advanceTo' | 'wasAdvanced'>);
  }

  /** These numbers were accepted. The memo outlives this run. */
  accepted(acceptedDigest: string): void {
    upsertMemo({ acceptedDigest } satisfies Pick<TransactionMemo, 'acceptedDigest'>);
  }

  /** It stands in the policy system, unbound; null: nothing does any more. The memo outlives this run. */
  noteUnbound(unboundQuote: string | null): void {
    upsertMemo({ unboundQuote } satisfies Pick<TransactionMemo, 'unboundQuote'>);
  }

  fail(failure: NonNullable<TransactionRecord['failure']>): void {
    this.#record.failure = failure;
  }

  /** Adds to the reason of a failure what is left to do by hand. */
  noteFailure(note: string): void {
    const { failure } = this.#record;
    if (failure) this.#record.failure = { ...failure, reason: `${failure.reason} ${note}` };
  }

  /** Says why a cancellation that Temporal asked for is not carried out. */
  declineCancellation(reason: string): void {
    this.#declined = sentences('Its cancellation was requested in Temporal and declined', reason);
    this.#updateDetails();
  }

  #policyNumber(): SearchAttributePair[] {
    const { policyNumber } = this.#record;
    return policyNumber === null
      ? []
      : [{ key: searchAttributes.policyNumber, value: policyNumber }];
  }

  #tellList(more: readonly SearchAttributeUpdatePair[] = []): void {
    const { state } = this.#record;
    const isNews = state !== this.#listedState;
    this.#listedState = state;
    const stated = isNews ? [{ key: searchAttributes.transactionState, value: state }] : [];
    const attributes: SearchAttributeUpdatePair[] = [...stated, ...more];
    if (attributes.length > 0) upsertSearchAttributes([...attributes, ...this.#tasks()]);
  }

  #tasks(): SearchAttributePair[] {
    const value = this.#heads();
    const listed = JSON.stringify(value);
    if (listed === this.#listedTasks) return [];
    this.#listedTasks = listed;
    return [{ key: searchAttributes.tasks, value }];
  }

  #heads(): string[] {
    const isAsFirst = isListedOtherwise(this.#record) && !patched('lists-each-currency');
    return headsOf((isAsFirst ? tasksFirstListed : tasksOfTransaction)(this.#record));
  }

  #updateDetails(): void {
    const beside = { next: this.#next, declined: this.#declined };
    setCurrentDetails(transactionDetails(this.#record, beside));
  }
}

function hasTasks(change: ChangeRecord | null): boolean {
  return (change?.renewal?.tasks ?? []).length > 0;
}

function inWords({ step, cause, reason, remedy, inDoubt }: Attention): string {
  const why = sentences(reason, remedy, doubtInWords(inDoubt));
  return `a person, because step ${step} stopped (${cause}). ${why}`;
}

/** Workflow time, which replays. */
function now(): string {
  return new Date().toISOString();
}
