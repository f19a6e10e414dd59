import {
  allHandlersFinished,
  CancellationScope,
  condition,
  isCancellation,
  sleep,
} from '@temporalio/workflow';
import type { Milestone, StepName, TransactionState } from '../../domain/transaction/kinds.js';
import { sentences } from '../../domain/sentence.js';
import { isBefore, lastMilestone } from '../../domain/transaction/kinds.js';
import { plannedStep } from '../../domain/transaction/plan.js';
import type { QuoteRecord } from '../../domain/quote/quote-record.js';
import type { QuoteState } from '../../domain/quote/quote.js';
import type { ChangeRecord } from '../../domain/transaction/change-record.js';
import type { PolicySystemIds } from '../../domain/transaction/policy-system-ids.js';
import type {
  RequestFacts,
  TransactionBilling,
  TransactionRecord,
} from '../../domain/transaction/record.js';
import { Outbox } from '../events/outbox.js';
import type { Facts, KindInWorkflow } from './kind.js';
import type { Abandonment, Advance } from './messages.js';
import { OpenRecord, type AwaitedPerson } from './open-record.js';
import { isLaterRun, thisRun } from './runs.js';
import { settled } from './settled.js';
import { stopOf, type Stop } from './stops.js';
import { tellEnded, tellResumed, tellStopped } from './told.js';
import { untilAnswered } from './until-answered.js';
import { writeInDoubt } from './write-in-doubt.js';
import { Writes } from './writes.js';

/** The transaction was abandoned by a person; nothing more is written. */
export class Abandoned extends Error {
  override readonly name = 'Abandoned';
}

/** What a step was for is no longer wanted. */
export class StepGivenUp extends Error {
  override readonly name = 'StepGivenUp';
}

/** What a transaction is begun with. */
export interface Beginning<Request> {
  readonly request: Request;
  /** How long one step waits out an outage before a person is asked. Milliseconds. */
  readonly patienceMs: number;
  /** How far it is asked to go; to its end unless said. */
  readonly advanceTo?: Milestone | undefined;
}

/**
 * One transaction under way: its request, its record and its writes.
 *
 * It runs the steps, says in words what is awaited, and holds a stopped step until a person corrects or abandons it; who
 * may do that, and how, stands in `people.ts`.
 */
export class Transaction<Request> {
  readonly kind: KindInWorkflow<Request>;
  readonly writes = new Writes(thisRun(), (settleTimeOverAtMs, key) =>
    this.#untilSettleTimeOver(settleTimeOverAtMs, key),
  );
  /** What others are told of it. */
  readonly outbox = new Outbox();
  readonly #patienceMs: number;
  readonly #record: OpenRecord;
  #request: Request;
  #currentStep: StepName | null = null;
  #isAbandoned = false;
  #isStepGivenUp = false;
  #refuseAdvance: (advance: Advance) => void = () => undefined;
  #refuseCorrection: () => void = () => undefined;
  #running: CancellationScope | null = null;
  #recheck: () => Promise<void> = () => Promise.resolve();
  #underWay: { readonly step: StepName; readonly since: number } | null = null;

  constructor(
    kind: KindInWorkflow<Request>,
    { request, patienceMs, advanceTo }: Beginning<Request>,
  ) {
    this.kind = kind;
    if (isLaterRun()) this.writes.suspectEarlierRun();
    this.#request = request;
    this.#patienceMs = patienceMs;
    this.#record = new OpenRecord(kind.kind, kind.facts(request), advanceTo, this.outbox);
    this.#saySlowSteps().catch(() => undefined);
  }

  get record(): TransactionRecord {
    return this.#record.value;
  }

  /** How long one step waits out an outage. Milliseconds. */
  get patienceMs(): number {
    return this.#patienceMs;
  }

  /** As posted, with every correction since. */
  get request(): Request {
    return this.#request;
  }

  /** The step that runs or is stopped, null between steps. */
  get currentStep(): StepName | null {
    return this.#currentStep;
  }

  get ids(): PolicySystemIds {
    return this.record.ids;
  }

  /** What is known for telling its writes apart. */
  get facts(): Facts<Request> {
    const { ids, policyNumber } = this.record;
    return { request: this.#request, ids, policyNumber };
  }

  /** Sets identifiers the moment they are known. */
  know(ids: Partial<PolicySystemIds>): void {
    this.#record.know(ids);
  }

  /** What is asked for from now on: corrected by a person, or held to what an earlier run bound. */
  replaceRequest(request: Request): void {
    this.#request = request;
    this.#record.takeOver(this.kind.facts(request));
  }

  /** Sets how far its quote has come. */
  quoted(state: QuoteState): void {
    this.#record.quoted(state);
  }

  /** Sets what is known of a change within a term. */
  knowChange(change: Partial<ChangeRecord>): void {
    this.#record.knowChange(change);
  }

  /** It holds from another day, or on another term, than was known. */
  takeOver(facts: RequestFacts): void {
    this.#record.takeOver(facts);
  }

  /** Has `refuse` look at every word that it may go further, and throw where that cannot be. */
  beforeAdvance(refuse: (advance: Advance) => void): void {
    this.#refuseAdvance = refuse;
  }

  /** Has `refuse` look at every correction, and throw where none can be taken. */
  beforeCorrection(refuse: () => void): void {
    this.#refuseCorrection = refuse;
  }

  /** @throws ApplicationFailure of type `refused` */
  refuseCorrection(): void {
    this.#refuseCorrection();
  }

  /** @throws ApplicationFailure of a type that `advanceUpdate` names */
  refuseAdvance(advance: Advance): void {
    this.#refuseAdvance(advance);
  }

  /** Sets how the term is billed. */
  bill(billing: TransactionBilling): void {
    this.#record.bill(billing);
  }

  /** Has `recheck` run after every correction, before the stopped step runs again. */
  afterCorrection(recheck: () => Promise<void>): void {
    this.#recheck = recheck;
  }

  /** Moves the transaction on, with whatever became known by it. */
  enter(state: TransactionState, facts: Parameters<OpenRecord['enter']>[1] = {}): void {
    this.#record.enter(state, facts);
  }

  /**
   * Runs one step to its end, however long that takes: lost answers are looked up, and everything else that stops it
   * waits for a person, whose correction runs it again. Writes inside it go through `writes`, so that running it again
   * repeats nothing.
   *
   * @param summarise the outcome in a sentence for the step log, without personal data
   * @throws Abandoned when a person ends the transaction instead
   * @throws StepGivenUp when `giveUpStep` was called while it ran or was stopped
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
      this.#isStepGivenUp = false;
      try {
        this.#underWay = { step: name, since: Date.now() };
        const result = await this.#abandonable(() =>
          untilAnswered(isFirst ? work : again, this.#patienceMs, (stop) => {
            this.wait(`an answer that was lost in step ${name} to be looked up. ${stop.reason}`);
          }),
        );
        this.#underWay = null;
        this.wait(null);
        this.#record.log(name, startedAt, summarise(result));
        this.#currentStep = null;
        return result;
      } catch (error) {
        this.#underWay = null;
        const stop = stopOf(error);
        if (stop === null) throw error;
        await this.#waitForPerson(name, stop);
      }
    }
  }

  /** Says what is awaited, as the rest of "Waits for …"; null for nothing. */
  wait(what: string | null): void {
    this.#record.wait(what);
  }

  /** Adds to the reason of a failure what is left to do by hand. */
  noteFailure(note: string): void {
    this.#record.noteFailure(note);
  }

  /** Says why a cancellation that Temporal asked for is not carried out. */
  declineCancellation(reason: string): void {
    this.#record.declineCancellation(reason);
  }

  /** A person put right what stopped the step, or is held: it runs again. */
  resume(correction: Parameters<OpenRecord['correct']>[0]): void {
    this.#record.correct(correction);
    if (this.record.heldAt === null) this.#record.setAttention(null);
    else this.#record.letGo();
  }

  /** Waits at a milestone from now on; see `holdAt`. */
  hold(milestone: Milestone, awaited: AwaitedPerson | null = null): void {
    this.#record.hold(milestone, awaited);
  }

  /** What it waited for at a milestone has come. */
  letGo(): void {
    this.#record.letGo();
  }

  /** Sets what is known of its quote. */
  knowQuote(quote: Partial<QuoteRecord>): void {
    this.#record.knowQuote(quote);
  }

  /** What it was priced at, and how that was to be billed, holds no longer. */
  unprice(): void {
    this.#record.unprice();
  }

  /** Nothing happens until a moment comes or somebody acts. @param moment null for none */
  rest(moment: { readonly summary: string; readonly atMs: number } | null): void {
    const goesOnAt = moment && new Date(moment.atMs).toISOString();
    this.#record.knowChange({ isResting: true, goesOnAt });
    this.#record.comesNext(moment?.summary ?? null);
  }

  /** What it waited for has come, whatever it was. */
  goOn(): void {
    this.#record.knowChange({ isResting: false, goesOnAt: null });
    this.#record.comesNext(null);
    this.#record.letGo();
    if (this.record.attention === null) this.wait(null);
  }

  /** Somebody has it go further. */
  advance(advance: Parameters<OpenRecord['advance']>[0]): void {
    this.#record.advance(advance);
    const { kind, heldAt } = this.record;
    if (heldAt !== null && isBefore(kind, heldAt, advance.advanceTo)) this.#record.letGo();
  }

  /** Somebody did what only makes sense when it goes on to its end. */
  goAllTheWay(by: string): void {
    const { kind, advanceTo } = this.record;
    const end = lastMilestone(kind);
    if (isBefore(kind, advanceTo, end)) this.#record.advance({ by, advanceTo: end });
  }

  /** What somebody asked for no longer holds: it goes so far, and waits there to be asked again. */
  holdBack(milestone: Milestone): void {
    this.#record.goTo(milestone);
  }

  /** It is quoted as something else from now on, by no correction. */
  revise(): void {
    this.#record.revise();
  }

  /** Somebody, or how far it was asked to go, has accepted these numbers. */
  accepted(digest: string): void {
    this.#record.accepted(digest);
  }

  /** What stands in the policy system for it and is not bound, for whoever takes up its work; null: nothing any more. */
  noteUnbound(quoteGuid: string | null): void {
    this.#record.noteUnbound(quoteGuid);
  }

  /** The step that is stopped may run again without a correction: what it was to do has happened. */
  resumeUncorrected(step: StepName): void {
    if (this.record.attention?.step === step) this.#record.setAttention(null);
  }

  /** What the step is for that runs or is stopped is no longer wanted: it ends without a result. */
  giveUpStep(): void {
    if (this.#currentStep === null) return;
    this.#isStepGivenUp = true;
    if (this.record.attention !== null) this.#record.setAttention(null);
    this.#running?.cancel();
  }

  /** Ends the transaction; a call that is under way is let finish, one that waits for its next attempt is dropped. */
  abandon({ by, reason }: Abandonment, as: GivenUpAs = 'abandoned'): void {
    if (this.#isAbandoned) return;
    this.#isAbandoned = true;
    this.#record.fail({ code: as, reason: GIVEN_UP[as](by, reason) });
    this.#record.letGo();
    this.#record.setAttention(null);
    this.#running?.cancel();
  }

  /** Others have been told what happened in it so far. */
  untilTold(): Promise<void> {
    return condition(() => this.outbox.isEmpty);
  }

  /** Ends the workflow after the last handler has answered, and what happened was told. */
  async close(): Promise<TransactionRecord> {
    await condition(() => allHandlersFinished() && this.outbox.isEmpty);
    tellEnded(this.record);
    return this.record;
  }

  /** Says so when a step gets no answer. One timer for many steps: most transactions end before it fires. */
  async #saySlowSteps(): Promise<void> {
    for (;;) {
      await condition(() => this.#underWay !== null);
      await sleep(NO_ANSWER_MS - this.#underWayForMs(), {
        summary: 'Then a step without an answer is said to be slow',
      });
      // An answer may have come in the same moment. Histories from before anything was told have it otherwise.
      if (this.outbox.isOpen) await settled();
      const slow = this.#underWay;
      if (slow === null || this.#underWayForMs() < NO_ANSWER_MS) continue;
      if (this.record.waitingFor === null && !this.#isAbandoned) {
        const { asks } = plannedStep(this.kind.plan, slow.step);
        this.wait(
          `${asks}: step ${slow.step} has had no answer yet. The pending activities say why.`,
        );
      }
      await condition(() => this.#underWay !== slow);
    }
  }

  #underWayForMs(): number {
    return this.#underWay === null ? 0 : Date.now() - this.#underWay.since;
  }

  async #abandonable<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isAbandoned) throw new Abandoned();
    const scope = new CancellationScope();
    this.#running = scope;
    try {
      return await scope.run(work);
    } catch (error) {
      if (!isCancellation(error) && stopOf(error) === null) throw error;
      if (this.#wasAbandoned()) throw new Abandoned();
      if (this.#isStepGivenUp) throw this.#stepGivenUp();
      throw error;
    } finally {
      this.#running = null;
    }
  }

  /** A person, or a retry, may be quicker than the policy system. */
  async #untilSettleTimeOver(settleTimeOverAtMs: number, key: string): Promise<void> {
    const { what } = writeInDoubt(this.kind, this.facts, key);
    const at = new Date(settleTimeOverAtMs).toISOString();
    this.wait(
      `the policy system, which may still be working on ${what}: it is looked up at ${at}.`,
    );
    await sleep(settleTimeOverAtMs - Date.now(), { summary: `Before ${what} is looked up` });
    this.wait(null);
  }

  async #waitForPerson(step: StepName, stop: Stop): Promise<void> {
    this.#record.setAttention({
      step,
      // Answers that keep getting lost are an outage: the write stays in doubt and is looked up again.
      cause: stop.kind === 'lostAnswer' ? 'outage' : stop.kind,
      field: stop.field,
      reason: stop.reason,
      remedy: stop.remedy,
      inDoubt: this.writes.uncertain.map((key) => writeInDoubt(this.kind, this.facts, key)),
      since: now(),
    });
    tellStopped(this.record);
    await condition(() => this.record.attention === null || this.#isAbandoned);
    if (this.#isAbandoned) throw new Abandoned();
    tellResumed(this.record, step);
    if (this.#isStepGivenUp) throw this.#stepGivenUp();
  }

  #stepGivenUp(): StepGivenUp {
    this.#currentStep = null;
    this.#underWay = null;
    this.wait(null);
    return new StepGivenUp();
  }

  /** Read again after a wait, when it may have changed. */
  #wasAbandoned(): boolean {
    return this.#isAbandoned;
  }
}

/** How a transaction is ended that nothing is bound of. */
export type GivenUpAs = 'abandoned' | 'discarded' | 'expired';

const GIVEN_UP: Readonly<Record<GivenUpAs, (by: string, reason: string) => string>> = {
  abandoned: (by, reason) => sentences(`It was abandoned by ${by}`, reason),
  discarded: (by, reason) => sentences(`It was discarded by ${by}`, reason),
  expired: (_, reason) => reason,
};

/** After so long without an answer it is worth saying. */
const NO_ANSWER_MS = 10_000;

/** Workflow time, which replays. */
function now(): string {
  return new Date().toISOString();
}
