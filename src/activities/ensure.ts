import { LookupNotAvailable } from '../ports/call-errors.js';

/**
 * Whether a write was made before. `no`: nothing earlier can have written it. `perhaps`: an attempt before this one is known
 * to have failed before it wrote, so looking is only care. `likely`: an earlier answer was lost, or an earlier run may have
 * done it.
 */
export type Likelihood = 'no' | 'perhaps' | 'likely';

/** One write to a system without idempotency keys. */
export interface Ensured<T> {
  readonly mayHaveHappened: Likelihood;
  /** What an earlier attempt made, or null when it made nothing. */
  readonly look: () => Promise<T | null>;
  readonly write: () => Promise<T>;
}

/**
 * Look, then write: the way every write to the policy system is made.
 *
 * @throws LookupNotAvailable when an earlier attempt likely wrote and the installation cannot be asked: a person must look
 */
export async function ensure<T>({ mayHaveHappened, look, write }: Ensured<T>): Promise<T> {
  if (mayHaveHappened !== 'no') {
    const found = await look().catch((error: unknown) => {
      if (mayHaveHappened === 'perhaps' && error instanceof LookupNotAvailable) return null;
      throw error;
    });
    if (found !== null) return found;
  }
  return write();
}
