import type { EventAmount, EventType, TermEventData } from '../../domain/events/event.js';
import { formatCents } from '../../domain/money/cents.js';
import { arithmeticNow } from '../../domain/policy-term/arithmetic.js';
import type { TermAnswer, TermEvent, TermEventKind } from '../../domain/policy-term/events.js';
import { isBilled, isOver, type PolicyTerm } from '../../domain/policy-term/state.js';
import type { Outbox } from '../events/outbox.js';
import type { CarriedTerm, PolicyTermInput, TermTask } from './messages.js';
import { tellTasks, tellTermEnded } from './told.js';

/** What is told of a message that a term took. */
const TOLD_OF: Readonly<Partial<Record<TermEventKind, EventType>>> = {
  bound: 'bindery.term.bound',
  recordPayment: 'bindery.term.paymentRecorded',
  reversePayment: 'bindery.term.paymentReversed',
  endorsed: 'bindery.term.endorsed',
  cancellationPending: 'bindery.term.cancellationPending',
  rescheduled: 'bindery.term.cancellationPending',
  pendingCleared: 'bindery.term.cancellationWithdrawn',
  cancelled: 'bindery.term.cancelled',
  reinstated: 'bindery.term.reinstated',
};

/** What is told of a term. */
export class TermEvents {
  readonly #outbox: Outbox;
  readonly #input: PolicyTermInput;
  readonly #held: CarriedTerm;

  /** @param held the term as it stands at every moment */
  constructor(outbox: Outbox, input: PolicyTermInput, held: CarriedTerm) {
    this.#outbox = outbox;
    this.#input = input;
    this.#held = held;
  }

  /** The term took a message, or a moment came, and is another since. */
  happened(event: TermEvent, answer: TermAnswer, before: PolicyTerm): void {
    const { term } = this.#held;
    const data = this.#dataOf(event, answer);
    const key = 'id' in event ? event.id : event.paymentId;
    const type = TOLD_OF[event.kind];
    if (type) this.#outbox.tellFact(type, `${event.kind} ${key}`, data);
    if (event.kind === 'paymentDeadline' && term.status === 'unconfirmed')
      this.#outbox.tellFact('bindery.term.paymentDeadlinePassed', key, data);
    if (term.confirmation !== null && before.confirmation === null)
      this.#outbox.tellFact('bindery.term.confirmed', '', data);
    if (isOver(term) && !isOver(before)) {
      this.#outbox.tellFact('bindery.term.ended', key, data);
      tellTermEnded(this.#input, term);
    }
  }

  /** Other tasks are open than before. */
  tasksChanged(before: readonly TermTask[], after: readonly TermTask[]): void {
    tellTasks(this.#input, before, after);
    this.#outbox.tellTasks(before, after, ({ key, code, since, due }) => ({
      ...this.#name(),
      task: key,
      code,
      since,
      due,
    }));
  }

  #name(): Pick<TermEventData, 'policyNumber' | 'termNumber' | 'product'> {
    const { policyNumber, termNumber } = this.#input;
    return { policyNumber, termNumber, product: this.#held.bound?.productKey ?? null };
  }

  #dataOf(event: TermEvent, answer: TermAnswer): TermEventData {
    const { term } = this.#held;
    const { currency } = term.ledger;
    return {
      ...this.#name(),
      status: term.status,
      isConfirmed: term.confirmation !== null,
      transaction: 'transaction' in event ? event.transaction : null,
      effectiveDate: 'effectiveDate' in event ? event.effectiveDate : null,
      payment: paymentOf(event, answer, term),
      missing:
        isBilled(term) === true
          ? { amount: formatCents(arithmeticNow(term).shortfall), currency }
          : null,
    };
  }
}

function paymentOf(
  event: TermEvent,
  answer: TermAnswer,
  term: PolicyTerm,
): TermEventData['payment'] {
  if (event.kind !== 'recordPayment' && event.kind !== 'reversePayment') return null;
  const { paymentId } = event;
  const result = answer.kind === 'money' ? answer.result : 'noted';
  return { paymentId, result, ...amountOf(event, term) };
}

/** Of money that was taken back before it came nothing is known but its id. */
function amountOf(
  event: Extract<TermEvent, { kind: 'recordPayment' | 'reversePayment' }>,
  { ledger }: PolicyTerm,
): EventAmount {
  const { amountCents, currency } =
    event.kind === 'recordPayment'
      ? event
      : (ledger.payments.get(event.paymentId) ?? { amountCents: 0, currency: ledger.currency });
  return { amount: formatCents(amountCents), currency };
}
