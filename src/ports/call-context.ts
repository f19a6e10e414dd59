import { AsyncLocalStorage } from 'node:async_hooks';

/** On whose behalf the current call is made; every log line below it carries these. */
export interface CallContext {
  readonly transactionId: string;
  readonly step: string;
  readonly attempt: number;
}

const storage = new AsyncLocalStorage<CallContext>();

/** Runs `work` with `context` visible to everything it awaits. */
export function inCallContext<T>(context: CallContext, work: () => Promise<T>): Promise<T> {
  return storage.run(context, work);
}

/** The context of the call being made, or undefined outside of any. */
export function callContext(): CallContext | undefined {
  return storage.getStore();
}
