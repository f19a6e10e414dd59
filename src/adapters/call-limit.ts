/** Runs work, at most so many pieces at once; the others wait in the order of arrival. */
export type CallLimit = <T>(work: () => Promise<T>) => Promise<T>;

export function createCallLimit(maxConcurrentCalls: number): CallLimit {
  let free = maxConcurrentCalls;
  const waiting: (() => void)[] = [];

  return async (work) => {
    if (free > 0) free -= 1;
    else
      await new Promise<void>((proceed) => {
        waiting.push(proceed);
      });
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
