import { AsyncLocalStorage } from 'node:async_hooks';

/** On whose behalf the current call is made; every log line below it carries the first three. */
export interface CallContext {
  readonly transactionId: string;
  readonly step: string;
  readonly attempt: number;
  /** When nobody waits for the step any more, and it may be made again: a moment of this machine's clock, milliseconds. */
  readonly deadline?: number;
}

const storage = new AsyncLocalStorage<CallContext>();

/** Runs `work` with `context` visible to everything it awaits. */
export function inCallContext<T>(context: CallContext, work: () => Promise<T>): Promise<T> {
  return storage.run(context, work);
}

/** How long the step that makes the call is still waited for; without end outside of any. Milliseconds. */
export function timeLeft(): number {
  return (storage.getStore()?.deadline ?? Number.POSITIVE_INFINITY) - Date.now();
}

/** The context of the call being made, or undefined outside of any. */
export function callContext(): CallContext | undefined {
  return storage.getStore();
}
