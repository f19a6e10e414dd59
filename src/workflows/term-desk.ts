import {
  ApplicationFailure,
  log,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { formatCents } from '../domain/money.js';
import { applyTermEvent } from '../domain/policy-term.js';
import type { TermEffect, TermEvent } from '../domain/policy-term-messages.js';
import { arithmeticNow, newPolicyTerm } from '../domain/policy-term-state.js';
import { searchAttributes } from './search-attributes.js';
import {
  confirmTermSignal,
  confirmTermUpdate,
  giveBackTurnUpdate,
  paymentReceivedSignal,
  paymentReversedSignal,
  recordPaymentUpdate,
  reversePaymentUpdate,
  takeTurnUpdate,
  termBoundUpdate,
  termQuery,
  type CarriedTerm,
  type ConfirmTerm,
  type PaymentReceived,
  type PaymentReversed,
  type PolicyTermInput,
  type TermBound,
  type TermRecord,
  type TermReply,
} from './term-messages.js';
import { termRecord, waitingFor } from './term-record.js';
import { taskOf } from './term-tasks.js';

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
      ...(input.carried ?? {
        term: newPolicyTerm(input.policyNumber, input.termNumber),
        bound: null,
        tasks: [],
        isConfirmationAcknowledged: false,
        openedAt: now(),
        hasPassedPaymentDeadline: false,
      }),
    };
    this.#answerMessages();
    upsertSearchAttributes([
      { key: searchAttributes.transactionKind, value: 'policyTerm' },
      { key: searchAttributes.policyNumber, value: input.policyNumber },
    ]);
    this.#show();
  }

  get held(): CarriedTerm {
    return this.#held;
  }

  get record(): TermRecord {
    return termRecord(this.#input, this.#held);
  }

  get isOver(): boolean {
    const { status } = this.#held.term;
    return status === 'expired' || status === 'closed';
  }

  /** Enough has happened in this run; the next one goes on from what is held. */
  get isDueToContinue(): boolean {
    const { messagesPerRun = MESSAGES_PER_RUN } = this.#input;
    return this.#messages >= messagesPerRun || workflowInfo().continueAsNewSuggested;
  }

  /** Billing is yet to be told that the term is confirmed. */
  get owesConfirmation(): boolean {
    const { term, isConfirmationAcknowledged } = this.#held;
    return term.confirmation !== null && !isConfirmationAcknowledged;
  }

  /** Billing has acknowledged it. */
  confirmationAcknowledged(): void {
    this.#held.isConfirmationAcknowledged = true;
    this.#held.tasks = this.#held.tasks.filter(({ key }) => key !== ECHO_TASK);
    this.#show();
  }

  /** Billing refuses to be told; a person must look, and it is tried again later. */
  confirmationRefused(reason: string): void {
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
  apply(event: TermEvent): TermReply {
    const before = this.#held.term.status;
    const result = applyTermEvent(this.#held.term, event);
    if (result.outcome === 'accepted') this.#held.term = result.term;
    for (const effect of result.effects) this.#take(effect);
    if (this.#held.term.status !== before) {
      upsertSearchAttributes([
        { key: searchAttributes.transactionState, value: this.#held.term.status },
      ]);
    }
    this.#show();
    return result.outcome === 'accepted'
      ? { outcome: 'answered', answer: result.answer }
      : { outcome: 'refused', refusal: result.refusal };
  }

  #answerMessages(): void {
    const confirm = (message: ConfirmTerm): TermReply =>
      this.#heard(() => ({
        kind: 'confirmTerm',
        id: text(message.transactionId, 'transactionId'),
      }));
    const pay = (message: PaymentReceived): TermReply =>
      this.#heard(() => ({
        kind: 'recordPayment',
        paymentId: text(message.paymentId, 'paymentId'),
        policyNumber: text(message.policyNumber, 'policyNumber'),
        termNumber: whole(message.termNumber, 'termNumber'),
        currency: text(message.currency, 'currency'),
        amountCents: whole(message.amountCents, 'amountCents'),
        receivedAt: text(message.receivedAt, 'receivedAt'),
      }));
    const reverse = (message: PaymentReversed): TermReply =>
      this.#heard(() => ({
        kind: 'reversePayment',
        id: text(message.transactionId, 'transactionId'),
        paymentId: text(message.paymentId, 'paymentId'),
        reason: text(message.reason, 'reason'),
      }));

    setHandler(termQuery, () => this.record, { description: 'The term as it stands.' });
    setHandler(confirmTermUpdate, confirm, { description: 'Billing says the term is taken.' });
    setHandler(recordPaymentUpdate, pay, { description: 'Billing has received money.' });
    setHandler(reversePaymentUpdate, reverse, { description: 'Billing has taken money back.' });
    setHandler(termBoundUpdate, (message: TermBound) => this.#bind(message), {
      description: 'A transaction hands over the term that it bound.',
    });
    setHandler(takeTurnUpdate, (event) => this.#heard(() => event));
    setHandler(giveBackTurnUpdate, (event) => this.#heard(() => event));

    setHandler(confirmTermSignal, (message: ConfirmTerm) => {
      this.#unanswered('confirmTerm', () => confirm(message));
    });
    setHandler(paymentReceivedSignal, (message: PaymentReceived) => {
      this.#unanswered('paymentReceived', () => pay(message));
    });
    setHandler(paymentReversedSignal, (message: PaymentReversed) => {
      this.#unanswered('paymentReversed', () => reverse(message));
    });
  }

  #bind({ event, ...bound }: TermBound): TermReply {
    const reply = this.#heard(() => event);
    if (reply.outcome === 'answered' && this.#held.bound === null) {
      this.#held.bound = bound;
      upsertSearchAttributes([{ key: searchAttributes.effectiveDate, value: bound.effectiveDate }]);
      this.#show();
    }
    return reply;
  }

  /** A message from outside: whatever is wrong with it is said to its sender and must not stop the workflow. */
  #heard(read: () => TermEvent): TermReply {
    this.#messages += 1;
    try {
      return this.apply(read());
    } catch (error) {
      if (error instanceof ApplicationFailure) throw error;
      throw invalid(error instanceof Error ? error.message : 'the message cannot be read');
    }
  }

  /** A signal has nobody to answer: what is wrong with it becomes a task. */
  #unanswered(signal: string, hear: () => TermReply): void {
    try {
      const reply = hear();
      if (reply.outcome === 'refused') log.warn(`${signal} refused`, { code: reply.refusal.code });
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unreadable';
      log.warn(`${signal} not understood`, { reason });
      this.#addTask({
        kind: 'task',
        key: `${signal}:${reason}`,
        code: 'notAllowedInState',
        text: `A signal ${signal} could not be understood: ${reason}.`,
      });
      this.#show();
    }
  }

  #take(effect: TermEffect): void {
    if (effect.kind === 'closeTask') {
      this.#held.tasks = this.#held.tasks.filter(({ key }) => key !== effect.key);
      return;
    }
    const task = taskOf(effect);
    if (task) this.#addTask(task);
  }

  #addTask({ key, code, text: words, due }: Extract<TermEffect, { kind: 'task' }>): void {
    if (this.#held.tasks.some((open) => open.key === key)) return;
    const task = { key, code, text: words, since: now(), due: due ?? null };
    this.#held.tasks = [...this.#held.tasks, task];
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
        ...tasks.map((task) => `- ${task.text}`),
      ].join('\n\n'),
    );
  }
}

const MESSAGES_PER_RUN = 500;

const ECHO_TASK = 'confirmationRefused';

function text(value: unknown, field: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw invalid(`${field} must be text`);
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
