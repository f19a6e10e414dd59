import type { WorkflowExecutionStatusName } from '@temporalio/client';

/** Names of the server's `WorkflowExecutionStatus` numbers, as descriptions have them. */
const STATUS_NAMES: Readonly<Record<number, WorkflowExecutionStatusName>> = {
  1: 'RUNNING',
  2: 'COMPLETED',
  3: 'FAILED',
  4: 'CANCELLED',
  5: 'TERMINATED',
  6: 'CONTINUED_AS_NEW',
  7: 'TIMED_OUT',
  8: 'PAUSED',
};

export function statusName(status: number | null | undefined): WorkflowExecutionStatusName {
  return STATUS_NAMES[status ?? 0] ?? 'UNKNOWN';
}
