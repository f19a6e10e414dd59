import { setHandler } from '@temporalio/workflow';
import type { TurnPurpose } from '../../domain/policy-term/events.js';
import type { RefusalCode } from '../../domain/machine/refusals.js';
import { turnGrantedSignal, turnRefusedSignal } from '../policy-term/messages.js';
import { isLaterRun, thisRun } from '../transaction/runs.js';
import type { Change } from './change.js';
import { toldOnce } from './tell-term.js';

/** Whether a change has the turn: the right to change its term, which one transaction has at a time. */
export class Turn {
  readonly #change: Change;
  readonly #purpose: TurnPurpose;
  #asked = 0;
  #state: 'none' | 'waiting' | 'mine' = 'none';
  /** Who has it, for those who wait. */
  holder: string | null = null;

  /**
   * Call it before the first await.
   *
   * @param onWord called when the term says that the turn is given, or never will be
   */
  constructor(
    change: Change,
    purpose: TurnPurpose,
    onWord: (word: 'granted' | RefusalCode) => void,
  ) {
    this.#change = change;
    this.#purpose = purpose;
    setHandler(turnGrantedSignal, () => {
      if (this.#state !== 'waiting') return;
      this.#state = 'mine';
      onWord('granted');
    });
    setHandler(turnRefusedSignal, ({ code }) => {
      if (this.#state !== 'waiting') return;
      this.#state = 'none';
      onWord(code);
    });
  }

  /** Whether the term has given it, or may give it yet. */
  get isAsked(): boolean {
    return this.#state !== 'none';
  }

  get isMine(): boolean {
    return this.#state === 'mine';
  }

  /** Of this time in this run: an answer that an earlier run was given says nothing about now. */
  get #nth(): string {
    return isLaterRun() ? `${thisRun().runId}/${this.#asked}` : `${this.#asked}`;
  }

  /** Asks for it, or for a place in the queue. @returns why not; null when it is given or waited for */
  async take(effectiveDate: string): Promise<RefusalCode | null> {
    const { transaction } = this.#change;
    this.#asked += 1;
    this.#state = 'waiting';
    return transaction.step(
      'takeTurn',
      async () => {
        const told = { kind: 'takeTurn', purpose: this.#purpose, effectiveDate } as const;
        const word = await toldOnce(this.#change, told, this.#nth, () => true);
        if (word.kind !== 'answered') {
          this.#state = 'none';
          return word.kind === 'refused' ? word.refusal.code : null;
        }
        if (word.answer.kind !== 'turn') return null;
        this.holder = word.answer.holder;
        if (word.answer.isGranted) this.#state = 'mine';
        return null;
      },
      (refusal) => {
        if (refusal !== null) return `The term gives no turn (${refusal}).`;
        return this.isMine ? 'The turn is given.' : `Waits behind ${this.holder ?? 'others'}.`;
      },
    );
  }

  /** It is as the term was seen to have it: an earlier run may have asked for it, and an operator may have freed it. */
  see(turn: 'mine' | 'queued' | 'none'): void {
    this.#state = turn === 'queued' ? 'waiting' : turn;
  }

  /** Gives it back, or leaves the queue; nothing where it has neither. */
  async giveBack(): Promise<void> {
    if (this.#state === 'none') return;
    await this.#change.transaction.step(
      'giveBackTurn',
      () => this.giveBackNow(),
      () => 'The turn is given back.',
    );
  }

  /** The same within a step. */
  async giveBackNow(): Promise<void> {
    await toldOnce(this.#change, { kind: 'giveBackTurn' }, this.#nth, hasNone);
    this.#state = 'none';
  }
}

/** It was given back before, or the term is over. */
function hasNone({ code }: { readonly code: RefusalCode }): boolean {
  return code === 'notTurnHolder' || code === 'notAllowedInState';
}
