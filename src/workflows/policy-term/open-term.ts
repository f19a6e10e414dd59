import type { SearchAttributePair } from '@temporalio/common';
import { ApplicationFailure, setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import { formatCents } from '../../domain/money/cents.js';
import { foldedPolicyNumber, POLICY_NUMBER_RULE } from '../../domain/policy-term/policy-number.js';
import { applyTermEvent, type TermResult } from '../../domain/policy-term/machine.js';
import type { TermEffect, TermEvent, TermTaskCode } from '../../domain/policy-term/events.js';
import { isBilled, isOver, type PolicyTerm } from '../../domain/policy-term/state.js';
import { newCarried } from './carried.js';
import { noticeOf, taskOf } from './effects.js';
import { ListEntry } from './list-entry.js';
import { invalid } from './message-fields.js';
import { NEWEST_PAYMENTS, NewestPayments } from './newest-payments.js';
import { searchAttributes } from '../search-attributes.js';
import type {
  CarriedTerm,
  Notice,
  PaymentShared,
  PolicyTermInput,
  SettledTask,
  TermBound,
  TermRecord,
} from './messages.js';
import { owesConfirmation, termRecord, waitingFor } from './record.js';
import { TermRoom } from './room.js';
import {
  sharedTaskKey,
  sharingOf,
  unknownOf,
  withoutPayment,
  withoutSharing,
  withSettledSharing,
  withSharing,
  withSharingOver,
} from './shared-payments.js';
import { isOpenTask, withoutTask, withTask, type NewTask } from './task-list.js';
import { isObsolete, samePaymentText, turnNotTakenText } from './tasks.js';
import type { PaymentLedger } from '../../domain/ledger/state.js';
import { isEmptied, isGood } from '../../domain/ledger/views.js';
import { arithmeticNow } from '../../domain/policy-term/arithmetic.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * The open file of one policy term: every message goes through the machine of `src/domain/policy-term/`, and what the
 * machine wants done is kept here until it is done.
 *
 * Everything changes state in one go and never waits, so a message is always counted before a deadline that falls due in
 * the same moment.
 */
export class OpenTerm {
  readonly #input: PolicyTermInput;
  readonly #held: Mutable<CarriedTerm>;
  readonly #room: TermRoom;
  readonly #payments: NewestPayments;
  readonly #list = new ListEntry();
  #messages = 0;

  /** @param carried what the run before left; null for a term that is begun */
  constructor(input: PolicyTermInput, carried: CarriedTerm | null) {
    this.#input = input;
    this.#held = { ...(carried ?? newCarried(input.policyNumber, input.termNumber)) };
    this.#room = new TermRoom(() => this.#held);
    this.#payments = new NewestPayments(this.#held.term.ledger);
    for (const pair of [
      { key: searchAttributes.transactionKind, value: 'policyTerm' },
      { key: searchAttributes.policyNumber, value: input.policyNumber },
      {
        key: searchAttributes.policyNumberFolded,
        value: foldedPolicyNumber(input.policyNumber),
      },
    ]) {
      this.#list.show(pair);
    }
    if (this.#payments.digests.length > 0) this.#list.showInTime(this.#listedPayments);
    this.#show();
  }

  get held(): CarriedTerm {
    return this.#held;
  }

  get record(): TermRecord {
    return termRecord(this.#input, this.#held);
  }

  /** The term is over, and nobody has anything to do for it. */
  get isFinished(): boolean {
    const { term, tasks } = this.#held;
    if (this.#held.notices.length > 0) return false;
    return isOver(term) && tasks.length === 0 && !this.owesConfirmation;
  }

  /** Enough has happened in this run, or there is newer code; the next one goes on from what is held. */
  get isDueToContinue(): boolean {
    const { messagesPerRun = MESSAGES_PER_RUN } = this.#input;
    const { continueAsNewSuggested, targetWorkerDeploymentVersionChanged } = workflowInfo();
    return (
      this.#messages >= messagesPerRun ||
      continueAsNewSuggested ||
      targetWorkerDeploymentVersionChanged
    );
  }

  /** How many messages came in this run. */
  get messages(): number {
    return this.#messages;
  }

  /** So much has happened in this run that it must end, whatever comes in. */
  get isLong(): boolean {
    const { messagesPerRun = MESSAGES_PER_RUN } = this.#input;
    return this.#messages >= 2 * messagesPerRun;
  }

  /** Billing is yet to be told that the term is confirmed. */
  get owesConfirmation(): boolean {
    return owesConfirmation(this.#held);
  }

  /** What is said of the term is kept for a bind that may come. */
  get isAwaited(): boolean {
    const { term } = this.#held;
    return term.binding === null && !isOver(term);
  }

  /** Something was said of a term that nobody has bound. */
  get isUnknown(): boolean {
    const { term, tasks } = this.#held;
    if (term.binding !== null || this.#held.isResemblanceSettled || isEmptied(term.ledger)) {
      return false;
    }
    return (term.status !== 'new' || tasks.length > 0) && !this.isFinished;
  }

  /** Billing has acknowledged it. */
  confirmationAcknowledged(): void {
    this.#held.isConfirmationAcknowledged = true;
    this.#closeTask(ECHO_TASK);
    this.#show();
  }

  /** Billing refuses to be told; a person must look, and it is tried again later. */
  confirmationRefused(reason: string): void {
    // A person may have settled it while billing was still being asked.
    if (!this.owesConfirmation) return;
    const text = `The term is confirmed, but billing does not take that: ${reason}`;
    this.ask(ECHO_TASK, 'notAllowedInState', text);
  }

  /** The workflow's id names a policy that cannot be: a person is asked at once, and nothing is waited for. */
  closeImpossible(): void {
    this.apply({ kind: 'notBoundInTime', id: 'notBoundInTime' });
    const text = `No policy has the number ${this.#input.policyNumber}: ${POLICY_NUMBER_RULE}. Find out which was meant, and have it told there.`;
    this.ask(IMPOSSIBLE_TASK, 'notUnderstood', text);
  }

  paymentDeadlinePassed(): void {
    this.#held.hasPassedPaymentDeadline = true;
    const deadline = this.#held.bound?.paymentDeadline ?? null;
    if (deadline !== null) this.apply({ kind: 'paymentDeadline', id: 'paymentDeadline', deadline });
  }

  /** Lets something happen to the term and does what follows from it. */
  apply(event: TermEvent): TermResult {
    const { ledger } = this.#held.term;
    const come = applyTermEvent(this.#held.term, event);
    const result = this.#room.refusalOf(event, come) ?? come;
    if (result.outcome === 'accepted' && result.term !== this.#held.term) {
      this.#held.term = result.term;
      this.#notePayments(event, ledger);
    }
    for (const effect of result.effects) this.#take(effect);
    for (const { key } of this.#held.tasks) {
      if (isObsolete(key, this.#held.term)) this.#closeTask(key);
    }
    this.#show();
    return result;
  }

  /** What Temporal's lists show of the term. */
  get list(): ListEntry {
    return this.#list;
  }

  /** Lets other terms find the payments of this one. @returns those of which it is yet to be looked whether others have them */
  showPayments(): readonly string[] {
    this.#list.write();
    return this.#held.newPayments;
  }

  /** It was looked whether other terms have these payments too. */
  paymentsCompared(paymentIds: readonly string[]): void {
    this.#held.newPayments = this.#held.newPayments.filter((id) => !paymentIds.includes(id));
  }

  /** A message from outside: whatever is wrong with it is said to its sender and must not stop the workflow. */
  hear(read: () => TermEvent): TermResult {
    return this.#heard(() => this.apply(read()));
  }

  /** A transaction hands over the term that it bound. */
  bind(read: () => TermBound): TermResult {
    return this.#heard(() => {
      const { event, ...bound } = read();
      const result = this.apply({ ...event, toldAt: now() });
      if (result.outcome !== 'accepted' || this.#held.bound !== null) return result;
      this.#held.bound = bound;
      const { earlyConfirmation: id } = this.#held;
      this.#held.earlyConfirmation = null;
      if (id !== null) this.apply({ kind: 'confirmTerm', id });
      this.#show();
      return result;
    });
  }

  /** Keeps a confirmation that came before the bind; the first one stands. */
  keepConfirmation(id: string): void {
    this.#held.earlyConfirmation ??= id;
    this.#show();
  }

  /** A person has done what a task asked for, or what all of a kind did. */
  settle(read: () => SettledTask): TermRecord {
    return this.#heard(() => {
      const { task } = read();
      const open = this.#held.tasks.map(({ key }) => key);
      if (!isOpenTask(this.#held.tasks, task)) {
        const which = open.length === 0 ? 'none' : open.slice(0, SHOWN_TASKS).join(', ');
        throw ApplicationFailure.nonRetryable(
          `No task ${task} is open; those that are: ${which}.`,
          'noSuchTask',
        );
      }
      this.#closeTask(task);
      this.#held.sharedPayments = withSettledSharing(this.#held.sharedPayments, this.#held.tasks);
      // Whoever saw to it that billing knows has said what billing did not.
      if (task === RESEMBLES_TASK) this.#held.isResemblanceSettled = true;
      if (task === ECHO_TASK) this.#held.isConfirmationAcknowledged = true;
      this.#show();
      return this.record;
    });
  }

  /** A payment of this term was found at other terms too. A person is asked, and they are told. */
  paymentFoundAt(paymentId: string, terms: readonly string[]): void {
    if (!isGood(this.#held.term.ledger, paymentId)) return;
    const others = unknownOf(this.#held.sharedPayments, paymentId, terms);
    if (others.length === 0) return;
    this.#share(paymentId, others);
    for (const to of others) this.#notify({ kind: 'paymentShared', to, paymentId });
  }

  /** Another term found a payment of this one at itself. It is told when the payment does not count here any more. */
  hearShared({ paymentId, term }: PaymentShared): void {
    this.#messages += 1;
    if (isGood(this.#held.term.ledger, paymentId)) this.#share(paymentId, [term]);
    else if (this.#held.notices.length < UNASKED_NOTICES)
      this.#notify({ kind: 'paymentNotShared', to: term, paymentId });
  }

  /** Another term does not have a payment any more that it shared with this one. */
  hearNotShared({ paymentId, term }: PaymentShared): void {
    this.#messages += 1;
    this.#held.sharedPayments = withoutSharing(this.#held.sharedPayments, paymentId, term);
    this.#askAboutShared(paymentId);
  }

  /** Another workflow was told. @param isRunning false when it could not be, because it does not run any more */
  noticeSent(notice: Notice, isRunning: boolean): void {
    this.#held.notices = this.#held.notices.filter((other) => other !== notice);
    if (isRunning) return;
    if (notice.kind === 'turnGranted') this.#turnNotTaken(notice.to);
    if (notice.kind !== 'paymentShared') return;
    const { paymentId, to } = notice;
    this.#held.sharedPayments = withSharingOver(this.#held.sharedPayments, paymentId, to);
    this.#askAboutShared(paymentId);
  }

  #share(paymentId: string, terms: readonly string[]): void {
    this.#held.sharedPayments = withSharing(this.#held.sharedPayments, paymentId, terms);
    this.#askAboutShared(paymentId);
  }

  /** Opens the task about a shared payment, says in it what holds now, or closes it. */
  #askAboutShared(paymentId: string): void {
    const key = sharedTaskKey(paymentId);
    const sharing = sharingOf(this.#held.sharedPayments, paymentId);
    if (sharing === undefined) this.#closeTask(key);
    else if (!sharing.isSettled)
      this.#addTask({
        key,
        code: 'samePayment',
        text: samePaymentText(paymentId, sharing.terms),
        due: null,
      });
    this.#show();
  }

  /** A transaction that ended without giving its place back would keep the turn for ever. */
  #turnNotTaken(transaction: string): void {
    const id = `notTaken:${transaction}:${now()}`;
    const passedOn = this.apply({ kind: 'giveBackTurn', id, transaction });
    if (passedOn.outcome !== 'accepted') return;
    this.ask(`turnNotTaken:${transaction}`, 'turnNotTaken', turnNotTakenText(transaction));
  }

  #notify(notice: Notice): void {
    this.#held.notices = [...this.#held.notices, notice];
  }

  /** Opens a task. */
  ask(key: string, code: TermTaskCode, text: string): void {
    this.#addTask({ key, code, text, due: null });
    this.#show();
  }

  #notePayments(event: TermEvent, before: PaymentLedger): void {
    const good = this.#payments.add(event, before, this.#held.term.ledger);
    if (good.length > 0) {
      this.#held.newPayments = [...this.#held.newPayments, ...good].slice(-NEWEST_PAYMENTS);
    }
    if (good.length > 0) this.#list.showInTime(this.#listedPayments);
    if (event.kind !== 'reversePayment') return;
    if (this.#payments.remove(event.paymentId)) this.#list.show(this.#listedPayments);
    this.#unshare(event.paymentId);
  }

  /** The payment was taken back here: nobody has to ask any more, here or elsewhere. */
  #unshare(paymentId: string): void {
    const { terms } = sharingOf(this.#held.sharedPayments, paymentId) ?? { terms: [] };
    for (const { workflowId: to } of terms)
      this.#notify({ kind: 'paymentNotShared', to, paymentId });
    this.#held.sharedPayments = withoutPayment(this.#held.sharedPayments, paymentId);
    this.#closeTask(sharedTaskKey(paymentId));
  }

  get #listedPayments(): SearchAttributePair {
    return { key: searchAttributes.paymentDigests, value: this.#payments.digests };
  }

  #heard<Answer>(answer: () => Answer): Answer {
    this.#messages += 1;
    try {
      return answer();
    } catch (error) {
      if (error instanceof ApplicationFailure) throw error;
      throw invalid(error instanceof Error ? error.message : 'the message cannot be read');
    }
  }

  #take(effect: TermEffect): void {
    if (effect.kind === 'closeTask') {
      this.#closeTask(effect.key);
      return;
    }
    if (effect.kind === 'movePaymentDeadline' && this.#held.bound !== null) {
      this.#held.bound = { ...this.#held.bound, paymentDeadline: effect.deadline };
      this.#held.hasPassedPaymentDeadline = false;
    }
    const notice = noticeOf(effect);
    if (notice) this.#notify(notice);
    const task = taskOf(effect);
    if (task)
      this.#addTask({ key: task.key, code: task.code, text: task.text, due: task.due ?? null });
  }

  #closeTask(done: string): void {
    this.#held.tasks = withoutTask(this.#held.tasks, done);
  }

  #addTask(task: NewTask): void {
    this.#held.tasks = withTask(this.#held.tasks, task, now());
  }

  #show(): void {
    const { policyNumber, termNumber } = this.#input;
    const { term, tasks, bound } = this.#held;
    this.#list.show({ key: searchAttributes.transactionState, value: term.status });
    this.#list.show({ key: searchAttributes.needsAttention, value: tasks.length > 0 });
    if (bound) this.#list.show({ key: searchAttributes.effectiveDate, value: bound.effectiveDate });
    const awaited = waitingFor(this.#held);
    setCurrentDetails(
      [
        `Policy ${policyNumber}, term ${termNumber}: ${term.status}.${moneyInWords(term)}`,
        ...(awaited === null ? [] : [`Waits for ${awaited}`]),
        ...tasks.slice(0, SHOWN_TASKS).map((task) => `- ${task.text}`),
        ...(tasks.length > SHOWN_TASKS ? [`- and ${tasks.length - SHOWN_TASKS} more`] : []),
      ].join('\n\n'),
    );
  }
}

function moneyInWords(term: PolicyTerm): string {
  if (isBilled(term) === false) return ' No billing system bills it.';
  const { counted, threshold } = arithmeticNow(term);
  return threshold === null
    ? ''
    : ` ${formatCents(counted)} of ${formatCents(threshold)} received.`;
}

const MESSAGES_PER_RUN = 500;

const IMPOSSIBLE_TASK = 'impossibleNumber';
const RESEMBLES_TASK = 'resembles';
const ECHO_TASK = 'confirmationRefused';

/** So many answers to other terms may wait; a sender that asks faster is not answered each time. */
const UNASKED_NOTICES = 100;

/** More would hide the rest of the page; the query has them all. */
const SHOWN_TASKS = 20;

/** Workflow time, which replays. */
function now(): string {
  return new Date().toISOString();
}
