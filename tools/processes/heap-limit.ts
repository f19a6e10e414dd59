/** Of the code and of all that is no transaction. */
const BASE_MIB = 128;
/** A transaction that waits for a person holds 0.4, a waiting term 0.1. */
const PER_CACHED_WORKFLOW_MIB = 0.5;
/** As many as a worker keeps unless told otherwise. */
const CACHED_UNLESS_SAID = 500;

/**
 * How much the heap of a worker may take in each of its threads. Without a limit Node lets garbage lie until a share of the
 * machine's memory is full of it. The image has the same for a worker that keeps as many as it does unless told otherwise.
 *
 * @param maxCachedWorkflows `MAX_CACHED_WORKFLOWS`, as it stands in the environment
 * @returns MiB
 */
export function heapLimitMib(maxCachedWorkflows: string | undefined): number {
  const cached = Number(maxCachedWorkflows);
  const isCount = Number.isSafeInteger(cached) && cached > 0;
  return BASE_MIB + Math.ceil((isCount ? cached : CACHED_UNLESS_SAID) * PER_CACHED_WORKFLOW_MIB);
}
