import type { TermResult } from '../../domain/policy-term/machine.js';
import {
  TRANSACTION_EVENTS,
  type MoneyResult,
  type TermAnswer,
  type TermEvent,
  type TermRefused,
} from '../../domain/policy-term/events.js';
import { carriedBytes } from './carried.js';
import type { CarriedTerm } from './messages.js';
import { refused } from '../../domain/policy-term/answers.js';

/**
 * As much as a term keeps, in bytes of JSON. Temporal takes two million in one piece, and what a term leaves at its end is
 * this and its record. Some 6,000 payments with ids of 36 characters.
 */
export const TERM_BYTES = 1_000_000;

/** How much of it may be money that counts for nothing: held, parked, or taken back before it came. */
export const UNCOUNTED_BYTES = 500_000;

/** How much more there is for what its transactions tell: what is booked elsewhere has to be known here, however much money came. */
export const CHANGE_BYTES = 200_000;

/** How many transactions may wait for the turn. */
export const WAITING_FOR_TURN = 100;

/** What makes room, and what the term's own timers tell it: always taken. */
const ALWAYS_TAKEN: readonly TermEvent['kind'][] = [
  'giveBackTurn',
  'postdatedDue',
  'notBoundInTime',
  'paymentDeadline',
  'renewalDue',
  'endOfTerm',
];

const UNCOUNTED: readonly MoneyResult[] = ['held', 'parked', 'postdated', 'killed', 'reversalKept'];

/**
 * How much room a term has left. Its size is measured when a run begins and then reckoned from message to message, so that
 * no message costs more than the ones before it; it is measured again only when what was reckoned is over the bound.
 */
export class TermRoom {
  readonly #held: () => CarriedTerm;
  #bytes = 0;
  #uncountedBytes = 0;
  #isMeasured = false;

  constructor(held: () => CarriedTerm) {
    this.#held = held;
    this.#measure();
  }

  /** The refusal of an event whose result cannot be kept; null, and reckoned with, when it can. */
  refusalOf(event: TermEvent, result: TermResult): TermRefused | null {
    const { term } = this.#held();
    if (result.outcome === 'refused' || result.term === term) return null;
    if (result.term.turn.queue.length > WAITING_FOR_TURN && event.kind === 'takeTurn') {
      return full(event, 'turn', `${WAITING_FOR_TURN} transactions that wait for it`, 'fewer');
    }
    const { answer } = result;
    const isUncounted = answer.kind === 'money' && UNCOUNTED.includes(answer.result);
    const isFirst =
      term.confirmation !== result.term.confirmation || term.binding !== result.term.binding;
    const bytes = bytesOf(event, answer);
    const inAll = TERM_BYTES + (isOfTransaction(event) ? CHANGE_BYTES : 0);
    const isTaken = isFirst || ALWAYS_TAKEN.includes(event.kind);
    if (!isTaken && !this.#hasRoom(bytes, isUncounted, inAll)) {
      const most = isUncounted ? UNCOUNTED_BYTES : inAll;
      const found = isUncounted
        ? 'as much money that does not count as it keeps'
        : 'as much as it keeps';
      return full(event, 'term', found, `${most} bytes; nothing of this message was taken`);
    }
    this.#bytes += bytes;
    if (isUncounted) this.#uncountedBytes += bytes;
    // A bind counts what was held: worth a second look at what is left.
    this.#isMeasured = false;
    return null;
  }

  #hasRoom(bytes: number, isUncounted: boolean, inAll: number): boolean {
    const fits = () =>
      this.#bytes + bytes <= inAll &&
      (!isUncounted || this.#uncountedBytes + bytes <= UNCOUNTED_BYTES);
    if (fits()) return true;
    if (this.#isMeasured) return false;
    this.#measure();
    return fits();
  }

  #measure(): void {
    const { all, uncounted } = carriedBytes(this.#held());
    this.#bytes = all;
    this.#uncountedBytes = uncounted;
    this.#isMeasured = true;
  }
}

function isOfTransaction({ kind }: TermEvent): boolean {
  return TRANSACTION_EVENTS.some((one) => one === kind);
}

/** Whoever sent it is told; a person is asked, in one task for all of them. */
function full(event: TermEvent, field: string, found: string, allowed: string): TermRefused {
  const key = `termFull:${event.kind === 'recordPayment' ? event.paymentId : event.id}`;
  return refused('termFull', { field, found, allowed }, [
    { kind: 'task', key, code: 'termFull', text: key },
  ]);
}

/** The first answer to a payment, beside its id. */
const ANSWER_BYTES = 64;
/** The row of a payment beside its id, with the longest amount. */
const PAYMENT_BYTES = 72;

/** What an event adds to what is kept, and not less. */
function bytesOf(event: TermEvent, answer: TermAnswer): number {
  return event.kind === 'recordPayment'
    ? 2 * event.paymentId.length + event.policyNumber.length + PAYMENT_BYTES + ANSWER_BYTES
    : 2 * JSON.stringify(event).length + JSON.stringify(answer).length + ANSWER_BYTES;
}
