import { contentDigest } from '../../domain/machine/content-digest.js';
import type { TermEvent } from '../../domain/policy-term/events.js';
import type { PaymentLedger } from '../../domain/ledger/state.js';
import { isGood, newestGood } from '../../domain/ledger/views.js';

/** How many payments of a term others can find. Temporal indexes two kilobytes of an attribute. */
export const NEWEST_PAYMENTS = 100;

/**
 * The newest good payments of a term, by which another term finds out that it has one of them too. An id is billing's own
 * and names one payment, so that money under one id at two terms is counted twice.
 */
export class NewestPayments {
  readonly #digests: Map<string, string>;

  /** Walks the ledger, once in a run. */
  constructor(ledger: PaymentLedger) {
    this.#digests = new Map(
      newestGood(ledger, NEWEST_PAYMENTS).map((id) => [id, contentDigest(id)]),
    );
  }

  /** Short names of the ids, as they are indexed. */
  get digests(): string[] {
    return [...this.#digests.values()];
  }

  /** Learns of the payments of an event. @param before the ledger until then @returns the ids of those that are good */
  add(event: TermEvent, before: PaymentLedger, ledger: PaymentLedger): readonly string[] {
    const good = idsOf(event, before).filter((id) => isGood(ledger, id));
    for (const id of good) this.#digests.set(id, contentDigest(id));
    for (const id of this.#digests.keys()) {
      if (this.#digests.size <= NEWEST_PAYMENTS) break;
      this.#digests.delete(id);
    }
    return good;
  }

  /** Forgets a payment that was taken back: it may be told to the term where it belongs. @returns whether it was known */
  remove(paymentId: string): boolean {
    return this.#digests.delete(paymentId);
  }
}

function idsOf(event: TermEvent, { postdated }: PaymentLedger): readonly string[] {
  // Money of a time to come is compared when it is money.
  if (event.kind === 'postdatedDue') return postdated.map(({ paymentId }) => paymentId);
  if (event.kind === 'recordPayment') return [event.paymentId];
  if (event.kind !== 'bound' || event.flow === 'notBilled') return [];
  return event.upFrontPayments.map(({ paymentId }) => paymentId);
}
