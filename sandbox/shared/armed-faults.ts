import { z } from 'zod';

/** Which of the next calls an armed fault strikes. */
export const armingShape = {
  /** How many it strikes. */
  count: z.int().positive().default(1),
  /** How many it lets pass first. */
  skip: z.int().min(0).default(0),
};

interface Arming {
  readonly count: number;
  readonly skip: number;
}

export type Armed<Fault> = Fault & { readonly id: number; passed: number; used: number };

/** Faults that wait for their calls; the one that was armed first strikes first. */
export interface ArmedFaults<Fault> {
  arm(fault: Fault): number;
  disarm(): void;
  list(): readonly Armed<Fault>[];
  /** The fault that strikes the next call; null when none does. */
  strike(isMeant: (fault: Fault) => boolean): Fault | null;
}

export function createArmedFaults<Fault extends Arming>(): ArmedFaults<Fault> {
  let armed: Armed<Fault>[] = [];
  let nextId = 1;
  return {
    arm: (fault) => {
      const id = nextId++;
      armed.push({ ...fault, id, passed: 0, used: 0 });
      return id;
    },
    disarm: () => {
      armed = [];
    },
    list: () => armed,
    strike: (isMeant) => {
      for (const fault of armed) {
        if (!isMeant(fault) || fault.used >= fault.count) continue;
        if (fault.passed < fault.skip) {
          fault.passed += 1;
          continue;
        }
        fault.used += 1;
        return fault;
      }
      return null;
    },
  };
}
