import { z } from 'zod';
import { armingShape, createArmedFaults, type ArmedFaults } from '../../shared/armed-faults.js';
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
  ...armingShape,
  /** Of `late`. */
  delayMs: z.int().min(0).max(86_400_000).default(1000),
});
type CallbackFault = z.output<typeof callbackFaultSchema>;

/** What is to go wrong with callbacks. */
export interface CallbackMisbehaviour extends Pick<
  ArmedFaults<CallbackFault>,
  'arm' | 'disarm' | 'list'
> {
  /** What goes wrong with the next callback of that kind; null when nothing does. */
  strike(callback: CallbackKind): CallbackFault | null;
}

export function createCallbackMisbehaviour(): CallbackMisbehaviour {
  const armed = createArmedFaults<CallbackFault>();
  return {
    ...armed,
    strike: (kind) => armed.strike(({ callback }) => callback === '*' || callback === kind),
  };
}
