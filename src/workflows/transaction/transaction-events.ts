import { writtenDay, type Instant } from '../../domain/calendar/instant.js';
import type {
  EventAmount,
  TaskEventData,
  TransactionEventData,
} from '../../domain/events/event.js';
import { formatCents, type Cents } from '../../domain/money/cents.js';
import { isChange, stageOf } from '../../domain/transaction/kinds.js';
import type { TransactionState } from '../../domain/transaction/kinds.js';
import type { TransactionRecord } from '../../domain/transaction/record.js';
import type { RenewalRecord } from '../../domain/transaction/renewal-record.js';
import type { Outbox } from '../events/outbox.js';
import { firstRunId } from './runs.js';

type Offer = NonNullable<TransactionEventData['offer']>;

/** What is told of a transaction, seen from its record as that changes. */
export class TransactionEvents {
  readonly #outbox: Outbox;
  readonly #record: TransactionRecord;
  /** Where it rested last, as it was told; null where something else was told since. */
  #toldRest: string | null = null;

  /** @param record as it stands at every moment */
  constructor(outbox: Outbox, record: TransactionRecord) {
    this.#outbox = outbox;
    this.#record = record;
  }

  /** It has moved on. @param before the state in which it was */
  entered(before: TransactionState): void {
    const { kind, state, policyNumber } = this.#record;
    const stage = stageOf(kind, state);
    if (stage === stageOf(kind, before)) return;
    if (stage === 'bound') this.#tellFact('bindery.transaction.bound', policyNumber ?? '');
    if (stage !== 'ended') return;
    const end = `${state} ${firstRunId()}`;
    if (state === 'notTaken') this.#tellFact('bindery.renewal.notTaken', end);
    if (state === 'nonRenewed') this.#tellFact('bindery.renewal.nonRenewed', end);
    this.#tellFact('bindery.transaction.ended', end);
  }

  /** It waits for somebody, or for a moment. */
  rests(): void {
    const data = this.#data();
    const rest = JSON.stringify(data);
    if (rest === this.#toldRest) return;
    this.#outbox.tellSituation('bindery.transaction.waiting', data);
    this.#toldRest = rest;
  }

  /** @param before the record of what stopped it before; null where it was not stopped */
  attended(before: TransactionRecord['attention']): void {
    const { attention, failure } = this.#record;
    const isStopped = attention !== null;
    if (isStopped === (before !== null)) return;
    // One that was given up does not go on.
    if (!isStopped && failure !== null) return;
    this.#toldRest = null;
    this.#outbox.tellSituation(
      isStopped ? 'bindery.transaction.needsAttention' : 'bindery.transaction.resumed',
      { ...this.#data(), stopped: stoppedBy(attention ?? before) },
    );
  }

  /** More is known of a renewal. */
  renewalKnown(before: RenewalRecord | undefined, after: RenewalRecord): void {
    for (const { offerId, payableUntil } of after.offers.slice(before?.offers.length ?? 0)) {
      const offer = { offerId, payableUntil, paymentId: null, paid: null };
      this.#tellFact('bindery.renewal.offered', offerId, offer);
    }
    for (const money of after.money.slice(before?.money.length ?? 0)) {
      const { paymentId, version, amountCents, currency } = money;
      const offerId = `${this.#record.id}/v${version}`;
      const paid = { amount: formatCents(amountCents), currency };
      const offer = { offerId, payableUntil: null, paymentId, paid };
      this.#tellFact('bindery.renewal.paid', paymentId, offer);
    }
    this.#outbox.tellTasks(before?.tasks ?? [], after.tasks, ({ key, since }) =>
      this.#task(key, { since, due: null }),
    );
  }

  /** An underwriter is asked, or need not decide any more. */
  decisionAsked(before: Instant | null, due: Instant | null): void {
    if ((before === null) === (due === null)) return;
    const days = { since: null, due: due === null ? null : writtenDay(due) };
    this.#outbox.tellTask(due === null ? 'settled' : 'opened', this.#task('underwriting', days));
  }

  #task(task: string, days: Pick<TaskEventData, 'since' | 'due'>): TaskEventData {
    const { policyNumber, product, change } = this.#record;
    return {
      policyNumber,
      termNumber: change?.termNumber ?? null,
      product,
      task,
      code: null,
      ...days,
    };
  }

  #tellFact(
    type: Parameters<Outbox['tellFact']>[0],
    key: string,
    offer: Offer | null = null,
  ): void {
    this.#toldRest = null;
    this.#outbox.tellFact(type, key, { ...this.#data(), offer });
  }

  #data(): TransactionEventData {
    const { kind, state, quoteState, reference, product, policyNumber, change } = this.#record;
    const { effectiveDate, heldAt, totalCents, failure } = this.#record;
    return {
      kind,
      externalSystem: reference.system,
      externalId: reference.id,
      product,
      policyNumber,
      termNumber: change?.termNumber ?? null,
      effectiveDate,
      state,
      quoteState: isChange(kind) ? null : quoteState,
      heldAt: stageOf(kind, state) === 'ended' ? null : heldAt,
      goesOnAt: change?.goesOnAt ?? null,
      total: this.#amount(totalCents),
      stopped: null,
      failure: failure?.code ?? null,
      offer: null,
    };
  }

  #amount(cents: Cents | null): EventAmount | null {
    const currency = this.#record.billing?.currency ?? null;
    return cents === null ? null : { amount: formatCents(cents), currency };
  }
}

function stoppedBy(attention: TransactionRecord['attention']): TransactionEventData['stopped'] {
  if (attention === null) return null;
  const { step, cause, field, since } = attention;
  return { step, cause, field, since };
}
