import { randomUUID } from 'node:crypto';
import type { CallbackContent, CallbackRecord } from '../book/records.js';
import type { Book } from '../book/store.js';
import type { CallbackMisbehaviour } from './misbehaviour.js';

/** What came of one attempt. */
export interface Attempt {
  readonly verdict: 'taken' | 'refused' | 'repeat';
  readonly answer: string;
  readonly policyNumberAnswered: string | null;
}

/** Messages to the policy side, on file from the change that caused them until they are taken. */
export interface Outbox {
  /** Within a change of the book. @returns the ids of what will be sent */
  put(content: CallbackContent, transactionId?: string): readonly number[];
  /** Those whose time has come, in order. */
  due(): Iterable<CallbackRecord>;
  /** When the next one is due; null when none waits for a time. */
  nextAt(): number | null;
  /** Keeps what came of an attempt, with the time of the next one where there is one. */
  settle(id: number, attempt: Attempt): void;
  /** Sends one now, whatever its state. @returns whether there is such a callback */
  sendNow(id: number): boolean;
  list(): readonly CallbackRecord[];
  /** The book was emptied. */
  forget(): void;
}

/** @param now the real clock: pauses are the same whatever billing's own clock says */
export function openOutbox(
  book: Book,
  misbehaviour: CallbackMisbehaviour,
  now: () => number,
): Outbox {
  // Held in memory as well: thousands may wait, and all of them are looked at after each one that is sent.
  const unsettled = new Map<number, CallbackRecord>();
  const remember = (callback: CallbackRecord): void => {
    const { id, status } = callback;
    if (status === 'pending' || status === 'held') unsettled.set(id, callback);
    else unsettled.delete(id);
  };
  for (const callback of book.callbacks.all()) remember(callback);

  const open = (): CallbackRecord[] =>
    [...unsettled.values()].sort((one, other) => one.id - other.id);
  const keep = (callback: CallbackRecord): void => {
    book.callbacks.put(callback.id, callback);
    remember(callback);
  };
  function* due(): Iterable<CallbackRecord> {
    for (const { id, status, nextAttemptAt } of open()) {
      if (status !== 'pending' || nextAttemptAt > now()) continue;
      const callback = book.callbacks.get(id);
      // Without one the change that caused it was not carried out after all.
      if (callback) yield callback;
      else unsettled.delete(id);
    }
  }
  const pauseMs = (attempts: number): number => {
    const { callbackRetryMs, callbackRetryMaxMs } = book.settings();
    return Math.min(callbackRetryMaxMs, callbackRetryMs * 2 ** Math.min(attempts - 1, 30));
  };

  return {
    put: (content, transactionId = randomUUID()) => {
      const struck = misbehaviour.strike(content.kind);
      const copies = struck?.kind === 'twice' ? 2 : 1;
      const ids = Array.from({ length: copies }, () => book.nextNumber('callback'));
      for (const [copy, id] of ids.entries()) {
        keep({
          id,
          transactionId,
          content,
          subject: copy === 0 ? subjectOf(content) : `${subjectOf(content)}#${String(id)}`,
          status: statusUnder(struck?.kind),
          createdAt: new Date(book.now()).toISOString(),
          nextAttemptAt: now() + (struck?.kind === 'late' ? struck.delayMs : 0),
          attempts: 0,
          lastAnswer: null,
          policyNumberAnswered: null,
        });
      }
      return ids;
    },
    due,
    nextAt: () => {
      let next: number | null = null;
      for (const { status, nextAttemptAt } of unsettled.values())
        if (status === 'pending') next = Math.min(next ?? nextAttemptAt, nextAttemptAt);
      return next;
    },
    settle: (id, attempt) => {
      book.transact(() => {
        const callback = book.callbacks.get(id);
        // Gone when the book was emptied meanwhile.
        if (!callback) return;
        const attempts = callback.attempts + 1;
        const { callbackMaxAttempts } = book.settings();
        const isLast = callbackMaxAttempts !== null && attempts >= callbackMaxAttempts;
        const statuses = {
          taken: 'delivered',
          refused: 'refused',
          repeat: isLast ? 'gaveUp' : 'pending',
        } as const;
        keep({
          ...callback,
          attempts,
          status: statuses[attempt.verdict],
          nextAttemptAt: now() + pauseMs(attempts),
          lastAnswer: attempt.answer,
          policyNumberAnswered: attempt.policyNumberAnswered,
        });
        if (attempt.verdict !== 'repeat') releaseHeld(callback);
      });
    },
    sendNow: (id) =>
      book.transact(() => {
        const callback = book.callbacks.get(id);
        if (callback) keep({ ...callback, status: 'pending', nextAttemptAt: now() });
        return callback !== undefined;
      }),
    list: () => book.callbacks.all(),
    forget: () => {
      unsettled.clear();
    },
  };

  function releaseHeld(later: CallbackRecord): void {
    for (const callback of open()) {
      const isOvertaken = callback.subject === later.subject && callback.id < later.id;
      if (callback.status === 'held' && isOvertaken)
        keep({ ...callback, status: 'pending', nextAttemptAt: now() });
    }
  }
}

function statusUnder(fault: string | undefined): CallbackRecord['status'] {
  if (fault === 'outOfOrder') return 'held';
  return fault === 'never' ? 'withheld' : 'pending';
}

function subjectOf(content: CallbackContent): string {
  return 'offerId' in content
    ? `offer ${content.offerId}`
    : `term ${content.policyNumber} ${String(content.termNumber)}`;
}
