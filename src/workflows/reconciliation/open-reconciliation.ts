import { patched, setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import type { TermInForce } from '../../activities/reconciliation/policy-books.js';
import type { ComparedTerm } from '../../activities/reconciliation/term-books.js';
import {
  NOT_ORDERED,
  orderedBy,
  stateOf,
  type BatchOrder,
  type BatchState,
} from '../../domain/batch/acts.js';
import { begunWith, mayBeginAt, together } from '../../domain/batch/pace.js';
import type { Difference, Repair } from '../../domain/reconciliation/difference.js';
import { MOST_LISTED } from '../../domain/reconciliation/limits.js';
import { nextAfter, type Again } from '../../domain/reconciliation/looked-at-again.js';
import {
  differencesPage,
  NO_NUMBERS,
  reportInWords,
  withFound,
  type DifferencesAsked,
  type DifferencesPage,
  type ReconciliationProgress,
  type ReportedDifference,
} from '../../domain/reconciliation/report.js';
import { reconciliationOfId, type TermName } from '../../domain/workflow-ids.js';
import { updatedIn } from '../../domain/batch/updated.js';
import { tasksOfPaused } from '../../domain/task/batch-tasks.js';
import { ListedTasks } from '../listed-tasks.js';
import type { Order } from '../orders.js';
import { RunLength } from '../policy-term/run-length.js';
import type {
  CarriedReconciliation,
  EndedReconciliation,
  Phase,
  ReconciliationInput,
} from './messages.js';
import { reportedOfLost, withListed, type LookedFor } from './policies.js';

/** The patch from which on policies that were lost are seen to, few at a time. */
export const SEES_TO_LOST = 'sees-to-lost-policies';
/** More of them would not fit into what one run leaves to the next. */
const MOST_POLICIES_AGAIN = 1_000;

/** What a comparison does next. Moments in milliseconds since 1970. */
export type Step =
  | { readonly kind: 'again'; readonly again: readonly Again[] }
  | {
      readonly kind: 'policiesAgain';
      readonly policies: readonly TermInForce[];
      readonly count: number;
    }
  | {
      readonly kind: Exclude<Phase, 'over'>;
      readonly page: string | null;
      readonly count: number;
    }
  /** Null: until somebody acts. */
  | { readonly kind: 'wait'; readonly untilMs: number | null };

/** A term that is repaired, or tells people. */
export interface ToRepair {
  readonly before: Again;
  readonly difference: Difference;
  readonly repair: Repair;
}
export interface ToTell {
  readonly term: TermName;
  readonly differences: readonly Difference[];
  /** What goes into the report of it. */
  readonly reported: readonly ReportedDifference[];
}

const STEPS_PER_RUN = 100;
/** More would not fit into what the steps of one page carry. */
const MOST_TOGETHER = 20;

const NEXT_PHASE: Readonly<Record<Phase, Phase>> = {
  terms: 'sweep',
  sweep: 'policies',
  policies: 'periods',
  periods: 'over',
  over: 'over',
};

const AT: Readonly<Record<Phase, string>> = {
  terms: 'comparing terms',
  sweep: 'comparing terms that were begun anew meanwhile',
  policies: 'listing what the policy system has in force',
  periods: 'listing what billing has',
  over: 'looking again at what differed',
};

/** A comparison under way. */
export class OpenReconciliation {
  readonly input: ReconciliationInput;
  readonly requestId = reconciliationOfId(workflowInfo().workflowId);
  #carried: CarriedReconciliation;
  readonly #run: RunLength;
  /** Counts what people did. */
  #orders = 0;
  #endedAt: string | null = null;
  readonly #listed = new ListedTasks();

  constructor(input: ReconciliationInput) {
    this.input = input;
    this.#run = new RunLength(input.stepsPerRun ?? STEPS_PER_RUN);
    this.#carried = input.carried ?? begun();
    this.#show();
  }

  get orders(): number {
    return this.#orders;
  }

  get startedAt(): string {
    return this.#carried.startedAt;
  }

  get isOver(): boolean {
    const { isCancelled, phase, again, policiesAgain } = this.#carried;
    return isCancelled || (phase === 'over' && again.length === 0 && policiesAgain.length === 0);
  }

  /** Enough has happened in this run, or there is newer code: the next one goes on. */
  get isDueToContinue(): boolean {
    return this.#run.isDueToContinue;
  }

  /** What is due again goes before what was not looked at yet. */
  get next(): Step {
    const { isPaused, phase, page, begun: before, again, policiesAgain } = this.#carried;
    if (isPaused) return { kind: 'wait', untilMs: null };
    const { perMinute } = this.input;
    const nowMs = Date.now();
    const count = Math.min(MOST_TOGETHER, together(perMinute));
    const startMs = mayBeginAt(before, { perMinute, count });
    const due = again.filter(({ dueMs }) => dueMs <= nowMs).slice(0, count);
    const policies = policiesAgain.filter(({ dueMs }) => dueMs <= nowMs);
    const isMore = phase !== 'over' && this.#isPageDue(phase);
    if (startMs <= nowMs) {
      if (due.length > 0) return { kind: 'again', again: due };
      if (policies.length > 0)
        return { kind: 'policiesAgain', policies: policies.map(({ policy }) => policy), count };
      if (isMore) return { kind: phase, page, count };
    }
    const moments = [...again, ...policiesAgain].map(({ dueMs }) => dueMs);
    const firstMs = isMore || moments.length === 0 ? startMs : Math.min(...moments);
    return { kind: 'wait', untilMs: Math.max(startMs, firstMs) };
  }

  /** What others have is counted when everything of ours is settled: a repair may add to it. */
  #isPageDue(phase: Exclude<Phase, 'over'>): boolean {
    if (phase === 'terms' || phase === 'sweep') return true;
    const { again, policiesAgain } = this.#carried;
    if (again.length > 0) return false;
    const most = phase === 'policies' ? MOST_POLICIES_AGAIN : 0;
    return policiesAgain.length <= most || !patched(SEES_TO_LOST);
  }

  /** Terms were looked at for the first time. @param nextPage of their phase; null at its end */
  found(terms: readonly TermName[], nextPage: string | null): readonly Again[] {
    const { numbers, phase } = this.#carried;
    this.#carry({
      numbers: { ...numbers, terms: numbers.terms + terms.length },
      page: nextPage,
      phase: nextPage === null ? this.#after(phase) : phase,
    });
    return terms.map((term) => ({ term, dueMs: 0, looks: 0, seen: null, tried: [] }));
  }

  /**
   * Terms were compared.
   *
   * @param asked when they were asked for
   * @returns what is to be done about them
   */
  looked(
    terms: readonly Again[],
    compared: readonly ComparedTerm[],
    askedAtMs: number,
  ): { readonly repairs: readonly ToRepair[]; readonly tells: readonly ToTell[] } {
    const [repairs, tells]: [ToRepair[], ToTell[]] = [[], []];
    const waiting: Again[] = [];
    for (const [at, before] of terms.entries()) {
      const look = compared[at] ?? { kind: 'unread', reason: 'It was not looked at.' };
      const next = nextAfter(look, before, this.input.repairs);
      if (next.kind === 'settled') tells.push(...this.#settled(before, look));
      else if (next.kind === 'repair') repairs.push({ before, ...next });
      else waiting.push(this.#later(before, next.seen));
    }
    const others = this.#carried.again.filter((one) => !terms.includes(one));
    this.#carry({
      again: [...others, ...waiting],
      begun: begunWith(this.#carried.begun, {
        askedAtMs,
        doneAtMs: Date.now(),
        count: terms.length,
      }),
    });
    this.#stepped();
    return { repairs, tells };
  }

  /** A billing system bills one of the terms. */
  seenBilled(): void {
    this.#carry({ isBilled: true });
  }

  /** Terms were repaired: they are looked at again. */
  repaired(repairs: readonly ToRepair[], done: readonly string[]): void {
    const again = repairs.map(({ before, difference }, at) => {
      const text = done[at] ?? 'Nothing is known of it.';
      return this.#later({ ...before, tried: [...before.tried, { difference, text }] }, null);
    });
    this.#carry({ again: [...this.#carried.again, ...again] });
  }

  /** Terms have heard of their differences. @param heard whether each has */
  told(tells: readonly ToTell[], heard: readonly boolean[]): void {
    for (const [at, { reported }] of tells.entries()) {
      const isHeard = heard[at] === true;
      for (const one of reported)
        this.#report(isHeard || one.outcome !== 'task' ? one : { ...one, outcome: 'untold' });
    }
  }

  /** One page of what the policy system has in force. @param known whether each is known here; null where it cannot be listed */
  listedPolicies(
    terms: readonly TermInForce[] | null,
    known: readonly boolean[],
    next: number | null,
    askedAtMs: number,
  ): void {
    const ours = (terms ?? []).filter(({ isOurs }, at) => isOurs && known[at] !== true);
    const { numbers, policiesAgain } = this.#carried;
    const inPolicySystem =
      terms === null ? null : withListed(numbers.inPolicySystem, known, ours.length);
    const dueMs = this.#againAtMs();
    this.#carry({
      numbers: { ...numbers, inPolicySystem },
      policiesAgain: [...policiesAgain, ...ours.map((policy) => ({ policy, dueMs }))],
    });
    this.#paged(next === null ? null : String(next), askedAtMs);
  }

  /** Policies of ours that nobody knew were looked for again. @param askedAtMs when; each that was seen to counts as a look */
  lookedForPolicies(looked: LookedFor, askedAtMs: number): void {
    const { policies, known, seenTo } = looked;
    const { policiesAgain, begun: before, numbers } = this.#carried;
    const work = { askedAtMs, doneAtMs: Date.now(), count: seenTo.length };
    this.#carry({
      policiesAgain: policiesAgain.filter(({ policy }) => !policies.includes(policy)),
      begun: begunWith(before, work),
    });
    const { inPolicySystem } = numbers;
    const back = seenTo.filter(({ outcome }) => outcome === 'repaired' || outcome === 'known');
    if (inPolicySystem !== null) {
      const knownHere = inPolicySystem.knownHere + known.filter(Boolean).length + back.length;
      this.#number({ inPolicySystem: { ...inPolicySystem, knownHere } });
    }
    for (const one of reportedOfLost(looked)) this.#report(one);
    this.#stepped();
  }

  /** One page of what billing has. @param known null where it cannot be listed */
  listedPeriods(known: readonly boolean[] | null, next: string | null, askedAtMs: number): void {
    const { inBilling } = this.#carried.numbers;
    this.#number({ inBilling: known === null ? null : withListed(inBilling, known, 0) });
    this.#paged(next, askedAtMs);
  }

  /** Somebody has it stop or go on. What it does already changes nothing. */
  order(act: BatchOrder, { by, reason }: Order): void {
    const at = new Date().toISOString();
    const ordered = orderedBy(this.#carried, { at, act, by, reason });
    if (ordered === null) return;
    this.#carry({ ...ordered, updatedAt: at });
    this.#orders += 1;
    this.#show();
  }

  get state(): BatchState {
    return stateOf(this.#carried, this.isOver);
  }

  get progress(): ReconciliationProgress {
    const { perMinute, againAfterSeconds, repairs, requestedBy } = this.input;
    const { phase, numbers, again, policiesAgain, notListed, startedAt, acts } = this.#carried;
    return {
      requestId: this.requestId,
      state: this.state,
      at: this.isOver ? null : AT[phase],
      numbers,
      again: again.length + policiesAgain.length,
      notListed,
      perMinute,
      againAfterSeconds,
      repairs,
      startedAt,
      endedAt: this.#endedAt,
      ...updatedIn(this.#carried),
      requestedBy,
      acts,
    };
  }

  differences(asked: DifferencesAsked): DifferencesPage {
    return differencesPage(this.#carried.reported, asked);
  }

  /** The input of the next run. */
  get nextInput(): ReconciliationInput {
    return { ...this.input, carried: this.#carried };
  }

  end(): EndedReconciliation {
    this.#endedAt = new Date().toISOString();
    this.#show();
    return { progress: this.progress, reported: this.#carried.reported };
  }

  /** What a look has come to is counted, and goes into the report. @returns whom to tell */
  #settled({ term, tried }: Again, look: ComparedTerm): readonly ToTell[] {
    const { numbers } = this.#carried;
    const isRead = look.kind === 'agrees' || look.kind === 'differs';
    const counted = COUNTED[look.kind];
    this.#number({
      [counted]: numbers[counted] + 1,
      partly: numbers.partly + (isRead && !look.isWhole ? 1 : 0),
    });
    const left = look.kind === 'differs' ? look.differences : [];
    const triedOn = (code: Difference['code']) =>
      tried.find(({ difference }) => difference.code === code)?.text ?? null;
    const gone = tried.filter(
      ({ difference }) => !left.some(({ code }) => code === difference.code),
    );
    for (const { difference, text } of gone) {
      // What cannot be looked at is not known to be repaired.
      const outcome = isRead ? ('repaired' as const) : ('untold' as const);
      this.#report({ ...difference, ...term, outcome, tried: text });
    }
    const reported = left.map((one): ReportedDifference => ({
      ...one,
      ...term,
      outcome: 'task',
      tried: triedOn(one.code),
    }));
    if (!isRead || look.isTold) {
      for (const one of reported) this.#report(one);
      return [];
    }
    return [{ term, differences: left, reported }];
  }

  #report(one: ReportedDifference): void {
    const { reported, notListed, numbers } = this.#carried;
    const isRoom = reported.length < MOST_LISTED;
    this.#carry({
      reported: isRoom ? [...reported, one] : reported,
      notListed: isRoom ? notListed : notListed + 1,
      numbers: { ...numbers, differences: withFound(numbers.differences, one) },
    });
  }

  #later(before: Again, seen: string | null): Again {
    return { ...before, looks: before.looks + 1, seen, dueMs: this.#againAtMs() };
  }

  #againAtMs(): number {
    return Date.now() + this.input.againAfterSeconds * 1_000;
  }

  #paged(next: string | null, askedAtMs: number): void {
    const { phase, begun: before } = this.#carried;
    this.#carry({
      page: next,
      phase: next === null ? this.#after(phase) : phase,
      begun: begunWith(before, { askedAtMs, doneAtMs: Date.now(), count: 1 }),
    });
    this.#stepped();
  }

  #after(phase: Phase): Phase {
    const next = NEXT_PHASE[phase];
    return next === 'periods' && !this.#carried.isBilled ? 'over' : next;
  }

  #number(changes: Partial<CarriedReconciliation['numbers']>): void {
    this.#carry({ numbers: { ...this.#carried.numbers, ...changes } });
  }

  #carry(changes: Partial<CarriedReconciliation>): void {
    this.#carried = { ...this.#carried, ...changes };
  }

  #stepped(): void {
    this.#run.count();
    this.#carry({ updatedAt: new Date().toISOString() });
    this.#show();
  }

  #show(): void {
    const { progress } = this;
    setCurrentDetails(reportInWords(progress));
    this.#listed.tell(tasksOfPaused({ what: 'comparison', toDo: null, ...progress }));
  }
}

const COUNTED = {
  agrees: 'agreed',
  differs: 'differed',
  unread: 'unread',
  underWay: 'underWay',
} as const;

function begun(): CarriedReconciliation {
  const now = new Date().toISOString();
  return {
    startedAt: now,
    updatedAt: now,
    phase: 'terms',
    page: null,
    numbers: NO_NUMBERS,
    again: [],
    policiesAgain: [],
    reported: [],
    notListed: 0,
    isBilled: false,
    ...NOT_ORDERED,
    begun: [],
  };
}
