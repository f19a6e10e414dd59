import { z } from 'zod';
import { CALLBACK_KINDS, type CallbackKind } from '../book/records.js';

/** Ways in which a message to the policy side goes astray. */
export const CALLBACK_FAULTS = [
  /** Sent two times at the same moment, under one transaction id. */
  'twice',
  /** Sent after `delayMs`. */
  'late',
  /** Sent after a later one for the same term or offer has arrived. */
  'outOfOrder',
  /** Not sent until somebody tells it to. */
  'never',
] as const;

export const callbackFaultSchema = z.strictObject({
  callback: z.enum([...CALLBACK_KINDS, '*']).default('*'),
  kind: z.enum(CALLBACK_FAULTS),
  /** How many callbacks it strikes. */
  count: z.int().positive().default(1),
  /** How many callbacks it lets pass first. */
  skip: z.int().min(0).default(0),
  /** Of `late`. */
  delayMs: z.int().min(0).max(86_400_000).default(1000),
});
type CallbackFault = z.output<typeof callbackFaultSchema>;

interface Armed extends CallbackFault {
  readonly id: number;
  passed: number;
  used: number;
}

/** What is to go wrong with callbacks. */
export interface CallbackMisbehaviour {
  arm(fault: CallbackFault): number;
  disarm(): void;
  list(): readonly Armed[];
  /** What goes wrong with the next callback of that kind; null when nothing does. */
  strike(callback: CallbackKind): Pick<CallbackFault, 'kind' | 'delayMs'> | null;
}

export function createCallbackMisbehaviour(): CallbackMisbehaviour {
  let armed: Armed[] = [];
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
    strike: (callback) => {
      for (const fault of armed) {
        const isMeant = fault.callback === '*' || fault.callback === callback;
        if (!isMeant || fault.used >= fault.count) continue;
        if (fault.passed < fault.skip) {
          fault.passed += 1;
          continue;
        }
        fault.used += 1;
        return { kind: fault.kind, delayMs: fault.delayMs };
      }
      return null;
    },
  };
}
