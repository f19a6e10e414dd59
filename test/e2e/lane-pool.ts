import type { Lane } from './lane.js';

/** Lanes for scenarios that run at once. */
export interface LanePool<L extends Lane = Lane> {
  /** Gives a lane with empty books and nothing armed to one scenario; it waits for its turn at one. */
  run<T>(scenario: (lane: L) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** @param open makes a lane */
export async function openLanes<L extends Lane>(
  count: number,
  open: () => Promise<L>,
): Promise<LanePool<L>> {
  const lanes: L[] = [];
  const openOne = async () => lanes.push(await open());
  await Promise.all(Array.from({ length: count }, openOne));
  const free = [...lanes];
  const waiting: ((lane: L) => void)[] = [];
  const running = new Set<Promise<unknown>>();

  async function run<T>(scenario: (lane: L) => Promise<T>): Promise<T> {
    const lane = free.pop() ?? (await new Promise<L>((take) => waiting.push(take)));
    try {
      await lane.clear();
      return await scenario(lane);
    } finally {
      const next = waiting.shift();
      if (next) next(lane);
      else free.push(lane);
    }
  }

  return {
    run: (scenario) => {
      const done = run(scenario);
      const settled = done.catch(() => undefined).finally(() => running.delete(settled));
      running.add(settled);
      return done;
    },
    close: async () => {
      // A scenario that its time limit has given up on may still be at work.
      await Promise.all(running);
      await Promise.all(lanes.map((lane) => lane.close()));
    },
  };
}
