import {
  ApplicationFailure,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { contentDigest } from '../domain/content-digest.js';
import { formatCents } from '../domain/money.js';
import { applyTermEvent, type TermResult } from '../domain/policy-term.js';
import type {
  TermEffect,
  TermEvent,
  TermEventOf,
  TermTaskCode,
} from '../domain/policy-term-messages.js';
import { arithmeticNow, isOver, newPolicyTerm } from '../domain/policy-term-state.js';
import { CARRIED_VERSION, readCarried } from './carried-term.js';
import { searchAttributes } from './search-attributes.js';
import {
  confirmTermSignal,
  confirmTermUpdate,
  giveBackTurnUpdate,
  paymentReceivedSignal,
  paymentReversedSignal,
  recordPaymentUpdate,
  reversePaymentUpdate,
  settleTaskUpdate,
  takeTurnUpdate,
  termBoundUpdate,
  termQuery,
  type CarriedTerm,
  type ConfirmTerm,
  type PaymentReceived,
  type PaymentReversed,
  type PolicyTermInput,
  type SettledTask,
  type TermBound,
  type TermRecord,
  type TermReply,
} from './term-messages.js';
import { termRecord, waitingFor } from './term-record.js';
import { isObsolete, taskOf } from './term-tasks.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * The open file of one policy term: every message goes through the machine of `src/domain/policy-term.ts`, and what the
 * machine wants done is kept here until it is done.
 *
 * Handlers change state in one go and never wait, so a message is always counted before a deadline that falls due in the
 * same moment. Make it before the first await.
 */
export class TermDesk {
  readonly #input: PolicyTermInput;
  readonly #held: Mutable<CarriedTerm>;
  #messages = 0;
  #hasTasks = false;

  constructor(input: PolicyTermInput) {
    this.#input = input;
    this.#held = {
      ...((input.carried && readCarried(input.carried)) ?? {
        version: CARRIED_VERSION,
        term: newPolicyTerm(input.policyNumber, input.termNumber),
        bound: null,
        tasks: [],
        isConfirmationAcknowledged: false,
        openedAt: now(),
        hasPassedPaymentDeadline: false,
        earlyConfirmation: null,
      }),
    };
    this.#answerMessages();
    upsertSearchAttributes([
      { key: searchAttributes.transactionKind, value: 'policyTerm' },
      { key: searchAttributes.policyNumber, value: input.policyNumber },
      { key: searchAttributes.transactionState, value: this.#held.term.status },
      ...(this.#held.bound
        ? [{ key: searchAttributes.effectiveDate, value: this.#held.bound.effectiveDate }]
        : []),
    ]);
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

  /** Billing is yet to be told that the term is confirmed. */
  get owesConfirmation(): boolean {
    const { term, isConfirmationAcknowledged } = this.#held;
    return term.confirmation !== null && !isConfirmationAcknowledged;
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
    this.#addTask({
      kind: 'task',
      key: ECHO_TASK,
      code: 'notAllowedInState',
      text: `The term is confirmed, but billing does not take that: ${reason}`,
    });
    this.#show();
  }

  paymentDeadlinePassed(): void {
    this.#held.hasPassedPaymentDeadline = true;
    const deadline = this.#held.bound?.paymentDeadline;
    if (deadline !== undefined)
      this.apply({ kind: 'paymentDeadline', id: 'paymentDeadline', deadline });
  }

  /** Lets something happen to the term and does what follows from it. */
  apply(event: TermEvent): TermResult {
    const before = this.#held.term.status;
    const result = applyTermEvent(this.#held.term, event);
    if (result.outcome === 'accepted') this.#held.term = result.term;
    for (const effect of result.effects) this.#take(effect);
    for (const { key } of this.#held.tasks) {
      if (isObsolete(key, this.#held.term)) this.#closeTask(key);
    }
    if (this.#held.term.status !== before) {
      upsertSearchAttributes([
        { key: searchAttributes.transactionState, value: this.#held.term.status },
      ]);
    }
    this.#show();
    return result;
  }

  #answerMessages(): void {
    const pay = (sent: PaymentReceived): TermResult =>
      this.#heard(() => readPayment(fieldsOf(sent)));
    const reverse = (sent: PaymentReversed): TermResult =>
      this.#heard(() => {
        const { paymentId, reason, ...rest } = fieldsOf(sent);
        return {
          kind: 'reversePayment',
          id: this.#ownId(rest),
          paymentId: sendersId(paymentId, 'paymentId', 100),
          reason: text(reason, 'reason'),
        };
      });
    const confirm = (sent: ConfirmTerm): TermResult =>
      this.#heard(() => ({ kind: 'confirmTerm', id: this.#ownId(fieldsOf(sent)) }));

    // Signals that came before this run are handed out in the order of these lines: money first.
    setHandler(paymentReceivedSignal, (message: PaymentReceived) => {
      this.#unanswered('paymentReceived', message, () => pay(message));
    });
    setHandler(paymentReversedSignal, (message: PaymentReversed) => {
      this.#unanswered('paymentReversed', message, () => reverse(message));
    });
    setHandler(confirmTermSignal, (message: ConfirmTerm) => {
      this.#unanswered('confirmTerm', message, () => confirm(message));
    });

    setHandler(termQuery, () => this.record, { description: 'The term as it stands.' });
    setHandler(recordPaymentUpdate, (message: PaymentReceived) => replyOf(pay(message)), {
      description: 'Billing has received money.',
    });
    setHandler(reversePaymentUpdate, (message: PaymentReversed) => replyOf(reverse(message)), {
      description: 'Billing has taken money back.',
    });
    setHandler(confirmTermUpdate, (message: ConfirmTerm) => replyOf(confirm(message)), {
      description: 'Billing says the term is taken.',
    });
    setHandler(termBoundUpdate, (message: TermBound) => replyOf(this.#bind(message)), {
      description: 'A transaction hands over the term that it bound.',
    });
    setHandler(takeTurnUpdate, (event) => replyOf(this.#heard(() => event)));
    setHandler(giveBackTurnUpdate, (event) => replyOf(this.#heard(() => event)));
    setHandler(settleTaskUpdate, (settled: SettledTask) => this.#settle(settled), {
      description: 'A person has done what a task asked for.',
    });
  }

  #bind(sent: TermBound): TermResult {
    const { event, ...bound } = fieldsOf(sent);
    const result = this.#heard(() => event);
    if (result.outcome !== 'accepted' || this.#held.bound !== null) return result;
    this.#held.bound = bound;
    upsertSearchAttributes([{ key: searchAttributes.effectiveDate, value: bound.effectiveDate }]);
    const { earlyConfirmation: id } = this.#held;
    this.#held.earlyConfirmation = null;
    if (id !== null) this.apply({ kind: 'confirmTerm', id });
    this.#show();
    return result;
  }

  #settle(settled: SettledTask): TermRecord {
    this.#messages += 1;
    const { task } = readSettled(fieldsOf(settled));
    const open = this.#held.tasks.map(({ key }) => key);
    if (!open.includes(task)) {
      const which = open.length === 0 ? 'none' : open.join(', ');
      throw ApplicationFailure.nonRetryable(
        `No task ${task} is open; those that are: ${which}.`,
        'noSuchTask',
      );
    }
    this.#closeTask(task);
    // Whoever saw to it that billing knows has said what billing did not.
    if (task === ECHO_TASK) this.#held.isConfirmationAcknowledged = true;
    this.#show();
    return this.record;
  }

  /** The sender's own id of a message that names this term; another term's message must not change this one. */
  #ownId({ policyNumber, termNumber, transactionId }: ConfirmTerm): string {
    const { policyNumber: policy, termNumber: term } = this.#input;
    if (policyNumber !== policy || termNumber !== term) {
      throw invalid(`policyNumber and termNumber must be those of the term, ${policy} and ${term}`);
    }
    return sendersId(transactionId, 'transactionId', 200);
  }

  /** A message from outside: whatever is wrong with it is said to its sender and must not stop the workflow. */
  #heard(read: () => TermEvent): TermResult {
    this.#messages += 1;
    try {
      return this.apply(read());
    } catch (error) {
      if (error instanceof ApplicationFailure) throw error;
      throw invalid(error instanceof Error ? error.message : 'the message cannot be read');
    }
  }

  /** A signal has nobody to answer: what it did not bring about becomes a task, or waits for the bind. */
  #unanswered(signal: string, message: unknown, hear: () => TermResult): void {
    const id = idOf(message);
    const name = `${signal}:${id ?? digestOf(message)}`;
    try {
      const result = hear();
      if (result.outcome === 'accepted') return;
      const { refusal, effects } = result;
      if (signal === 'confirmTerm' && id !== null && this.#isAwaited) {
        this.#held.earlyConfirmation ??= id;
      } else if (effects.length === 0) {
        this.#askAbout(name, refusal.code, refusal.text);
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'it is unreadable';
      this.#askAbout(name, 'notUnderstood', reason);
    }
  }

  get #isAwaited(): boolean {
    const { term } = this.#held;
    return term.binding === null && !isOver(term);
  }

  #askAbout(key: string, code: TermTaskCode, reason: string): void {
    const text = `The signal ${key} changed nothing: ${reason}.`;
    this.#addTask({ kind: 'task', key, code, text });
    this.#show();
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
    const task = taskOf(effect);
    if (task) this.#addTask(task);
  }

  #closeTask(done: string): void {
    this.#held.tasks = this.#held.tasks.filter(({ key }) => key !== done);
  }

  #addTask({ key, code, text: words, due }: Extract<TermEffect, { kind: 'task' }>): void {
    const task = { key, code, text: words, since: now(), due: due ?? null };
    const { tasks } = this.#held;
    this.#held.tasks = tasks.some((open) => open.key === key)
      ? tasks.map((open) => (open.key === key ? { ...task, since: open.since } : open))
      : [...tasks, task];
  }

  #show(): void {
    const { policyNumber, termNumber } = this.#input;
    const { term, tasks } = this.#held;
    const hasTasks = tasks.length > 0;
    if (hasTasks !== this.#hasTasks) {
      this.#hasTasks = hasTasks;
      upsertSearchAttributes([{ key: searchAttributes.needsAttention, value: hasTasks }]);
    }
    const { counted, threshold } = arithmeticNow(term);
    const money =
      threshold === null ? '' : ` ${formatCents(counted)} of ${formatCents(threshold)} received.`;
    const awaited = waitingFor(this.#held);
    setCurrentDetails(
      [
        `Policy ${policyNumber}, term ${termNumber}: ${term.status}.${money}`,
        ...(awaited === null ? [] : [`Waits for ${awaited}`]),
        ...tasks.slice(0, SHOWN_TASKS).map((task) => `- ${task.text}`),
        ...(tasks.length > SHOWN_TASKS ? [`- and ${tasks.length - SHOWN_TASKS} more`] : []),
      ].join('\n\n'),
    );
  }
}

const MESSAGES_PER_RUN = 500;

const ECHO_TASK = 'confirmationRefused';
const LONGEST_TEXT = 500;

/** More would hide the rest of the page; the query has them all. */
const SHOWN_TASKS = 20;

function replyOf(result: TermResult): TermReply {
  return result.outcome === 'accepted'
    ? { outcome: 'answered', answer: result.answer }
    : { outcome: 'refused', refusal: result.refusal };
}

function readPayment(sent: PaymentReceived): TermEventOf<'recordPayment'> {
  return {
    kind: 'recordPayment',
    paymentId: sendersId(sent.paymentId, 'paymentId', 100),
    policyNumber: text(sent.policyNumber, 'policyNumber'),
    termNumber: whole(sent.termNumber, 'termNumber'),
    currency: text(sent.currency, 'currency'),
    amountCents: whole(sent.amountCents, 'amountCents'),
    receivedAt: text(sent.receivedAt, 'receivedAt'),
  };
}

function readSettled({ task, by, reason }: SettledTask): SettledTask {
  return { task: text(task, 'task'), by: text(by, 'by'), reason: text(reason, 'reason') };
}

/** What a message is known by, to name it to a person; null where it cannot be told. */
function idOf(message: unknown): string | null {
  const { paymentId, transactionId } = (message ?? {}) as Partial<PaymentReversed>;
  return [transactionId, paymentId].find((id) => isSendersId(id, 200)) ?? null;
}

/** Tells messages without an id apart. */
function digestOf(message: unknown): string {
  try {
    return contentDigest(message ?? null);
  } catch {
    // Too deep to be walked.
    return 'unreadable';
  }
}

function isSendersId(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.length <= longest && /^[\x21-\x7e]+$/.test(value);
}

/** As the API takes ids, so that what is signalled can be spoken of there. */
function sendersId(value: unknown, field: string, longest: number): string {
  if (isSendersId(value, longest)) return value;
  throw invalid(`${field} must be 1 to ${longest} printable characters without spaces`);
}

/** Null, text and numbers have no fields: said in our own words, and not in the engine's. */
function fieldsOf<Message>(message: Message): Message {
  if (typeof message === 'object' && message !== null) return message;
  throw invalid('the message must be an object');
}

function text(value: unknown, field: string): string {
  if (typeof value === 'string' && value !== '' && value.length <= LONGEST_TEXT) return value;
  throw invalid(`${field} must be text of at most ${LONGEST_TEXT} characters`);
}

function whole(value: unknown, field: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw invalid(`${field} must be a whole number`);
}

function invalid(message: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, 'invalidInput');
}

/** Workflow time, which replays. */
function now(): string {
  return new Date().toISOString();
}
