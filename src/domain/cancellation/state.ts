/** Where a cancellation stands. `pending`: its notice is out or its day is ahead, and cover goes on till then. */
export const CANCELLATION_STATES = [
  'requested',
  'quoted',
  'pending',
  'waitingTurn',
  'completing',
  'cancelled',
  'completed',
  'rescinded',
  'withdrawn',
] as const;
export type CancellationState = (typeof CANCELLATION_STATES)[number];
