import { activityInfo, heartbeat } from '@temporalio/activity';
import { SystemContractError, SystemRejection, SystemUnavailable } from '../ports/call-errors.js';

/** What a step remembers from one attempt to the next. */
interface Memory {
  /** When the answers began of which a person is told soon. Milliseconds since 1970. */
  readonly oddSince: number | null;
}

/**
 * Whether a step that failed is simply made again, as long as the error says; it is made again once at least. What
 * failed otherwise in between, such as a connection that broke, begins the time anew.
 *
 * Only for errors that surely wrote nothing: a write in doubt is looked up by the workflow, which counts by itself.
 */
export function isWaitedOut(error: unknown): boolean {
  const patienceMs = patienceOf(error);
  const { oddSince } = memory();
  if (patienceMs === undefined) {
    if (oddSince !== null) remember({ oddSince: null });
    return false;
  }
  if (oddSince !== null) return Date.now() - oddSince < patienceMs;
  remember({ oddSince: Date.now() });
  return true;
}

function patienceOf(error: unknown): number | undefined {
  if (error instanceof SystemRejection && error.mayHaveHappened) return undefined;
  return error instanceof SystemUnavailable ||
    error instanceof SystemContractError ||
    error instanceof SystemRejection
    ? error.patienceMs
    : undefined;
}

function memory(): Memory {
  const details = activityInfo().heartbeatDetails as Memory | null | undefined;
  return { oddSince: details?.oddSince ?? null };
}

/** Temporal gives it to the next attempt, on whatever worker. */
function remember(memory: Memory): void {
  heartbeat(memory);
}
