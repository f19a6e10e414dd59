import type { TermName } from '../workflow-ids.js';

const READ_BACK = 'read-back:';

/** The one payment as which a term that is opened from what others hold counts all that billing had received for it by then. */
export function receivedBefore({ policyNumber, termNumber }: TermName): string {
  return `${READ_BACK}${policyNumber}:${termNumber}`;
}

export function isReceivedBefore(paymentId: string): boolean {
  return paymentId.startsWith(READ_BACK);
}
