import type { CivilDate } from '../calendar/civil-date.js';
import { writtenDay, type Instant } from '../calendar/instant.js';
import type { CurrencySum } from '../ledger/state.js';
import type { Cents } from '../money/cents.js';
import { MONEY_BEFORE_BIND, REFUND } from '../policy-term/money-tasks.js';
import { differenceTaskKey } from '../reconciliation/tasks.js';
import { EXAMPLE_ACT, type OpenTask, type TaskMoney } from './open-task.js';

/** A task as a term keeps it. */
export interface KeptTask {
  readonly key: string;
  readonly code: string;
  readonly text: string;
  readonly since: Instant;
  readonly due: CivilDate | null;
}

/** What the tasks of a term say of it. */
export interface TermOfTasks {
  readonly expirationDate: CivilDate | null;
  readonly currency: string | null;
  /** What is missing until it is paid. */
  readonly shortfallCents: Cents;
  /** What is held of what came, by currency. */
  readonly heldByCurrency: readonly CurrencySum[];
  /** A payment by its id; null of one that the term does not have. */
  readonly payment: (paymentId: string) => TermPayment | null;
}

interface TermPayment {
  readonly amountCents: Cents;
  readonly currency: string;
  readonly receivedAt: Instant;
}

/** All that a term asks of people. */
export function tasksOfTerm(tasks: readonly KeptTask[], term: TermOfTasks): readonly OpenTask[] {
  return tasks.map((task) => openTask(task, term));
}

function openTask({ key, code, text, since, due }: KeptTask, term: TermOfTasks): OpenTask {
  const at = key.indexOf(':');
  const [kind, id] = at < 0 ? [key, null] : [key.slice(0, at), key.slice(at + 1)];
  const payment = id === null ? null : term.payment(id);
  return {
    key,
    cause: code,
    what:
      WHAT[key] ?? WHAT[kind] ?? WHAT[code] ?? 'Look at what its sender wants: it changed nothing.',
    why: text,
    since,
    due: due ?? dueOf(kind, term, payment),
    money: payment
      ? [{ cents: payment.amountCents, currency: payment.currency }]
      : moneyOf(kind, term),
    settling: { act: 'settle', body: { ...EXAMPLE_ACT, taskId: key } },
  };
}

function dueOf(kind: string, term: TermOfTasks, payment: TermPayment | null): CivilDate | null {
  if (kind === 'moneyPostdated' && payment) return writtenDay(payment.receivedAt);
  return BY_ITS_END.includes(kind) ? term.expirationDate : null;
}

const BY_ITS_END = ['startRenewal', 'renewalStart', 'directionHolds', 'carryToNextTerm'];

function moneyOf(kind: string, term: TermOfTasks): readonly TaskMoney[] {
  const { shortfallCents, currency, heldByCurrency } = term;
  if (OF_SHORTFALL.includes(kind)) return [{ cents: shortfallCents, currency }];
  return isAboutAllHeld(kind) ? heldByCurrency : [];
}

/** Whether a task is about all money that waits for the bind. @param code or kind of its key */
export function isAboutAllHeld(code: string): boolean {
  return code === MONEY_BEFORE_BIND || code === REFUND;
}

const OF_SHORTFALL = ['startFlatCancellation', 'startCancellation', 'partlyPaid', 'delinquency'];

/** What to do, by a task's key, the kind of it, or its code. */
const WHAT: Readonly<Partial<Record<string, string>>> = {
  moneyParked: 'Move the payment to where it belongs, or return it.',
  moneyPostdated: 'Wait for its day; if the time is wrong, have it reversed and told anew.',
  moneyBeforeBind: 'See to it that the policy is bound, or return the money.',
  refund: 'Refund the money, and report it as reversals.',
  lateMoney: 'Reinstate the policy, or move or return the payment.',
  partlyPaid: 'Ask for the rest, or cancel for non-payment.',
  startFlatCancellation:
    'Find out in billing whether the policy is to be cancelled flat, not taken.',
  startCancellation: 'Cancel for non-payment.',
  startReinstatement: 'Reinstate the policy without a gap.',
  rescindCancellation: 'Rescind the cancellation that is pending.',
  callOffReinstatement: 'Leave the policy cancelled, and call its reinstatement off.',
  startRenewal: 'Start the renewal.',
  renewalStart:
    'Find out when the renewal is to start, and mend the product file or the notice table.',
  directionHolds: 'Follow the direction, or lift it.',
  cancelNextTerm: 'Have the next term cancelled flat too.',
  carryToNextTerm: 'Have the next term endorsed in the same way.',
  moveMoney: 'See that the money counts at the next term, once.',
  passOn: 'See that the money counts at the next term, once.',
  delinquency: 'Have what was taken back paid again.',
  withdrawEndorsements: 'Withdraw the endorsements under way.',
  tellRenewalCancelled: 'Withdraw the renewal, if one is under way.',
  contentDiffers: 'Find out which of the two is right; the first stands.',
  samePayment: 'Find out where the payment belongs, and have it taken back at the other term.',
  termFull: 'Stop the sender, and see to its money in billing.',
  turnNotTaken: 'Find out whether the transaction is to be begun again.',
  confirmationRefused: 'Have billing take it that the term is confirmed.',
  impossibleNumber: 'Find out which policy was meant, and have it told there.',
  resembles: 'Find out which policy was meant, and have it told there.',
  cancelRequested: 'Cancel the policy, if that is what was meant.',
  unreadableStart: 'Look up what an earlier run of the term knew, and see to it.',
  wrongFlow: 'Have billing set right: the term is not confirmed in that way.',
  booksDiffer: 'Find out which side is right, and have the other put right.',
  [differenceTaskKey('unknownHere')]:
    'Have the policy known here again: post its submission again, or open its term by sync.',
  byHand: 'Put right what was done by hand in the policy system.',
  takenOver: 'Look at what the policy system holds, and put it right.',
  openMoney: 'See to the money of the term.',
  termCancelled: 'Find out what billing wants of a term that is cancelled.',
};
