import { z } from 'zod';
import { armingShape, createArmedFaults, type ArmedFaults } from '../shared/armed-faults.js';

/** Ways in which a receiver misbehaves. */
const RECEIVER_FAULTS = [
  /** Answers `status`, with `retryAfter` where that is said; nothing is taken. */
  'status',
  /** Answers 410: it wants nothing any more. */
  'gone',
  /** Answers 302 to `location`. */
  'redirect',
  /** Takes it, and answers after `delayMs`. */
  'slow',
  /** Answers nothing for `delayMs`, and cuts the connection then; nothing is taken. */
  'hang',
  /** Takes it, and cuts the connection instead of an answer. */
  'drop',
  /** Answers what is no HTTP; nothing is taken. */
  'wrong',
] as const;

export const receiverFaultSchema = z.strictObject({
  kind: z.enum(RECEIVER_FAULTS),
  /** Only events of this policy. */
  subject: z.string().min(1).optional(),
  /** Only events of this type. */
  type: z.string().min(1).optional(),
  ...armingShape,
  status: z.int().min(200).max(599).default(500),
  /** As it goes into the header: seconds, or a date of HTTP. */
  retryAfter: z.string().min(1).optional(),
  location: z.string().min(1).default('/'),
  delayMs: z.int().min(0).max(600_000).default(1_000),
});
export type ReceiverFault = z.output<typeof receiverFaultSchema>;

/** What is to go wrong with messages that come in. */
export interface ReceiverMisbehaviour extends Pick<
  ArmedFaults<ReceiverFault>,
  'arm' | 'disarm' | 'list'
> {
  /** What goes wrong with one; null when nothing does. */
  strike(message: {
    readonly subject: string | null;
    readonly type: string | null;
  }): ReceiverFault | null;
}

export function createReceiverMisbehaviour(): ReceiverMisbehaviour {
  const armed = createArmedFaults<ReceiverFault>();
  return {
    ...armed,
    strike: ({ subject, type }) =>
      armed.strike(
        (fault) =>
          [subject, undefined].includes(fault.subject) && [type, undefined].includes(fault.type),
      ),
  };
}
