import type { CivilDate } from '../../src/domain/calendar/civil-date.js';
import { sumCents, type Cents } from '../../src/domain/money/cents.js';
import type { ExternalReference } from '../../src/domain/transaction/external-reference.js';
import type {
  ChainedTransaction,
  ChangeCharge,
  PolicyChain,
  UnboundChange,
} from '../../src/ports/policy-system/mid-term.js';

/** A change that is to be made on a term. */
export interface WantedChange {
  readonly kind: 'endorsement' | 'cancellation' | 'reinstatement';
  readonly requestId: string;
  readonly effectiveDate: CivilDate;
  /** Null of an endorsement on which a workbook is to be rated. */
  readonly charges: readonly ChangeCharge[] | null;
}

/** An amount on a change; what is rated has fees of its own. */
type ChargeOfChange = ChangeCharge & { readonly isFee?: boolean };

interface Change extends ChainedTransaction {
  charges: readonly ChargeOfChange[];
  readonly isToBeRated: boolean;
  /** What a workbook that was rated on it comes to over the whole term. */
  ratedCents: Cents | null;
  boundOn: CivilDate | null;
  isClosed: boolean;
  reference: ExternalReference | null;
}

/** Why a change is refused; the words of the site procedures. */
export class ChangeRefused extends Error {
  override readonly name = 'ChangeRefused';
}

/** The transactions of one term in memory, as the site procedures of the real one keep them. */
export class InMemoryChain {
  readonly #term: Omit<PolicyChain, 'transactions'>;
  readonly #original: ChainedTransaction;
  readonly #changes: Change[] = [];
  readonly #made = new Map<string, { readonly request: string; readonly answer: UnboundChange }>();

  constructor(term: Omit<PolicyChain, 'transactions'>, original: ChainedTransaction) {
    this.#term = term;
    this.#original = original;
  }

  get facts(): PolicyChain {
    return { ...this.#term, transactions: [this.#original, ...this.#standing] };
  }

  /** Whether a quote is a transaction of the term: the original, or a change that may have been given up. */
  readonly holds = (quoteGuid: string): boolean =>
    this.#original.quoteGuid === quoteGuid || this.has(quoteGuid);

  /** Whether a quote is a change of the term. */
  has(quoteGuid: string): boolean {
    return this.#changes.some((change) => change.quoteGuid === quoteGuid);
  }

  /** A change of the term, and whether it was given up. */
  find(quoteGuid: string): Readonly<Change> | null {
    return this.#changes.find((change) => change.quoteGuid === quoteGuid) ?? null;
  }

  get quoteGuids(): readonly string[] {
    return this.#changes.map(({ quoteGuid }) => quoteGuid);
  }

  link(quoteGuid: string, reference: ExternalReference): void {
    const change = this.#changes.find((one) => one.quoteGuid === quoteGuid);
    if (change) change.reference = reference;
  }

  /** Puts what a workbook comes to on an endorsement that was made to be rated. @param work from what was rated before */
  rate(
    quoteGuid: string,
    fullTermCents: Cents,
    work: (before: Cents | null, effectiveDate: CivilDate) => readonly ChargeOfChange[],
  ): void {
    const change = this.#changes.find((one) => one.quoteGuid === quoteGuid);
    if (change?.boundOn !== null)
      throw new ChangeRefused("Can't modify premiums on a bound policy");
    const bound = this.#changes.filter(({ boundOn }) => boundOn !== null);
    const before = bound.findLast(({ ratedCents }) => ratedCents !== null)?.ratedCents ?? null;
    change.charges = work(before, change.effectiveDate);
    change.ratedCents = fullTermCents;
  }

  chargesOf(quoteGuid: string): readonly ChargeOfChange[] {
    return this.#changes.find((change) => change.quoteGuid === quoteGuid)?.charges ?? [];
  }

  make(wanted: WantedChange, newGuid: () => string): UnboundChange {
    const request = JSON.stringify(wanted);
    const name = `${wanted.kind} ${wanted.requestId}`;
    const earlier = this.#made.get(name);
    if (earlier?.request === request) return earlier.answer;
    if (earlier) throw new ChangeRefused('RequestId was used for another request');
    this.#refuse(wanted);
    const previousQuoteGuid = this.#newest.quoteGuid;
    const { kind, effectiveDate } = wanted;
    const charges = wanted.charges ?? [];
    const quoteGuid = newGuid();
    const reference = null;
    this.#changes.push({
      quoteGuid,
      kind,
      previousQuoteGuid,
      effectiveDate,
      boundOn: null,
      isClosed: false,
      reference,
      charges,
      isToBeRated: wanted.charges === null,
      ratedCents: null,
    });
    const changeCents = sumCents(charges.map(({ amountCents }) => amountCents));
    const answer = { quoteGuid, previousQuoteGuid, changeCents };
    this.#made.set(name, { request, answer });
    return answer;
  }

  bind(quoteGuid: string, day: CivilDate): string {
    const change = this.#changes.find((one) => one.quoteGuid === quoteGuid);
    if (change?.boundOn !== null) throw new ChangeRefused('already bound');
    if (change.isClosed) throw new ChangeRefused('it was given up');
    change.boundOn = day;
    return this.#term.policyNumber;
  }

  /** What the invoice of a bound change comes to; null where there is none. */
  invoicedCents(quoteGuid: string): Cents | null {
    const change = this.#changes.find((one) => one.quoteGuid === quoteGuid);
    if (change?.boundOn == null) return null;
    const total = sumCents(change.charges.map(({ amountCents }) => amountCents));
    return total === 0 ? null : total;
  }

  close(quoteGuid: string): void {
    const change = this.#changes.find((one) => one.quoteGuid === quoteGuid);
    if (change?.boundOn !== null) throw new ChangeRefused('the quote is bound');
    change.isClosed = true;
  }

  unbind(quoteGuid: string): void {
    const change = this.#inTheWay.at(-1);
    if (change?.quoteGuid === quoteGuid && change.boundOn === null) return;
    if (change?.quoteGuid !== quoteGuid) {
      throw new ChangeRefused(
        'The provided quote does not represent the most recent transaction on this policy, so it cannot be unbound.',
      );
    }
    change.boundOn = null;
  }

  /** Those that were given up are no part of the term. */
  get #standing(): readonly Change[] {
    return this.#changes.filter(({ isClosed }) => !isClosed);
  }

  /** One that waits to be rated, or to be bound as rated, is in nobody's way. */
  get #inTheWay(): readonly Change[] {
    return this.#standing.filter(({ isToBeRated, boundOn }) => !isToBeRated || boundOn !== null);
  }

  get #newest(): ChainedTransaction {
    return this.#inTheWay.at(-1) ?? this.#original;
  }

  get isCancelled(): boolean {
    return this.#newest.kind === 'cancellation' && this.#newest.boundOn !== null;
  }

  #refuse({ kind, effectiveDate }: WantedChange): void {
    const { effectiveDate: start, expirationDate: end } = this.#term;
    const isInTerm = effectiveDate >= start && effectiveDate < end;
    if (kind === 'reinstatement') {
      if (!this.isCancelled) {
        throw new ChangeRefused('Policy is not cancelled - cannot reinstate');
      }
      return;
    }
    if (this.#newest.boundOn === null) {
      throw new ChangeRefused(
        kind === 'endorsement'
          ? 'Cannot create endorsement - latest quote in chain must be bound or cancelled'
          : 'Cannot create cancellation - latest quote in chain is not bound',
      );
    }
    if (!isInTerm) {
      throw new ChangeRefused(
        kind === 'endorsement'
          ? 'Endorsement date must be within policy period'
          : 'Cancellation date must be before policy expiration date',
      );
    }
    const isLater = this.isCancelled && effectiveDate >= this.#newest.effectiveDate;
    if (kind === 'cancellation' && isLater) throw new ChangeRefused('Policy is already cancelled');
  }
}
