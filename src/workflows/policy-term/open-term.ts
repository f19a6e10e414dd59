import { ApplicationFailure } from '@temporalio/workflow';
import { isEmptied } from '../../domain/ledger/views.js';
import { POLICY_NUMBER_RULE } from '../../domain/policy-term/policy-number.js';
import { applyTermEvent, type TermResult } from '../../domain/policy-term/machine.js';
import type { TermEffect, TermEvent, TermTaskCode } from '../../domain/policy-term/events.js';
import { isOver } from '../../domain/policy-term/state.js';
import { isDifferenceTask } from '../../domain/reconciliation/tasks.js';
import { Outbox } from '../events/outbox.js';
import { newCarried } from './carried.js';
import { errandKey, isErrand, newTaskOf, outgoingSignalOf, taskUntold } from './effects.js';
import { ErrandList } from './errand-list.js';
import { ListEntry } from './list-entry.js';
import { invalid } from './message-fields.js';
import type {
  CarriedTerm,
  Errand,
  NamedByHand,
  OutgoingSignal,
  PaymentShared,
  PolicyTermInput,
  SettledTask,
  TermBound,
  TermRecord,
} from './messages.js';
import type { RenewalStart } from '../../domain/policy-term/renewal-timer.js';
import { PaymentSharing } from './payment-sharing.js';
import { owesConfirmation, termRecord } from './record.js';
import { RenewalWait } from './renewal-wait.js';
import { TermRoom } from './room.js';
import { RunLength } from './run-length.js';
import { isOpenTask } from './task-list.js';
import { showName, showTerm } from './shown.js';
import { isObsolete, turnNotTakenText } from './tasks.js';
import { now, TermFile } from './term-file.js';
import { sentence } from '../../domain/sentence.js';

/**
 * The open file of one policy term: every message goes through the machine of `src/domain/policy-term/`, and what the
 * machine wants done is kept here until it is done.
 *
 * Everything changes state in one go and never waits, so a message is always counted before a deadline that falls due in
 * the same moment.
 */
export class OpenTerm {
  readonly #input: PolicyTermInput;
  readonly #file: TermFile;
  readonly #room: TermRoom;
  readonly #list = new ListEntry();
  readonly #sharing: PaymentSharing;
  readonly #renewal: RenewalWait;
  /** What others are told of it. */
  readonly outbox: Outbox;
  /** How long this run has become. */
  readonly run: RunLength;
  /** What is yet to be done by steps. */
  readonly errands: ErrandList;

  /** @param carried what the run before left; null for a term that is begun */
  constructor(input: PolicyTermInput, carried: CarriedTerm | null) {
    this.#input = input;
    this.run = new RunLength(input.messagesPerRun);
    const { untold = [], ...held } = carried ?? newCarried(input.policyNumber, input.termNumber);
    this.outbox = new Outbox(untold);
    this.#file = new TermFile(held, input, this.outbox);
    this.#room = new TermRoom(() => this.held);
    showName(this.#list, input);
    this.errands = new ErrandList(this.#file, () => {
      this.#show();
    });
    this.#sharing = new PaymentSharing(this.#file, this.#list);
    this.#renewal = new RenewalWait(this.#file, (event) => this.apply(event));
    this.#show();
  }

  get held(): CarriedTerm {
    return this.#file.held;
  }

  /** The term as the next run is given it, with what is yet to be told. */
  get left(): CarriedTerm {
    const { untold } = this.outbox;
    return untold.length === 0 ? this.held : { ...this.held, untold };
  }

  get record(): TermRecord {
    return termRecord(this.#input, this.held);
  }

  /** The term is over, and nobody has anything to do for it. */
  get isFinished(): boolean {
    const { term, tasks } = this.held;
    if (this.held.notices.length > 0 || this.held.errands.length > 0) return false;
    return isOver(term) && tasks.length === 0 && !this.owesConfirmation;
  }

  /** Billing is yet to be told that the term is confirmed. */
  get owesConfirmation(): boolean {
    return owesConfirmation(this.held);
  }

  /** What is said of the term is kept for a bind that may come. */
  get isAwaited(): boolean {
    const { term } = this.held;
    return term.binding === null && !isOver(term);
  }

  /** Something was said of a term that nobody has bound. */
  get isUnknown(): boolean {
    const { term, tasks } = this.held;
    if (term.binding !== null || this.held.isResemblanceSettled || isEmptied(term.ledger)) {
      return false;
    }
    // The policy system itself has the number.
    if (
      term.ledger.payments.isEmpty() &&
      tasks.every(({ key }) => isDifferenceTask(key)) &&
      tasks.length > 0
    )
      return false;
    return (term.status !== 'new' || tasks.length > 0) && !this.isFinished;
  }

  /** Billing has acknowledged it. */
  confirmationAcknowledged(): void {
    this.#file.held.isConfirmationAcknowledged = true;
    this.#file.touch();
    this.#file.closeTask(ECHO_TASK);
    this.#show();
  }

  /** Billing refuses to be told; a person must look, and it is tried again later. */
  confirmationRefused(reason: string): void {
    // A person may have settled it while billing was still being asked.
    if (!this.owesConfirmation) return;
    const text = `The term is confirmed, but billing does not take that. ${sentence(reason)}`;
    this.ask(ECHO_TASK, 'notAllowedInState', text);
  }

  /** The workflow's id names a policy that cannot be: a person is asked at once, and nothing is waited for. */
  closeImpossible(): void {
    this.apply({ kind: 'notBoundInTime', id: 'notBoundInTime' });
    const text = `No policy has the number ${this.#input.policyNumber}. ${sentence(POLICY_NUMBER_RULE)} Find out which was meant, and have it told there.`;
    this.ask(IMPOSSIBLE_TASK, 'notUnderstood', text);
  }

  paymentDeadlinePassed(): void {
    this.#file.held.hasPassedPaymentDeadline = true;
    const deadline = this.held.bound?.paymentDeadline ?? null;
    if (deadline !== null)
      this.apply({ kind: 'paymentDeadline', id: `paymentDeadline:${deadline}`, deadline });
  }

  /** Lets something happen to the term and does what follows from it. */
  apply(event: TermEvent): TermResult {
    const { term: before } = this.held;
    const come = applyTermEvent(this.held.term, event);
    const result = this.#room.refusalOf(event, come) ?? come;
    if (result.outcome === 'accepted' && result.term !== this.held.term) {
      this.#file.held.term = result.term;
      this.#file.touch();
      this.#sharing.note(event, before.ledger);
      this.#renewal.note(event);
      this.#file.events.happened(event, result.answer, before);
    }
    const { errands } = this.held;
    for (const effect of result.effects) this.#take(effect, errands);
    const open = this.held.tasks.map(({ key }) => key);
    for (const key of [...open, ...this.held.errands.map(errandKey)]) {
      if (isObsolete(key, this.held.term)) this.#file.closeTask(key);
    }
    this.#show();
    return result;
  }

  /** It was asked when the renewal starts. */
  renewalStartKnown(start: RenewalStart): void {
    this.#renewal.known(start);
    this.#show();
  }

  /** What Temporal's lists show of the term. */
  get list(): ListEntry {
    return this.#list;
  }

  /** Lets other terms find the payments of this one. @returns those of which it is yet to be looked whether others have them */
  showPayments(): readonly string[] {
    this.#list.write();
    return this.held.newPayments;
  }

  /** It was looked whether other terms have these payments too. */
  paymentsCompared(paymentIds: readonly string[]): void {
    this.#file.held.newPayments = this.held.newPayments.filter((id) => !paymentIds.includes(id));
  }

  /** A message from outside: whatever is wrong with it is said to its sender and must not block the workflow. */
  receive(read: () => TermEvent): TermResult {
    return this.#answered(() => this.apply(read()));
  }

  /** A transaction hands over the term that it bound. */
  bind(read: () => TermBound): TermResult {
    return this.#answered(() => {
      const { event, asks = [], asksForRenewal, ...bound } = read();
      const result = this.apply({ ...event, toldAt: now() });
      if (result.outcome !== 'accepted' || this.held.bound !== null) return result;
      this.#file.held.bound = bound;
      for (const { key, text } of asks) this.ask(key, 'takenOver', text);
      if (asksForRenewal) this.#renewal.arm();
      const { earlyConfirmation: id } = this.held;
      this.#file.held.earlyConfirmation = null;
      if (id !== null) this.apply({ kind: 'confirmTerm', id });
      this.#show();
      return result;
    });
  }

  /** Keeps a confirmation that came before the bind; the first one stands. */
  keepConfirmation(id: string): void {
    this.#file.held.earlyConfirmation ??= id;
    this.#show();
  }

  /** A person has done what a task asked for, or what all of a kind did. */
  settle(read: () => SettledTask): TermRecord {
    return this.#answered(() => {
      const { task } = read();
      const open = this.held.tasks.map(({ key }) => key);
      if (!isOpenTask(this.held.tasks, task)) {
        const which = open.length === 0 ? 'none' : open.slice(0, NAMED_TASKS).join(', ');
        throw ApplicationFailure.nonRetryable(
          `No task ${task} is open; those that are: ${which}.`,
          'noSuchTask',
        );
      }
      this.#file.closeTask(task);
      this.#sharing.settle();
      // Whoever saw to it that billing knows has said what billing did not.
      if (task === RESEMBLES_TASK) this.#file.held.isResemblanceSettled = true;
      if (task === ECHO_TASK) this.#file.held.isConfirmationAcknowledged = true;
      this.#show();
      return this.record;
    });
  }

  /** A payment of this term was found at other terms too. */
  paymentFoundAt(paymentId: string, terms: readonly string[]): void {
    this.#sharing.foundAt(paymentId, terms);
    this.#show();
  }

  /** Another term found a payment of this one at itself. */
  paymentShared(shared: PaymentShared): void {
    this.run.count();
    this.#sharing.sharedBy(shared);
    this.#show();
  }

  /** Another term does not have a payment any more that it shared with this one. */
  paymentNotShared(shared: PaymentShared): void {
    this.run.count();
    this.#sharing.noLongerSharedBy(shared);
    this.#show();
  }

  /** Another workflow was told. @param isRunning false when it could not be, because it does not run any more */
  signalSent(signal: OutgoingSignal, isRunning: boolean): void {
    this.#file.held.notices = this.held.notices.filter((other) => other !== signal);
    if (!isRunning) this.#notTold(signal);
  }

  #notTold(signal: OutgoingSignal): void {
    if (signal.kind === 'turnGranted') this.#turnNotTaken(signal.to);
    if (signal.kind === 'termChanged') this.#changeNotTold(signal);
    if (signal.kind === 'paymentShared') this.#sharing.notTold(signal.paymentId, signal.to);
    const task = taskUntold(signal, this.held.term);
    if (task) this.#file.addTask(task);
    this.#show();
  }

  /** The renewal had bound the next term before it could hear of the change, which is carried there. */
  #changeNotTold({
    change,
    transaction,
  }: Extract<OutgoingSignal, { readonly kind: 'termChanged' }>): void {
    const { nextTerm } = this.held.term;
    if (nextTerm === null || change !== 'endorsed') return;
    this.errands.add({ kind: 'carryToNextTerm', nextTerm, transaction });
  }

  /** A transaction that ended without giving its place back would keep the turn for ever. */
  #turnNotTaken(transaction: string): void {
    const id = `notTaken:${transaction}:${now()}`;
    const passedOn = this.apply({ kind: 'giveBackTurn', id, transaction });
    if (passedOn.outcome !== 'accepted') return;
    this.ask(`turnNotTaken:${transaction}`, 'turnNotTaken', turnNotTakenText(transaction));
  }

  /** Opens a task. */
  ask(key: string, code: TermTaskCode, text: string): void {
    this.#file.addTask({ key, code, text, due: null });
    this.#show();
  }

  /** What was done by hand and cannot be told to the term, as it stands now. */
  keepNamedByHand(named: readonly NamedByHand[]): void {
    this.#file.held.namedByHand = named;
  }

  /** What a task asks for need not be done any more. */
  closeTask(key: string): void {
    this.#file.closeTask(key);
    this.#show();
  }

  #answered<Answer>(answer: () => Answer): Answer {
    this.run.count();
    try {
      return answer();
    } catch (error) {
      if (error instanceof ApplicationFailure) throw error;
      throw invalid(error instanceof Error ? error.message : 'the message cannot be read');
    }
  }

  /** @param planned what was to be done by steps when it happened */
  #take(effect: TermEffect, planned: readonly Errand[]): void {
    if (effect.kind === 'closeTask') {
      this.#file.closeTask(effect.key);
      return;
    }
    if (effect.kind === 'movePaymentDeadline' && this.held.bound !== null) {
      this.#file.held.bound = { ...this.held.bound, paymentDeadline: effect.deadline };
      this.#file.held.hasPassedPaymentDeadline = false;
    }
    const isPlanned = planned.some(({ kind }) => kind === 'startReinstatement');
    // Nobody is to be told yet; if it is being started in this moment, that is seen when it is.
    if (effect.kind === 'callOffReinstatement' && isPlanned) return;
    if (effect.kind === 'passOn') {
      this.errands.add({ ...effect, confirmation: this.held.earlyConfirmation });
      this.#file.held.earlyConfirmation = null;
      return;
    }
    const signal = outgoingSignalOf(effect);
    const task = newTaskOf(effect);
    if (signal) this.#file.notify(signal);
    else if (isErrand(effect)) this.errands.add(effect);
    else if (task) this.#file.addTask(task);
  }

  #show(): void {
    showTerm(this.#list, this.#input, this.held);
  }
}

const IMPOSSIBLE_TASK = 'impossibleNumber';
const RESEMBLES_TASK = 'resembles';
const ECHO_TASK = 'confirmationRefused';

/** How many keys a refusal names. */
const NAMED_TASKS = 20;
