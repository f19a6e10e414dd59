import pLimit, { type LimitFunction } from 'p-limit';

/**
 * How many messages of one process a term is sent at once. Temporal has ten in flight for a workflow, whoever sends them:
 * enough for three processes.
 */
const AT_ONCE = 3;

/** The time of a message was over before it could be sent: nothing of it was sent. */
export class NotSentInTimeError extends Error {
  override readonly name = 'NotSentInTimeError';
  /** Messages before it were answered meanwhile: it was not for want of a worker, only for their number. */
  readonly wereOthersAnswered: boolean;

  constructor(wereOthersAnswered: boolean, options: ErrorOptions) {
    super('its time was over before it could be sent', options);
    this.wereOthersAnswered = wereOthersAnswered;
  }
}

/** A message whose turn it is. */
export interface LaneTurn {
  /** How long its sender still waits. Milliseconds. */
  readonly leftMs: number;
  /** Whether the term has answered another message since this one came. */
  readonly wereOthersAnswered: () => boolean;
}

/** Messages of this process to one term: those that are sent, and those that wait. */
interface Lane {
  readonly limit: LimitFunction;
  /** When one of them was last answered. */
  answeredAt: number;
  /** Why the last one was not; null when it was. */
  failure: unknown;
  messages: number;
}

/** Sends each term a few messages at a time; the others wait in the order in which they came. */
export class TermLanes {
  readonly #lanes = new Map<string, Lane>();

  /**
   * Sends a message when it is its turn.
   *
   * @param waitMs how long the sender waits, for its turn and for the answer
   * @throws NotSentInTimeError when its turn did not come in time
   */
  async send<T>(termId: string, waitMs: number, send: (turn: LaneTurn) => Promise<T>): Promise<T> {
    const lane = this.#laneOf(termId);
    const begun = performance.now();
    const wereOthersAnswered = () => lane.answeredAt > begun;
    const tooLate = () =>
      new NotSentInTimeError(wereOthersAnswered(), { cause: lane.failure ?? undefined });
    let timer: NodeJS.Timeout | undefined;
    const overdue = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(tooLate());
      }, waitMs);
    });
    lane.messages += 1;
    const sent = lane
      .limit(() => {
        clearTimeout(timer);
        const leftMs = waitMs - (performance.now() - begun);
        if (leftMs <= 0) throw tooLate();
        return answering(lane, () => send({ leftMs, wereOthersAnswered }));
      })
      .finally(() => {
        lane.messages -= 1;
        if (lane.messages === 0) this.#lanes.delete(termId);
      });
    try {
      return await Promise.race([sent, overdue]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** How many terms have messages on their way. */
  get size(): number {
    return this.#lanes.size;
  }

  #laneOf(termId: string): Lane {
    const known = this.#lanes.get(termId);
    if (known) return known;
    const lane = { limit: pLimit(AT_ONCE), answeredAt: 0, failure: null, messages: 0 };
    this.#lanes.set(termId, lane);
    return lane;
  }
}

async function answering<T>(lane: Lane, send: () => Promise<T>): Promise<T> {
  try {
    const answer = await send();
    lane.answeredAt = performance.now();
    lane.failure = null;
    return answer;
  } catch (error) {
    lane.failure = error;
    throw error;
  }
}
