import type { ProducerFacts } from '../ports/policy-system.js';
import type { TransactionDesk } from './transaction-desk.js';

interface Questions {
  readonly askForProducer: () => Promise<ProducerFacts>;
  readonly askForReference: () => Promise<{ insuredKeys: readonly string[] }>;
}

/**
 * The insured's keys and the producer, as the submission names them now. They are asked for again only after a
 * correction, which may have changed either.
 */
export class Parties {
  readonly #desk: TransactionDesk;
  readonly #ask: Questions;
  #keys: { revision: number; value: readonly string[] };
  #producer: { revision: number; value: ProducerFacts } | null = null;

  constructor(desk: TransactionDesk, insuredKeys: readonly string[], ask: Questions) {
    this.#desk = desk;
    this.#ask = ask;
    this.#keys = { revision: desk.record.revision, value: insuredKeys };
  }

  async insuredKeys(): Promise<readonly string[]> {
    const { revision } = this.#desk.record;
    if (this.#keys.revision !== revision) {
      this.#keys = { revision, value: (await this.#ask.askForReference()).insuredKeys };
    }
    return this.#keys.value;
  }

  async producer(): Promise<ProducerFacts> {
    const { revision } = this.#desk.record;
    if (this.#producer?.revision !== revision) {
      this.#producer = { revision, value: await this.#ask.askForProducer() };
      this.#desk.know(this.#producer.value);
    }
    return this.#producer.value;
  }
}
