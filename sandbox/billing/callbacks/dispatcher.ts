import { request } from 'undici';
import type { CallbackRecord } from '../book/records.js';
import type { PolicySide, Settings } from '../settings.js';
import { readRestAnswer, readSoapAnswer } from './answer.js';
import type { Attempt, Outbox } from './outbox.js';
import { callbackRequest } from './request.js';

/** So many go out at the same time; callbacks of one subject always one after another. */
const MAX_AT_ONCE = 16;
/** The longest that a timer is trusted with. */
const MAX_SLEEP_MS = 60_000;

export interface DispatcherParts {
  readonly outbox: Outbox;
  /** Null: callbacks are kept until there is one. */
  readonly policySide: () => PolicySide | null;
  readonly settings: () => Settings;
  readonly now: () => number;
  readonly closing: AbortSignal;
  readonly log: (line: CallbackLine) => void;
}

/** One attempt, for the log; without the key, the signature and the payer's money. */
export interface CallbackLine {
  readonly callback: number;
  readonly kind: string;
  readonly verdict: Attempt['verdict'];
  readonly answer: string;
}

/** Sends what the outbox holds, again and again until it is taken. */
export interface Dispatcher {
  /** Something has changed: look now. */
  wake(): void;
  /** Settles when nothing is under way any more; call it after `closing`. */
  stopped(): Promise<void>;
}

export function startDispatcher(parts: DispatcherParts): Dispatcher {
  const { outbox, policySide, now, closing } = parts;
  const underWay = new Map<string, Promise<void>>();
  let timer: NodeJS.Timeout | undefined;

  const look = (): void => {
    clearTimeout(timer);
    const side = policySide();
    if (closing.aborted || side === null) return;
    for (const callback of outbox.due()) {
      if (underWay.size >= MAX_AT_ONCE) return;
      if (underWay.has(callback.subject)) continue;
      const sending = send(parts, side, callback).finally(() => {
        underWay.delete(callback.subject);
        look();
      });
      underWay.set(callback.subject, sending);
    }
    const next = outbox.nextAt();
    if (next === null) return;
    // What is due and not under way waits for its subject, whose end looks again.
    const pause = next <= now() ? MAX_SLEEP_MS : Math.min(next - now(), MAX_SLEEP_MS);
    timer = setTimeout(look, pause);
    timer.unref();
  };
  look();

  return {
    wake: look,
    stopped: async () => {
      clearTimeout(timer);
      await Promise.all(underWay.values());
    },
  };
}

async function send(
  { outbox, settings, now, closing, log }: DispatcherParts,
  side: PolicySide,
  callback: CallbackRecord,
): Promise<void> {
  const attempt = await tryOnce(side, callback, settings().callbackTimeoutMs, now(), closing);
  // A message that closing cut off is as unsent as before.
  if (attempt === null) return;
  outbox.settle(callback.id, attempt);
  const { verdict, answer } = attempt;
  log({ callback: callback.id, kind: callback.content.kind, verdict, answer });
}

async function tryOnce(
  side: PolicySide,
  callback: CallbackRecord,
  timeoutMs: number,
  nowMs: number,
  closing: AbortSignal,
): Promise<Attempt | null> {
  try {
    const { url, headers, body, isSoap } = callbackRequest(callback, side, nowMs);
    const signal = AbortSignal.any([closing, AbortSignal.timeout(timeoutMs)]);
    const answer = await request(url, { method: 'POST', headers, body, signal });
    const text = await answer.body.text();
    const read = isSoap ? readSoapAnswer : readRestAnswer;
    return read(answer.statusCode, text);
  } catch (error) {
    if (closing.aborted) return null;
    const reason = error instanceof Error ? error.name : 'unknown';
    const code = error instanceof Error && 'code' in error ? String(error.code) : reason;
    return { verdict: 'repeat', answer: `no answer: ${code}`, policyNumberAnswered: null };
  }
}
