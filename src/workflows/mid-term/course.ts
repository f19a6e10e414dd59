import { ApplicationFailure, condition } from '@temporalio/workflow';
import type { Machine } from '../../domain/machine/machine.js';
import type { Refusal } from '../../domain/machine/refusals.js';
import { stageOf, type Milestone, type TransactionState } from '../../domain/transaction/kinds.js';
import { Abandoned, StepGivenUp } from '../transaction/transaction.js';
import type { ChangeTransaction } from './change.js';

/** What is done for each effect of a table. It may end in another event, and may be done twice. */
export type Performing<Effect extends string> = Readonly<
  Record<Effect, () => Promise<void> | void>
>;

/** Done by whoever let it happen, or said in the answer: nothing is left to do outside. */
export const nothing = (): void => undefined;

/** What follows in a state when nothing is to be done: it goes on at once, or waits. */
export type Next = { readonly goOn: () => Promise<void> | void } | Wait;

/** When a wait ends by itself. */
export interface Moment {
  /** What is due then, as operators see it; the timer may end before it, for a look. */
  readonly summary: string;
  /** Milliseconds since 1970. */
  readonly atMs: number;
  /** What happens then. */
  readonly come: () => Promise<void> | void;
}

/** For what a change waits in a state. */
export interface Wait {
  /** As the rest of "Waits for …". */
  readonly what: string;
  readonly moment?: Moment;
  /** It waits there to be asked to go further, and what happens when it is. */
  readonly held?: { readonly at: Milestone; readonly letGo: () => Promise<void> | void };
}

/** What a kind says of its course. */
export interface CourseRules<State, Effect extends string> {
  readonly perform: Performing<Effect>;
  readonly nextIn: (state: State) => Next;
}

/** Steps that are left at once when what they are for is no longer wanted: whatever becomes of the call does no harm. */
const LEFT_AT_ONCE: readonly string[] = [
  'quoteChange',
  'findMoratorium',
  'readPastDue',
  'lookAtNewTerm',
  'takeTurn',
];

/**
 * A table of states at work in a workflow: an event changes the state at once, and what it shall have done outside is done one
 * after the other. Whatever is said meanwhile is taken by the state of that moment.
 */
export class Course<
  State extends TransactionState,
  Event extends { readonly kind: string },
  Effect extends string,
> {
  readonly #transaction: ChangeTransaction;
  readonly #machine: Machine<State | 'new', Event, Effect>;
  #state: State | 'new' = 'new';
  #due: readonly Effect[] = [];
  /** Counts what happened. */
  #events = 0;

  constructor(transaction: ChangeTransaction, machine: Machine<State | 'new', Event, Effect>) {
    this.#transaction = transaction;
    this.#machine = machine;
  }

  get state(): State | 'new' {
    return this.#state;
  }

  /** Whether something shall be done yet, or may happen. */
  get hasMoreToDo(): boolean {
    return this.#state !== 'new' && (this.#due.length > 0 || !this.isEnded);
  }

  /** Nothing happens any more by itself. */
  get isEnded(): boolean {
    return this.#state !== 'new' && this.#hasEnded(this.#state);
  }

  /** Lets something happen. @returns why not; null when it was taken */
  happened(event: Event): Refusal | null {
    const result = this.#machine.apply(this.#state, event);
    this.#events += 1;
    this.#due = [...this.#due, ...result.effects];
    if (result.outcome === 'refused') return result.refusal;
    if (result.state !== this.#state) this.#enter(result.state);
    return null;
  }

  /** The same for an act of a person. @throws ApplicationFailure of type `refused`, with the refusal as its first detail */
  act(event: Event): void {
    const refusal = this.happened(event);
    if (refusal) throw ApplicationFailure.nonRetryable(refusal.text, 'refused', refusal);
  }

  /** Goes on in a state that an earlier run of the transaction had reached. */
  goOnIn(state: State, due: readonly Effect[]): void {
    this.#due = due;
    this.#enter(state);
  }

  /** Something that is awaited may have come. */
  lookUp(): void {
    this.#events += 1;
  }

  /**
   * Does what is to be done, and waits, until the change has ended.
   *
   * @throws Abandoned when a person ends it instead
   */
  async run({ perform, nextIn }: CourseRules<State, Effect>): Promise<void> {
    for (;;) {
      const [next, ...later] = this.#due;
      if (next !== undefined) {
        this.#due = later;
        await this.#done(perform[next]);
      } else if (this.#state === 'new' || this.#hasEnded(this.#state)) {
        return;
      } else {
        const following = nextIn(this.#state);
        await ('goOn' in following ? this.#done(following.goOn) : this.#rest(following));
      }
    }
  }

  async #done(work: () => Promise<void> | void): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof StepGivenUp)) throw error;
    }
  }

  async #rest({ what, moment, held }: Wait): Promise<void> {
    const transaction = this.#transaction;
    const before = this.#events;
    if (held) transaction.hold(held.at);
    else transaction.wait(what);
    transaction.rest(moment ?? null);
    const isOver = () =>
      this.#events !== before ||
      transaction.record.failure !== null ||
      (held !== undefined && transaction.record.heldAt === null);
    const hasHappened = moment
      ? await condition(isOver, Math.max(0, moment.atMs - Date.now()), { summary: moment.summary })
      : await condition(isOver).then(() => true);
    const isLetGo = held !== undefined && transaction.record.heldAt === null;
    transaction.goOn();
    if (transaction.record.failure !== null) throw new Abandoned();
    if (this.#events !== before) return;
    if (isLetGo) await this.#done(held.letGo);
    else if (!hasHappened && moment) await this.#done(moment.come);
  }

  #enter(state: State | 'new'): void {
    this.#state = state;
    if (state === 'new') return;
    const { currentStep, record } = this.#transaction;
    const isStopped = record.attention !== null;
    if (currentStep !== null && (isStopped || LEFT_AT_ONCE.includes(currentStep))) {
      this.#transaction.giveUpStep();
    }
    this.#transaction.enter(state);
    // Whoever let it end is told so at once, and not what it waited for before.
    if (this.#hasEnded(state)) this.#transaction.goOn();
  }

  #hasEnded(state: State): boolean {
    return stageOf(this.#transaction.record.kind, state) === 'ended';
  }
}
