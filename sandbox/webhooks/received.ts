import type { Arrival } from '../shared/call-ring.js';
import type { ReadMessage } from './message.js';

/** A message that came in, and what the receiver did with it. */
export interface ReceivedFacts extends ReadMessage {
  /** Type of the event. */
  readonly operation: string;
  readonly path: string;
  /** How often it had come before, by its id. */
  readonly before: number;
  /** Whether the receiver did what the message is for. */
  isTaken: boolean;
  /** In words: a status, or what came instead of one; null until it is answered. */
  answered: string | null;
}
export type Received = ReceivedFacts & Arrival;

/** For people: one line per message, the newest last. */
export function receivedPage(received: readonly Received[], secrets: number): string {
  const how =
    secrets === 0
      ? 'No secret was told: signatures are not checked. POST {"secrets": ["whsec_…"]} to /settings of the admin endpoint.'
      : `Signatures are checked with ${secrets} secret${secrets === 1 ? '' : 's'}.`;
  const lines = received.map(
    ({ at, event, webhookId, signature, before, answered }) =>
      `${at}  ${event?.sequence ?? '-'}  ${event?.type ?? 'no CloudEvent'}  ${event?.subject ?? '-'}  ` +
      `${webhookId ?? '-'}  signature ${signature}${before > 0 ? `, repeat ${before}` : ''}  -> ${answered ?? 'not answered yet'}`,
  );
  return [`${received.length} messages came in. ${how}`, '', ...lines, ''].join('\n');
}
