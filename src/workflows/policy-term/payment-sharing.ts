import type { SearchAttributePair } from '@temporalio/common';
import type { PaymentLedger } from '../../domain/ledger/state.js';
import { isGood } from '../../domain/ledger/views.js';
import type { TermEvent } from '../../domain/policy-term/events.js';
import { searchAttributes } from '../search-attributes.js';
import type { ListEntry } from './list-entry.js';
import type { PaymentShared } from './messages.js';
import { NEWEST_PAYMENTS, NewestPayments } from './newest-payments.js';
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
import { samePaymentText } from './tasks.js';
import type { TermFile } from './term-file.js';

/** So many answers to other terms may wait; a sender that asks faster is not answered each time. */
const UNASKED_SIGNALS = 100;

/** What becomes of payments that other terms have too: they are shown for others to find, and asked about at both. */
export class PaymentSharing {
  readonly #file: TermFile;
  readonly #list: ListEntry;
  readonly #payments: NewestPayments;

  constructor(file: TermFile, list: ListEntry) {
    this.#file = file;
    this.#list = list;
    this.#payments = new NewestPayments(file.held.term.ledger);
    if (this.#payments.digests.length > 0) list.showInTime(this.#listedPayments);
  }

  /** Learns what an event did to payments. @param before the ledger until then */
  note(event: TermEvent, before: PaymentLedger): void {
    const { held } = this.#file;
    const good = this.#payments.add(event, before, held.term.ledger);
    if (good.length > 0) {
      held.newPayments = [...held.newPayments, ...good].slice(-NEWEST_PAYMENTS);
      this.#list.showInTime(this.#listedPayments);
    }
    if (event.kind === 'moved') this.#forget(before);
    if (event.kind !== 'reversePayment') return;
    if (this.#payments.remove(event.paymentId)) this.#list.show(this.#listedPayments);
    this.#unshare(event.paymentId);
  }

  /** Payments that went to another term: they are found there from now on, and not here. */
  #forget({ payments }: PaymentLedger): void {
    const { held } = this.#file;
    const isLeft = (paymentId: string) => !held.term.ledger.payments.has(paymentId);
    const left = [...payments.keys()].filter(isLeft);
    const wereKnown = left.filter((paymentId) => this.#payments.remove(paymentId));
    if (wereKnown.length > 0) this.#list.show(this.#listedPayments);
    held.newPayments = held.newPayments.filter((paymentId) => !isLeft(paymentId));
    for (const paymentId of left) this.#unshare(paymentId);
  }

  /** A payment of this term was found at other terms too. A person is asked, and they are told. */
  foundAt(paymentId: string, terms: readonly string[]): void {
    const { held } = this.#file;
    if (!isGood(held.term.ledger, paymentId)) return;
    const others = unknownOf(held.sharedPayments, paymentId, terms);
    if (others.length === 0) return;
    this.#share(paymentId, others);
    for (const to of others) this.#file.notify({ kind: 'paymentShared', to, paymentId });
  }

  /** Another term found a payment of this one at itself. It is told when the payment does not count here any more. */
  sharedBy({ paymentId, term }: PaymentShared): void {
    const { held } = this.#file;
    if (isGood(held.term.ledger, paymentId)) this.#share(paymentId, [term]);
    else if (held.notices.length < UNASKED_SIGNALS)
      this.#file.notify({ kind: 'paymentNotShared', to: term, paymentId });
  }

  /** Another term does not have a payment any more that it shared with this one. */
  noLongerSharedBy({ paymentId, term }: PaymentShared): void {
    const { held } = this.#file;
    held.sharedPayments = withoutSharing(held.sharedPayments, paymentId, term);
    this.#ask(paymentId);
  }

  /** Another term could not be told of a payment, because it does not run any more. */
  notTold(paymentId: string, term: string): void {
    const { held } = this.#file;
    held.sharedPayments = withSharingOver(held.sharedPayments, paymentId, term);
    this.#ask(paymentId);
  }

  /** A person has closed tasks: what they were about is not asked again. */
  settle(): void {
    const { held } = this.#file;
    held.sharedPayments = withSettledSharing(held.sharedPayments, held.tasks);
  }

  #share(paymentId: string, terms: readonly string[]): void {
    const { held } = this.#file;
    held.sharedPayments = withSharing(held.sharedPayments, paymentId, terms);
    this.#ask(paymentId);
  }

  /** The payment was taken back here: nobody has to ask any more, here or elsewhere. */
  #unshare(paymentId: string): void {
    const { held } = this.#file;
    const { terms } = sharingOf(held.sharedPayments, paymentId) ?? { terms: [] };
    for (const { workflowId: to } of terms)
      this.#file.notify({ kind: 'paymentNotShared', to, paymentId });
    held.sharedPayments = withoutPayment(held.sharedPayments, paymentId);
    this.#file.closeTask(sharedTaskKey(paymentId));
  }

  /** Opens the task about a shared payment, says in it what holds now, or closes it. */
  #ask(paymentId: string): void {
    const key = sharedTaskKey(paymentId);
    const sharing = sharingOf(this.#file.held.sharedPayments, paymentId);
    if (sharing === undefined) this.#file.closeTask(key);
    else if (!sharing.isSettled) {
      const text = samePaymentText(paymentId, sharing.terms);
      this.#file.addTask({ key, code: 'samePayment', text, due: null });
    }
  }

  get #listedPayments(): SearchAttributePair {
    return { key: searchAttributes.paymentDigests, value: this.#payments.digests };
  }
}
