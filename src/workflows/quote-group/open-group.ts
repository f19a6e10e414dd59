import { setCurrentDetails } from '@temporalio/workflow';
import {
  closed,
  freed,
  hear,
  isEmpty,
  type GroupReply,
  type GroupWord,
  type QuoteGroup,
} from '../../domain/quote-group/group.js';
import { RunLength } from '../policy-term/run-length.js';
import { sealed } from './input.js';
import type { FreeOrder, GroupRecord, QuoteGroupInput } from './messages.js';

const EMPTY_MS = 90 * 86_400_000;

/** A group under way. */
export class OpenGroup {
  readonly #input: Omit<QuoteGroupInput, 'carried'>;
  readonly #run: RunLength;
  #group: QuoteGroup;

  constructor(input: Omit<QuoteGroupInput, 'carried'>, group: QuoteGroup) {
    this.#input = input;
    this.#run = new RunLength(input.messagesPerRun);
    this.#group = group;
    this.#show();
  }

  get record(): GroupRecord {
    const { system, id, uniform, uniqueState } = this.#input;
    return { system, id, uniform, uniqueState, ...this.#group };
  }

  /** The input of the next run. */
  get nextInput(): QuoteGroupInput {
    return { ...this.#input, carried: sealed(this.#group) };
  }

  /** How long it stays open when no quote is in it. Milliseconds. */
  get emptyMs(): number {
    return this.#input.emptyMs ?? EMPTY_MS;
  }

  get isEmpty(): boolean {
    return isEmpty(this.#group);
  }

  /** No quote of it can come to anything any more. */
  get isOver(): boolean {
    return this.#group.state === 'locked' && this.isEmpty;
  }

  /** Enough has happened in this run, or there is newer code: the next one goes on. */
  get isDueToContinue(): boolean {
    return this.#run.isDueToContinue;
  }

  hear(word: GroupWord): GroupReply {
    this.#run.count();
    const { group, reply } = hear(this.#input, this.#group, word);
    this.#become(group);
    return reply;
  }

  free(order: FreeOrder): void {
    this.#run.count();
    this.#become(freed(this.#group, { at: new Date().toISOString(), ...order }));
  }

  close(): void {
    this.#become(closed(this.#group));
  }

  #become(group: QuoteGroup): void {
    if (group === this.#group) return;
    this.#group = { ...group, updatedAt: new Date().toISOString() };
    this.#show();
  }

  #show(): void {
    const { system, id, uniqueState } = this.#input;
    const { state, winner, quotes } = this.#group;
    const others = quotes.filter(({ isIn }) => isIn).length;
    const who = winner === null ? '' : ` It is with ${winner}.`;
    setCurrentDetails(
      `The group ${system} ${id} has ${others} quotes, of which one may be ${uniqueState}. It is ${state}.${who}`,
    );
  }
}
