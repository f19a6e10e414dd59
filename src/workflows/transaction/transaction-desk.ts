import {
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  isCancellation,
  setCurrentDetails,
  setHandler,
  sleep,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { SearchAttributePair } from '@temporalio/common';
import type { Submission } from '../../domain/new-business/submission.js';
import type {
  Attention,
  PolicySystemIds,
  StepName,
  TransactionBilling,
  TransactionRecord,
  TransactionState,
} from '../../domain/transaction/record.js';
import { changesWhatIsBound } from '../../domain/transaction/correction.js';
import { checkedCorrection, type CheckedCorrection } from './checked-correction.js';
import {
  refuseAbandonment,
  refuseChangeOfBound,
  refuseCorrection,
  refuseUnlessStopped,
  refuseWhenBound,
  settledWrite,
  writeToSettle,
} from './corrections.js';
import { foundByPerson } from './found-by-person.js';
import {
  abandonUpdate,
  correctUpdate,
  recordQuery,
  submissionQuery,
  type Abandonment,
  type Correction,
  type NewBusinessInput,
} from './messages.js';
import { isLaterRun, thisRun } from './runs.js';
import { lookForBind } from '../new-business/look-for-bind.js';
import { refuseOtherMembers, refuseUnreadable } from './readable-act.js';
import { searchAttributes } from '../search-attributes.js';
import type { SubmissionOpening } from '../new-business/submission-opening.js';
import { stopOf, type Stop } from './stops.js';
import { describeWrite } from './write-in-doubt.js';
import { untilAnswered } from './until-answered.js';
import { Writes } from './writes.js';

/** The transaction was abandoned by a person; nothing more is written. */
export class Abandoned extends Error {
  override readonly name = 'Abandoned';
}

type Days = Pick<Submission, 'effectiveDate' | 'expirationDate'>;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * The open file of one transaction: its record, its submission, and the people who may act on it.
 *
 * It answers the queries and updates of `messages.ts`, keeps the record true at every moment, says in words what is
 * awaited, and holds a stopped step until somebody corrects or abandons it. Make it before the first await.
 */
export class TransactionDesk {
  readonly writes = new Writes(thisRun(), (settledAtMs, key) =>
    this.#untilSettled(settledAtMs, key),
  );
  /** What came twice with our insured and our submission, seen when they were made. */
  twinsSeen: Pick<SubmissionOpening, 'insuredTwins' | 'submissionTwins'> = {
    insuredTwins: [],
    submissionTwins: [],
  };
  readonly #patienceMs: number;
  readonly #record: Mutable<TransactionRecord>;
  #submission: Submission;
  #currentStep: StepName | null = null;
  #abandonment: Abandonment | null = null;
  #running: CancellationScope | null = null;
  #recheck: () => Promise<void> = () => Promise.resolve();
  /** Why a cancellation that Temporal asked for was not carried out. */
  #declined: string | null = null;
  #underWay: { readonly step: StepName; readonly since: number } | null = null;

  constructor(input: NewBusinessInput) {
    const { submission } = input;
    if (isLaterRun()) this.writes.suspectEarlierRun();
    this.#submission = submission;
    this.#patienceMs = input.outagePatienceMs;
    this.#record = {
      id: workflowInfo().workflowId,
      kind: 'newBusiness',
      state: 'started',
      reference: submission.reference,
      product: submission.product,
      effectiveDate: submission.effectiveDate,
      expirationDate: submission.expirationDate,
      policyNumber: null,
      totalCents: null,
      premiumCents: null,
      feeCents: null,
      issuedOn: null,
      waitingFor: null,
      attention: null,
      failure: null,
      ids: {
        insuredGuid: null,
        producerContactGuid: null,
        underwriterGuid: null,
        submissionGroupGuid: null,
        quoteGuid: null,
        quoteOptionGuids: [],
        controlNumber: null,
        invoiceNumbers: [],
      },
      billing: null,
      steps: [],
      corrections: [],
      revision: 0,
    };
    setHandler(recordQuery, () => this.record);
    setHandler(submissionQuery, () => this.#submission);
    setHandler(
      correctUpdate,
      acting((correction) => this.#correct(correction)),
      {
        description: 'Replace the offending input and run the stopped step again.',
        validator: (correction: Correction) => {
          refuseUnreadable(correction);
          refuseUnlessStopped(this);
        },
      },
    );
    setHandler(
      abandonUpdate,
      acting((abandonment) => this.#abandon(abandonment)),
      {
        description: 'End a transaction that is not bound.',
        validator: (abandonment: Abandonment) => {
          refuseUnreadable(abandonment);
          refuseOtherMembers(abandonment, ['by', 'reason']);
          refuseAbandonment(this);
        },
      },
    );
    this.#say();
    this.#watch().catch(() => undefined);
  }

  get record(): TransactionRecord {
    return this.#record;
  }

  /** As posted, with every correction since. */
  get submission(): Submission {
    return this.#submission;
  }

  /** The step that runs or is stopped, null between steps. */
  get currentStep(): StepName | null {
    return this.#currentStep;
  }

  get ids(): PolicySystemIds {
    return this.#record.ids;
  }

  /** Sets identifiers the moment they are known. */
  know(ids: Partial<PolicySystemIds>): void {
    this.#record.ids = { ...this.#record.ids, ...ids };
  }

  /** What an earlier run bound stands, whatever was posted: it may have been corrected before. */
  holdTo({ effectiveDate, expirationDate }: Days): void {
    this.#replaceSubmission({ ...this.#submission, effectiveDate, expirationDate });
  }

  /** Sets how the term is billed. */
  bill(billing: TransactionBilling): void {
    this.#record.billing = billing;
  }

  /** Has `recheck` run after every correction, before the stopped step runs again. */
  afterCorrection(recheck: () => Promise<void>): void {
    this.#recheck = recheck;
  }

  /** Moves the transaction on, with whatever became known by it, and tells the list of transactions. */
  enter(
    state: TransactionState,
    facts: Partial<
      Pick<
        TransactionRecord,
        'policyNumber' | 'totalCents' | 'premiumCents' | 'feeCents' | 'issuedOn' | 'failure'
      >
    > = {},
  ): void {
    Object.assign(this.#record, facts, { state });
    const attributes: SearchAttributePair[] = [
      { key: searchAttributes.transactionState, value: state },
    ];
    if (facts.policyNumber) {
      attributes.push({ key: searchAttributes.policyNumber, value: facts.policyNumber });
    }
    upsertSearchAttributes(attributes);
    this.#say();
  }

  /**
   * Runs one step to its end, however long that takes: lost answers are looked up, and everything else that stops it
   * waits for a person, whose correction runs it again. Writes inside it go through `writes`, so that running it again
   * repeats nothing.
   *
   * @param summarise the outcome in a sentence for the step log, without personal data
   * @throws Abandoned when a person ends the transaction instead
   */
  async step<T>(
    name: StepName,
    work: () => Promise<T>,
    summarise: (result: T) => string,
  ): Promise<T> {
    const startedAt = now();
    const again = async (): Promise<T> => {
      await this.#recheck();
      return work();
    };
    for (let isFirst = true; ; isFirst = false) {
      this.#currentStep = name;
      try {
        this.#underWay = { step: name, since: Date.now() };
        const result = await this.#abandonable(() =>
          untilAnswered(isFirst ? work : again, this.#patienceMs, (stop) => {
            this.wait(`an answer that was lost in step ${name} to be looked up. ${stop.reason}`);
          }),
        );
        this.#underWay = null;
        this.wait(null);
        this.log(name, startedAt, summarise(result));
        return result;
      } catch (error) {
        this.#underWay = null;
        const stop = stopOf(error);
        if (stop === null) throw error;
        await this.#untilSettledByPerson(name, stop);
      }
    }
  }

  /** Adds a line to the step log. */
  log(name: StepName, startedAt: string, outcome: string): void {
    const record = { name, startedAt, finishedAt: now(), outcome };
    this.#record.steps = [...this.#record.steps, record];
    this.#currentStep = null;
  }

  /** Says what is awaited, as the rest of "Waits for …"; null for nothing. */
  wait(what: string | null): void {
    this.#record.waitingFor = what;
    this.#say();
  }

  /** Adds to the reason of a failure what is left to do by hand. */
  noteFailure(note: string): void {
    const { failure } = this.#record;
    if (failure) this.#record.failure = { ...failure, reason: `${failure.reason} ${note}` };
  }

  /** Closes the file after the last handler has answered. */
  async close(): Promise<TransactionRecord> {
    await condition(allHandlersFinished);
    return this.#record;
  }

  /** Says so when a step gets no answer. One timer for many steps: most transactions end before it fires. */
  async #watch(): Promise<void> {
    for (;;) {
      await condition(() => this.#underWay !== null);
      await sleep(NO_ANSWER_MS - this.#underWayForMs());
      const step = this.#underWay;
      if (step === null || this.#underWayForMs() < NO_ANSWER_MS) continue;
      if (this.#record.waitingFor === null && !this.#abandonmentAsked()) {
        const who = ASKED[step.step] ?? 'the policy system';
        this.wait(
          `${who}: step ${step.step} has had no answer yet. The pending activities say why.`,
        );
      }
      await condition(() => this.#underWay !== step);
    }
  }

  #underWayForMs(): number {
    return this.#underWay === null ? 0 : Date.now() - this.#underWay.since;
  }

  async #abandonable<T>(work: () => Promise<T>): Promise<T> {
    if (this.#abandonment) throw new Abandoned();
    const scope = new CancellationScope();
    this.#running = scope;
    try {
      return await scope.run(work);
    } catch (error) {
      if (this.#abandonmentAsked() && (isCancellation(error) || stopOf(error) !== null)) {
        throw new Abandoned();
      }
      throw error;
    } finally {
      this.#running = null;
    }
  }

  /** A person, or a retry, may be quicker than the policy system. */
  async #untilSettled(settledAtMs: number, key: string): Promise<void> {
    const { what } = describeWrite(key, { ...this.#record, submission: this.#submission });
    const at = new Date(settledAtMs).toISOString();
    this.wait(
      `the policy system, which may still be working on ${what}: it is looked up at ${at}.`,
    );
    await sleep(settledAtMs - Date.now());
    this.wait(null);
  }

  async #untilSettledByPerson(step: StepName, stop: Stop): Promise<void> {
    const inDoubt = this.writes.uncertain.map((key) =>
      describeWrite(key, { ...this.#record, submission: this.#submission }),
    );
    const attention: Attention = {
      step,
      // Answers that keep getting lost are an outage: the write stays in doubt and is looked up again.
      cause: stop.kind === 'lostAnswer' ? 'outage' : stop.kind,
      field: stop.field,
      reason: stop.reason,
      remedy: stop.remedy,
      inDoubt,
      since: now(),
    };
    this.#setAttention(attention);
    await condition(() => this.#record.attention === null || this.#abandonmentAsked());
    if (this.#abandonmentAsked()) throw new Abandoned();
  }

  /**
   * Temporal asked for the cancellation: an abandonment like any other, and refused as any other. It is asked for once, so
   * while the bind is under way it waits for what comes of it.
   */
  async abandonAsTold(): Promise<void> {
    const abandonment = { by: 'Temporal', reason: 'Its cancellation was requested there.' };
    for (;;) {
      const { state, attention } = this.#record;
      try {
        refuseAbandonment(this);
        await this.#abandon(abandonment);
        return;
      } catch (error) {
        if (!(error instanceof ApplicationFailure)) throw error;
        this.#declined = `Its cancellation was requested in Temporal and declined: ${error.message}`;
        this.#say();
        if (error.type !== 'bindUnderWay') return;
      }
      await condition(() => this.#record.state !== state || this.#record.attention !== attention);
    }
  }

  #abandonmentAsked(): boolean {
    return this.#abandonment !== null;
  }

  #setAttention(attention: Attention | null): void {
    const isNew = this.#record.attention === null;
    this.#record.attention = attention;
    this.#record.waitingFor = attention && wordsOf(attention);
    if (isNew || attention === null) {
      upsertSearchAttributes([{ key: searchAttributes.needsAttention, value: attention !== null }]);
    }
    this.#say();
  }

  /** Checks it with an activity, and takes it whole or not at all. */
  async #correct(sent: Correction): Promise<TransactionRecord> {
    const sentAtMs = Date.now();
    const key = settledWrite(this.writes, sent);
    const correction = await checkedCorrection(
      sent,
      this.#submission,
      this.#record.revision,
      writeToSettle(this, key),
    );
    const seenNotMade = await this.#lookBeforeChange(correction, sentAtMs);
    refuseCorrection(this, correction, { sentAtMs, seenNotMade });
    this.#settleWriteInDoubt(correction);
    if (seenNotMade !== null) this.writes.settleAsNotMade(seenNotMade);
    const { by, reason, fields, submission, word } = correction;
    this.#replaceSubmission(submission);
    const entry = { at: now(), by, reason, fields, word };
    this.#record.corrections = [...this.#record.corrections, entry];
    this.#record.revision += 1;
    this.#setAttention(null);
    return this.#record;
  }

  #replaceSubmission(submission: Submission): void {
    const { effectiveDate, expirationDate } = submission;
    if (this.#record.effectiveDate !== effectiveDate) {
      upsertSearchAttributes([{ key: searchAttributes.effectiveDate, value: effectiveDate }]);
    }
    this.#submission = submission;
    Object.assign(this.#record, { effectiveDate, expirationDate });
  }

  /**
   * A bind that may have happened makes what it bound final, unless the policy system is seen not to have it.
   *
   * @returns the bind when it is seen not to have happened
   */
  async #lookBeforeChange({ fields }: CheckedCorrection, sentAtMs: number): Promise<'bind' | null> {
    if (this.writes.settleable('bind') === null || !changesWhatIsBound(fields)) return null;
    const { quoteGuid } = this.ids;
    const found = await lookForBind(quoteGuid, this.#submission.reference, this.writes);
    refuseChangeOfBound(found, fields);
    return found.kind === 'notBound' && sentAtMs >= this.writes.settledAtMs('bind') ? 'bind' : null;
  }

  #settleWriteInDoubt({ outcome }: CheckedCorrection): void {
    const key = settledWrite(this.writes, { outcome });
    if (key === null || !outcome) return;
    if (!outcome.written) {
      this.writes.settleAsNotMade(key);
      return;
    }
    const found = foundByPerson(key, outcome);
    if ('made' in found) this.writes.record(key, found.made);
  }

  /** Looks before it says that nothing is bound. */
  async #abandon(abandonment: Abandonment): Promise<TransactionRecord> {
    const { quoteGuid } = this.ids;
    const sentAtMs = Date.now();
    const found = await lookForBind(quoteGuid, this.#submission.reference, this.writes);
    if (found.kind === 'bound' && found.quoteGuid === quoteGuid)
      this.#knowBound(found.policyNumber);
    refuseWhenBound(found, this.writes, sentAtMs);
    // It went on while it was looked up.
    refuseAbandonment(this);
    this.writes.settleAsNotMade('bind');
    this.#abandonment ??= abandonment;
    const { by, reason } = this.#abandonment;
    this.#record.failure = { code: 'abandoned', reason: `Abandoned by ${by}: ${reason}` };
    this.#setAttention(null);
    // A call that is under way is let finish; one that waits for its next attempt is dropped.
    this.#running?.cancel();
    return this.#record;
  }

  /** Whatever stopped the bind: it happened. */
  #knowBound(policyNumber: string): void {
    if (this.#record.policyNumber !== null) return;
    this.writes.record('bind', policyNumber);
    if (this.#record.attention?.step === 'bind') this.#setAttention(null);
  }

  #say(): void {
    const { reference, state, policyNumber, waitingFor, failure } = this.#record;
    const head = `New business ${reference.system} ${reference.id}: ${state.replaceAll('_', ' ')}`;
    const policy = policyNumber === null ? '' : `, policy ${policyNumber}`;
    const rest = failure
      ? ` ${failure.reason}`
      : waitingFor === null
        ? ''
        : ` Waits for ${waitingFor}`;
    const declined = this.#declined === null ? '' : ` ${this.#declined}`;
    setCurrentDetails(`${head}${policy}.${rest}${declined}`);
  }
}

/** A handler that works also after the cancellation of the workflow was asked for. */
function acting<Act, Answer>(handler: (act: Act) => Answer | Promise<Answer>) {
  return (act: Act): Promise<Answer> => CancellationScope.nonCancellable(async () => handler(act));
}

/** After so long without an answer it is worth saying. */
const NO_ANSWER_MS = 10_000;

/** Whom a step asks, where it is not the policy system. */
const ASKED: Readonly<Partial<Record<StepName, string>>> = {
  billingTerms: 'the billing system',
  bookTerm: 'the billing system',
  handOverTerm: 'the workflow of the term',
};

function wordsOf({ step, cause, reason, remedy, inDoubt }: Attention): string {
  const doubt = inDoubt.map(({ what, where }) => `${what} (${where})`).join('; ');
  return `a person: step ${step} stopped (${cause}). ${reason} ${remedy}${doubt && ` In doubt: ${doubt}.`}`;
}

/** Workflow time, which replays. */
function now(): string {
  return new Date().toISOString();
}
